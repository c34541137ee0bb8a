"""The contacts: searched, filtered, leafed through; one contact with its cards, labels and history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.book import EVERYTHING
from cardscan.book.tables.listing import Page
from cardscan.contact_fields import DETAILS
from cardscan.errors import BookError
from cardscan.export import EXPORTERS
from cardscan.web.asking import address
from cardscan.web.checking.card_view import card_view
from cardscan.web.contacts.history import told
from cardscan.web.rendering import see

if TYPE_CHECKING:
    from starlette.responses import Response

    from cardscan.book import Book, Entry
    from cardscan.model import Contact
    from cardscan.web.asking import Ask
    from cardscan.web.rendering import Pages

_A_PAGE = 50
_LONGEST = 2000
"""Signs of a note; a tag has at most a twentieth."""


def show_all(book: Book, ask: Ask, pages: Pages) -> Response:
    """Show a page of contacts, those found or those of the selection."""
    words = words_of(ask)
    page = _page(book, ask, words)
    count = book.listing.count(ask.selection, words)
    return pages.page(
        "contacts.html",
        ask,
        words=words,
        page=page,
        count=count,
        formats={name: exporter.description for name, exporter in EXPORTERS.items()},
        events=book.reviews.events(),
        tags=book.reviews.tags(),
        deleted=_deleted(book, ask),
    )


def show(book: Book, ask: Ask, pages: Pages) -> Response:
    """Show one contact."""
    entry = book.entry(ask.query.get("uid", ""))
    return pages.page(
        "contact.html",
        ask,
        entry=entry,
        details=_details(entry.contact),
        view=card_view(entry.contact, entry.needs_review, book.cards(entry.uid)),
        history=tuple(map(told, reversed(book.history(entry.uid)))),
        can_undo=book.reviews.can_undo(entry.uid),
        tags=book.reviews.tags(),
    )


def act(book: Book, ask: Ask, pages: Pages) -> Response:
    """Do what the pressed button says."""
    uid = ask.query.get("uid", "")
    here = address("/contact", ask, uid=uid)
    doing, text = ask.said("do"), ask.said("text").strip()[:_LONGEST]
    if doing == "delete":
        book.delete(uid)
        return see(address("/contacts", ask, deleted=uid))
    if doing == "undo":
        book.reviews.undo(uid)
    elif doing == "untag":
        book.untag(uid, ask.said("tag"))
    elif doing == "tag" and text:
        book.tag(uid, " ".join(text.split())[: _LONGEST // 20])
    elif doing == "note" and text:
        book.note(uid, text.replace("\r\n", "\n"))
    return see(here)


def _details(contact: Contact) -> tuple[str, ...]:
    """Return what is said below the name, the company unless it stands for the name."""
    named = contact.organization != contact.display_name
    said = (field.of(contact) for field in DETAILS if named or field.key != "organization")
    return tuple(filter(None, said))


def words_of(ask: Ask) -> str:
    """Return what is searched for, or ""."""
    return ask.query.get("q", "").strip()


def _page(book: Book, ask: Ask, words: str) -> Page:
    """Return the page that the address names; of a search without a filter the best hits come first."""
    after, before = (_number(ask.query.get(name, "")) for name in ("after", "before"))
    if words and ask.selection == EVERYTHING and not (after or before):
        found = book.search(words, _A_PAGE + 1)
        if len(found) <= _A_PAGE:
            return Page(found)
    return book.listing.page(ask.selection, words, after=after, before=before, limit=_A_PAGE)


def _deleted(book: Book, ask: Ask) -> Entry | None:
    """Return the contact that was deleted just before, which can be undone."""
    uid = ask.query.get("deleted", "")
    try:
        return book.entry(uid) if uid and book.reviews.can_undo(uid) else None
    except BookError:
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
