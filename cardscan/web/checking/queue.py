"""The queue: which cards wait, how far along it is, and which comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.errors import BookError
from cardscan.web.asking import address, place_text
from cardscan.web.rendering import see

if TYPE_CHECKING:
    from starlette.responses import Response

    from cardscan.book import Book, Entry
    from cardscan.web.asking import Ask
    from cardscan.web.rendering import Pages

_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Progress:
    """How far along a sitting is."""

    done: int
    doubtful: int
    unseen: int

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
    return Progress(done, left.doubtful, left.unseen)


def saved_before(book: Book, ask: Ask) -> Entry | None:
    """Return the contact that was saved just before, which can be undone."""
    uid = ask.query.get("saved", "")
    try:
        return book.entry(uid) if uid and book.reviews.can_undo(uid) else None
    except BookError:
        return None


def show(book: Book, ask: Ask, pages: Pages) -> Response:
    """Show the queue, a page at a time."""
    waiting = book.reviews.waiting(ask.selection, ask.after, _A_PAGE + 1)
    shown = waiting[:_A_PAGE]
    rows = [(item, book.cards(item.entry.uid)[-1:]) for item in shown]
    return pages.page(
        "queue.html",
        ask,
        rows=rows,
        more=place_text(shown[-1].place) if len(waiting) > _A_PAGE else "",
        progress=progress(book, ask),
        events=book.reviews.events(),
        tags=book.reviews.tags(),
        contacts=book.count(),
        pairs=book.duplicates.count(),
        saved=saved_before(book, ask),
    )


def go_on(book: Book, ask: Ask, pages: Pages) -> Response:
    """Go to the next card after a place; from the end back to those that were passed over."""
    found = book.reviews.waiting(ask.selection, ask.after, 1) or book.reviews.waiting(ask.selection, limit=1)
    saved = ask.query.get("saved", "")
    if not found:
        return see(address("/", ask, saved=saved))
    return see(address("/card", ask, uid=found[0].entry.uid, saved=saved))
