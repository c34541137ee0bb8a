"""Two contacts become one: cards, labels, the decision, and what it takes to undo it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.book.acts import undoing
from cardscan.book.tables import cards, contacts, history, remarks, suspicions

if TYPE_CHECKING:
    import sqlite3

    from cardscan.model import Contact


def merge(db: sqlite3.Connection, uid: str, other_uid: str, contact: Contact | None, at: str) -> None:
    """Make one contact of two within a transaction: `uid` stays, as `contact` where that is given."""
    number, old = contacts.find(db, uid)
    other, _ = contacts.find(db, other_uid)
    aside = undoing.aside_of(db, number)
    likeness, reason = suspicions.between(db, number, other)
    said = remarks.numbers_of(db, number)
    suspicions.decide(db, uid, other_uid, at, same=True)
    moved = cards.move_cards(db, other, number)
    remarks.move(db, other, number)
    contacts.retire(db, other, at, into=number)
    suspicions.forget(db, other)
    added = {table: tuple(rows - said[table]) for table, rows in remarks.numbers_of(db, number).items()}
    history.record(db, other, "merged", at, remark=f"into {uid}")
    history.record(
        db, number, "merged", at, before=old, remark=f"with {other_uid}",
        aside=undoing.aside_to_text(
            replace(aside, other=other_uid, cards=moved, added=added, likeness=likeness, reason=reason)
        ),
    )  # fmt: skip
    contacts.update(db, number, contact or old, () if contact else aside.needs_review, at)
