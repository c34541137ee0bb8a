"""A card's page: shown, and what can be done there, each as one form that is sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.responses import Response

from cardscan.contact_fields import LISTS, NAME_PARTS
from cardscan.errors import ChangedError
from cardscan.ocr.packs import what_to_install
from cardscan.web.asking import address, place_text
from cardscan.web.checking import card_form, possible
from cardscan.web.checking.card_view import blank_row, card_view
from cardscan.web.checking.queue import progress, saved_before
from cardscan.web.daily import row
from cardscan.web.in_words import PHONE_KINDS
from cardscan.web.rendering import see

if TYPE_CHECKING:
    from cardscan.book import Book, Entry
    from cardscan.model import Contact
    from cardscan.settings import Settings
    from cardscan.web.asking import Ask
    from cardscan.web.rendering import Pages

_ROW = re.compile(r"(up|remove)-([a-z]+)-([0-9]{1,4})")
A_YEAR = "private, max-age=31536000, immutable"
"""For what never changes, since its name is its digest."""


def show(book: Book, ask: Ask, pages: Pages, settings: Settings) -> Response:
    """Show one contact with its cards, ready to be put right."""
    entry = book.entry(ask.query.get("uid", ""))
    influential = row.may_know_many(entry.contact, settings)
    return _page(book, ask, pages, entry, entry.contact, influential=influential)


def act(book: Book, ask: Ask, pages: Pages) -> Response:
    """Do what the pressed button says, and show what comes next."""
    uid = ask.query.get("uid", "")
    entry = book.entry(uid)
    doing = ask.said("do")
    back = back_of(ask)
    here = address("/card", ask, uid=uid, back=back)
    if doing == "undo":
        book.reviews.undo(uid)
        return see(here)
    contact = card_form.contact_of(ask.form, entry.contact)
    if ask.said("revision") != str(entry.revision) and contact != entry.contact:
        return _page(book, ask, pages, entry, contact, status=409)
    if doing == "save":
        odd = possible.impossible(contact)
        if {*odd} - {*ask.form.get("sure", ())}:
            return _page(book, ask, pages, entry, contact, status=422, odd=odd)
        return _save(book, ask, pages, entry, contact)
    if doing == "delete":
        place = book.reviews.place(uid)
        book.delete(uid)
        if back:
            return see(address("/contacts", ask, deleted=uid))
        return see(address("/next", ask, after=place_text(place), saved=uid))
    try:
        book.reviews.change(uid, _changed(contact, doing), seen=entry.revision)
    except ChangedError:  # between the look above and now
        return _page(book, ask, pages, book.entry(uid), contact, status=409)
    row.keep_row(book, uid, ask)
    return see(here)


def _save(book: Book, ask: Ask, pages: Pages, entry: Entry, contact: Contact) -> Response:
    """Put what the form says into the book, and go on; or show it again where the book was faster."""
    place = book.reviews.place(entry.uid)
    try:
        book.reviews.save(entry.uid, contact, seen=entry.revision)
    except ChangedError:
        return _page(book, ask, pages, book.entry(entry.uid), contact, status=409)
    row.keep_row(book, entry.uid, ask)
    if back_of(ask):
        return see(address("/contact", ask, uid=entry.uid))
    return see(address("/next", ask, after=place_text(place), saved=entry.uid))


def back_of(ask: Ask) -> str:
    """Return "contact" where the card was opened from its contact's page, which is gone back to; else ""."""
    return "contact" if ask.query.get("back") == "contact" else ""


def face(book: Book, ask: Ask, pages: Pages) -> Response:
    """Return a card's picture; its name is its digest, so that it never changes."""
    headers = {"Cache-Control": A_YEAR}
    return Response(book.face(ask.path["digest"]), media_type="image/jpeg", headers=headers)


def _changed(contact: Contact, doing: str) -> Contact:
    if doing == "swap":
        return card_form.swapped(contact)
    button = _ROW.fullmatch(doing)
    field = next((field for field in LISTS if button and button[2] == field.key), None)
    if button is None or field is None:
        return contact
    change = {"up": card_form.moved_up, "remove": card_form.without}[button[1]]
    return change(contact, field, int(button[3]))


def _page(
    book: Book,
    ask: Ask,
    pages: Pages,
    entry: Entry,
    contact: Contact,
    *,
    status: int = 200,
    odd: tuple[str, ...] = (),
    influential: bool = False,
) -> Response:
    """Show the contact, or what the form had: where it changed in the book meanwhile, or has `odd` values."""
    cards = book.cards(entry.uid)
    view = card_view(contact, entry.needs_review, cards)
    return pages.page(
        "card.html",
        ask,
        status,
        entry=entry,
        contact=contact,
        view=view,
        name_parts=tuple((part, part.of(contact)) for part in NAME_PARTS),
        lists=LISTS,
        blank=blank_row,
        place=book.reviews.place(entry.uid),
        progress=progress(book, ask),
        saved=saved_before(book, ask),
        can_undo=book.reviews.can_undo(entry.uid),
        unreadable=what_to_install(cards[-1].scan.unreadable if cards else ()),
        suspicions=book.duplicates.of(entry.uid),
        phone_types=PHONE_KINDS,
        conflict=status == 409,
        possible=possible,
        odd=odd,
        back=back_of(ask),
        follow_ups=row.CHOICES,
        offered=row.offered_tags(book),
        influential=influential,
    )
