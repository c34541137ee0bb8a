"""One contact: its values to be called, written to and copied, its cards, labels and history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.contact_fields import DETAILS
from cardscan.web.asking import address
from cardscan.web.checking.card_view import card_view
from cardscan.web.contacts.history import told
from cardscan.web.in_words import contact_text
from cardscan.web.rendering import see

if TYPE_CHECKING:
    from starlette.responses import Response

    from cardscan.book import Book
    from cardscan.model import Contact
    from cardscan.web.asking import Ask
    from cardscan.web.rendering import Pages

_LONGEST = 2000
"""Signs of a note; a tag has at most a twentieth."""


def show(book: Book, ask: Ask, pages: Pages) -> Response:
    """Show one contact."""
    entry = book.entry(ask.query.get("uid", ""))
    return pages.page(
        "contact.html",
        ask,
        entry=entry,
        details=_details(entry.contact),
        text=contact_text(entry.contact),
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
