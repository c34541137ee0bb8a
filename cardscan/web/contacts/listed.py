"""The contacts: searched, filtered, leafed through, in the order in which their names are shown."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cardscan.book import EVERYTHING
from cardscan.web.contacts.choosing import (
    act as act_on_chosen,
)
from cardscan.web.contacts.choosing import (
    deleted_before,
    done_before,
    same_list,
    selection_of,
    words_of,
)

if TYPE_CHECKING:
    from starlette.responses import Response

    from cardscan.book import Book
    from cardscan.web.asking import Ask
    from cardscan.web.rendering import Pages

_A_PAGE = 50
_PAGES = {"": "contacts.html", "list": "_found.html"}
"""By what the address asks for: the whole page, or only the list, as it changes while one types."""


def show(book: Book, ask: Ask, pages: Pages) -> Response:
    """Show a page of contacts, those found or those of the selection."""
    words, selection = words_of(ask), selection_of(ask)
    after, before = (_number(ask.query.get(name, "")) for name in ("after", "before"))
    page = book.listing.page(selection, words, after=after, before=before, limit=_A_PAGE)
    whole = not ask.query.get("part")
    return pages.page(
        _PAGES["" if whole else "list"],
        ask,
        words=words,
        selection=selection,
        narrowed=bool(words) or selection != EVERYTHING,
        page=page,
        count=book.listing.count(selection, words),
        pictures=defaultdict(str, book.listing.pictures(entry.uid for entry in page.entries)),
        same_list=same_list,
        events=book.reviews.events() if whole else (),
        tags=book.reviews.tags() if whole else (),
        deleted=deleted_before(book, ask),
        done=done_before(ask),
    )


def act(book: Book, ask: Ask, pages: Pages) -> Response:
    """Do what the pressed button says to those that are ticked."""
    return act_on_chosen(book, ask)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
