"""Two contacts become one: cards, labels, the decision, and what it takes to undo it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.book import contacts, duplicates, history, labels, readings, undoing

if TYPE_CHECKING:
    import sqlite3

    from cardscan.model import Contact


def merge(db: sqlite3.Connection, uid: str, other_uid: str, contact: Contact | None, at: str) -> None:
    """Make one contact of two within a transaction: `uid` stays, as `contact` where that is given."""
    number, old = contacts.find(db, uid)
    other, _ = contacts.find(db, other_uid)
    aside = undoing.aside_of(db, number)
    likeness, reason = duplicates.between(db, number, other)
    said = labels.numbers_of(db, number)
    duplicates.decide(db, uid, other_uid, at, same=True)
    cards = readings.move_cards(db, other, number)
    labels.move(db, other, number)
    contacts.retire(db, other, at, into=number)
    duplicates.forget(db, other)
    added = {table: tuple(rows - said[table]) for table, rows in labels.numbers_of(db, number).items()}
    history.record(db, other, "merged", at, remark=f"into {uid}")
    history.record(
        db, number, "merged", at, before=old, remark=f"with {other_uid}",
        aside=undoing.aside_to_text(
            replace(aside, other=other_uid, cards=cards, added=added, likeness=likeness, reason=reason)
        ),
    )  # fmt: skip
    contacts.update(db, number, contact or old, () if contact else aside.needs_review, at)
