"""The photo or page that a card was found on, as it lies in the user's folders."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image
from starlette.responses import Response

from cardscan.errors import BadInputError, BookError
from cardscan.picture import load_pictures

if TYPE_CHECKING:
    from cardscan.book import Book, BookFace
    from cardscan.model import Picture, Source
    from cardscan.settings import Settings
    from cardscan.web.asking import Ask
    from cardscan.web.pages import Pages

_LONG_SIDE = 2000
_QUALITY = 85


def show(book: Book, ask: Ask, pages: Pages) -> Response:
    """Show the original with the card's corners on it."""
    entry = book.entry(ask.query.get("uid", ""))
    face = _face_of(book, ask)
    card, side = ask.query.get("card", ""), ask.query.get("side", "0")
    return pages.page("original.html", ask, entry=entry, source=face.source, card=card, side=side)


def source_of(book: Book, ask: Ask) -> Source:
    """Return where the side of the card that the address names was seen."""
    return _face_of(book, ask).source


def picture(source: Source, settings: Settings) -> Response:
    """Return the page of the original as a JPEG with the card marked; small enough to be shown."""
    shown = page_of(source, settings)
    image = Image.fromarray(shown.pixels[:, :, ::-1])
    image.thumbnail((_LONG_SIDE, _LONG_SIDE))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=_QUALITY)
    return Response(
        stream.getvalue(), media_type="image/jpeg", headers={"Cache-Control": "private, max-age=300"}
    )


def page_of(source: Source, settings: Settings) -> Picture:
    """Return the page of the original; raises BadInputError where it is gone or no longer the same file."""
    pictures = load_pictures(
        source.path,
        max_bytes=int(settings.max_megabytes * 1e6),
        max_pixels=int(settings.max_megapixels * 1e6),
        max_pages=settings.max_pages,
        pdf_dpi=settings.pdf_dpi,
    )
    for shown in pictures:
        if shown.sha256 != source.sha256:
            raise BadInputError(f"{source.path}: is another file now")
        if shown.page == source.page:
            return shown
    raise BadInputError(f"{source.path}: has no page {source.page}")


def _face_of(book: Book, ask: Ask) -> BookFace:
    for card in book.cards(ask.query.get("uid", "")):
        if card.uid == ask.query.get("card", ""):
            for side, face in enumerate(card.faces):
                if str(side) == ask.query.get("side", "0"):
                    return face
    raise BookError("the book has no such card")
