"""The first page: pictures are brought here, and what becomes of each is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.book import EVERYTHING
from cardscan.errors import OutputError
from cardscan.web.intake.outcomes import doings
from cardscan.web.intake.uploads import Limits, event_folder, event_said, kept_name, new_mark
from cardscan.web.qr import code_svg
from cardscan.web.rendering import see

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from starlette.responses import Response

    from cardscan.book import Book
    from cardscan.inbox import Board
    from cardscan.settings import Settings
    from cardscan.web.around.surroundings import Surroundings
    from cardscan.web.asking import Ask
    from cardscan.web.intake.outcomes import Doings
    from cardscan.web.rendering import Pages

KINDS = "image/*,.heic,.heif,.avif,.tif,.tiff,.webp,.bmp,.pdf,application/pdf"
"""What a browser offers to choose."""
_PHOTOS = 2000
_MARK = frozenset("0123456789abcdef")


def limits_of(settings: Settings) -> Limits:
    """Return what may be brought at once: no more than would be read."""
    return Limits(_PHOTOS, settings.max_megabytes)


def show(book: Book, ask: Ask, pages: Pages, around: Surroundings, limits: Limits) -> Response:
    """Show the page."""
    address = around.phones.address
    return pages.page(
        "add.html",
        ask,
        doings=_doings(book, around.board),
        to_check=book.reviews.left(EVERYTHING),
        contacts=book.count(),
        phone=address,
        code=code_svg(address) if address else "",
        kinds=KINDS,
        inbox=str(around.board.folders.inbox),
        limits=limits,
    )


def show_doings(book: Book, ask: Ask, pages: Pages, around: Surroundings) -> Response:
    """Show what is being done, alone: the part of the page that changes while one looks on."""
    return pages.page(
        "_doings.html",
        ask,
        doings=_doings(book, around.board),
        to_check=book.reviews.left(EVERYTHING),
        contacts=book.count(),
    )


def act(ask: Ask, board: Board) -> Response:
    """Do what a button beside a file says."""
    row = board.row(ask.said("row"))
    if row is None or row.state != "failed":
        return see("/")  # it has been done, on another page or by hand
    try:
        if ask.said("do") == "again":
            board.try_again(row)
        elif ask.said("do") == "leave":
            board.let_lie(row)
    except OSError as error:
        raise OutputError(
            f"{row.file}: cannot be put back into the drop folder: {error.strerror}",
            "see that the folder is there and has room",
        ) from error
    return see("/")


def naming(inbox: Path, today: date) -> Callable[[Mapping[str, str], str, str], Path]:
    """Return where a picture of the page's form goes: to the event that the form names, under its own name.

    What one sending brings has one mark before its names, so that a card's two sides find each other, and
    nothing that came before is met.
    """
    drawn = new_mark()

    def place(fields: Mapping[str, str], name: str, suffix: str) -> Path:
        mark = fields.get("sending", "")
        mark = mark if len(mark) == len(drawn) and _MARK.issuperset(mark) else drawn
        event = event_said(fields.get("event", ""), fields.get("date", ""), today)
        folder = inbox / event_folder(event) if event.name else inbox
        return folder / kept_name(name, mark, suffix)

    return place


def _doings(book: Book, board: Board) -> Doings:
    return doings(book, board.rows(), board.waiting, board.trouble)
