"""Cards of files that the book has already: read again with other corners, or missed the first time."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.book.acts import receiving, undoing
from cardscan.book.file import pictures
from cardscan.book.file.columns import quad_from_json
from cardscan.book.knowing.renewal import renewed_contact
from cardscan.book.records import NO_EVENT
from cardscan.book.tables import cards, contacts, history
from cardscan.errors import BookError

if TYPE_CHECKING:
    import sqlite3

    from cardscan.book.file.access import Access
    from cardscan.book.outcomes import Receipt
    from cardscan.book.records import Event
    from cardscan.model import CardScan, Contact, Quad

REMARK = "read again"
"""Of the change that a new reading makes."""


class Rereading:
    """The part of the book in which a card's reading is put right."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def next_number(self, sha256: str, page: int) -> int:
        """Return the number of a card that is found on this page after all."""
        with self._access.reading() as db:
            [last] = db.execute(
                "SELECT coalesce(max(number), 0) FROM face WHERE original = ? AND page = ?", (sha256, page)
            ).fetchone()
        return int(last) + 1

    def quads(self, sha256: str, page: int, *, without: str) -> tuple[Quad, ...]:
        """Return the corners of the cards on a page, but for the card of this uid."""
        with self._access.reading() as db:
            rows = db.execute(
                "SELECT quad FROM face JOIN card ON card.id = card_id"
                " WHERE original = ? AND page = ? AND card.uid <> ? ORDER BY number",
                (sha256, page, without),
            )
            return tuple(quad_from_json(json.loads(quad)) for (quad,) in rows)

    def replace(self, card: str, scan: CardScan) -> str:
        """Put a new reading of the card, with its pictures, in the old one's place; return the contact's uid.

        A contact of this card alone becomes what the card says now; one of several cards is renewed by it.
        `undo` brings the old reading back.
        """
        digests = [pictures.keep(self._access.folder, face.jpeg) for face in scan.faces]
        with self._access.writing() as (db, at):
            number, contact, uid, old = _holder(db, card)
            aside = replace(undoing.aside_of(db, contact), card=cards.card_to_text(db, card))
            cards.replace_card(db, card, scan, digests)
            new = scan.contact if _is_only_card(db, contact) else renewed_contact(old, scan.contact)
            contacts.update(db, contact, new, scan.needs_review, at)
            contacts.mark_reviewed(db, contact, "")
            history.record(
                db, contact, "corrected", at, before=old, card=number, remark=REMARK,
                aside=undoing.aside_to_text(aside),
            )  # fmt: skip
        return uid

    def add(self, scan: CardScan, event: Event = NO_EVENT) -> Receipt:
        """Store a card that was missed in a file that the book has; it is judged as any card that comes."""
        digests = [pictures.keep(self._access.folder, face.jpeg) for face in scan.faces]
        with self._access.writing() as (db, at):
            return receiving.receive_card(db, scan, digests, event, at)


def _holder(db: sqlite3.Connection, card: str) -> tuple[int, int, str, Contact]:
    """Return the row numbers of the card and its contact, and the contact's uid and value."""
    row = db.execute(
        "SELECT card.id, contact.uid FROM card JOIN contact ON contact.id = contact_id WHERE card.uid = ?",
        (card,),
    ).fetchone()
    if row is None:
        raise BookError(f"there is no card {card}")
    contact, value = contacts.find(db, row[1])
    return int(row[0]), contact, row[1], value


def _is_only_card(db: sqlite3.Connection, contact: int) -> bool:
    [number] = db.execute("SELECT count(*) FROM card WHERE contact_id = ?", (contact,)).fetchone()
    return int(number) == 1
