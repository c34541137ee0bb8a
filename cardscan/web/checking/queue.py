"""The queue: which cards wait, how far along it is, and which comes next."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.book import Left
from cardscan.errors import BookError, ChangedError
from cardscan.web.asking import address, place_text
from cardscan.web.rendering import see

if TYPE_CHECKING:
    from starlette.responses import Response

    from cardscan.book import Book, Entry
    from cardscan.web.asking import Ask
    from cardscan.web.rendering import Pages

_A_PAGE = 30
_PAIR = re.compile(r"([0-9]{1,18})\.([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far along a sitting is."""

    done: int
    doubtful: int
    unseen: int
    newest: int = 0
    """What tells the newest of the unseen from others."""

    @property
    def all(self) -> int:
        """How many cards the sitting has."""
        return self.done + self.doubtful + self.unseen

    @property
    def number(self) -> int:
        """Of the card in hand."""
        return min(self.done + 1, self.all)


def progress(book: Book, ask: Ask) -> Progress:
    """Return how far along this browser's sitting is."""
    left = book.reviews.left(ask.selection)
    done = book.reviews.done(ask.selection, ask.session.since)
    return Progress(done, left.doubtful, left.unseen, left.newest)


def saved_before(book: Book, ask: Ask) -> Entry | None:
    """Return the contact that was saved just before, which can be undone."""
    uid = ask.query.get("saved", "")
    try:
        return book.entry(uid) if uid and book.reviews.can_undo(uid) else None
    except BookError:
        return None


def show(book: Book, ask: Ask, pages: Pages) -> Response:
    """Show the queue, a page at a time."""
    return _page(book, ask, pages)


def act(book: Book, ask: Ask, pages: Pages) -> Response:
    """Accept all that have no doubt, as they were shown; or take that back."""
    if ask.said("do") == "undo":
        book.reviews.take_back(_pair(ask.said("accepted")))
        return see(address("/check", ask))
    unseen, newest = _pair(ask.said("seen"))
    try:
        first, last = book.reviews.accept(ask.selection, Left(0, unseen, newest))
    except ChangedError:
        return _page(book, ask, pages, changed=True)
    return see(address("/check", ask, accepted=f"{first}.{last}"))


def _page(book: Book, ask: Ask, pages: Pages, *, changed: bool = False) -> Response:
    waiting = book.reviews.waiting(ask.selection, ask.after, _A_PAGE + 1)
    shown = waiting[:_A_PAGE]
    accepted = ask.query.get("accepted", "")
    return pages.page(
        "queue.html",
        ask,
        409 if changed else 200,
        rows=tuple(item.entry for item in shown),
        pictures=defaultdict(str, book.listing.pictures(item.entry.uid for item in shown)),
        more=place_text(shown[-1].place) if len(waiting) > _A_PAGE else "",
        progress=progress(book, ask),
        events=book.reviews.events(),
        tags=book.reviews.tags(),
        contacts=book.count(),
        pairs=book.duplicates.count(),
        saved=saved_before(book, ask),
        accepted=accepted if all(_pair(accepted)) else "",
        changed=changed,
    )


def _pair(text: str) -> tuple[int, int]:
    """Return two numbers that an address or a form has joined by a point; 0 and 0 where it has none."""
    found = _PAIR.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def go_on(book: Book, ask: Ask, pages: Pages) -> Response:
    """Go to the next card after a place; from the end back to those that were passed over."""
    found = book.reviews.waiting(ask.selection, ask.after, 1) or book.reviews.waiting(ask.selection, limit=1)
    saved = ask.query.get("saved", "")
    if not found:
        return see(address("/check", ask, saved=saved))
    return see(address("/card", ask, uid=found[0].entry.uid, saved=saved))
