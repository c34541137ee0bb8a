"""Taking back the last thing that a person did to a contact."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cardscan.book.dealings import follow_ups, log, standing, wants
from cardscan.book.file.columns import contact_from_text, to_text
from cardscan.book.outcomes import Aside
from cardscan.book.tables import cards, contacts, history, kept, remarks, suspicions
from cardscan.errors import BookError

if TYPE_CHECKING:
    import sqlite3

_DOINGS = ("corrected", "reviewed", "merged", "deleted")
PASSING = "'seen again', 'exported', 'undone', 'restored'"
"""For SQL: changes that leave the contact as it was, or that belong to an undoing."""


def aside_of(db: sqlite3.Connection, number: int) -> Aside:
    """Return what a person's change will replace beside the contact itself."""
    needs_review, reviewed = db.execute(
        "SELECT needs_review, reviewed FROM contact WHERE id = ?", (number,)
    ).fetchone()
    return Aside(tuple(json.loads(needs_review)), reviewed)


def aside_to_text(aside: Aside) -> str:
    """Return it as the change's column holds it."""
    return to_text(asdict(aside))


def aside_from_text(text: str) -> Aside:
    """Return it as `aside_to_text` wrote it."""
    data = json.loads(text)
    added = {table: tuple(numbers) for table, numbers in data.pop("added").items()}
    data = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    return Aside(added=added, **data)


def last_doing(db: sqlite3.Connection, number: int) -> tuple[tuple[Any, ...], ...]:
    """Return the change to take back: its row number, kind, before, remark, aside; () for none."""
    row = db.execute(
        "SELECT id, kind, before, remark, aside FROM change WHERE contact_id = ?"
        f" AND kind NOT IN ({PASSING})"
        " AND id NOT IN (SELECT undoes FROM change WHERE undoes IS NOT NULL AND contact_id = ?)"
        " ORDER BY id DESC LIMIT 1",
        (number, number),
    ).fetchone()
    if row is None or row[1] not in _DOINGS or row[4] == "{}":
        return ()
    return (row,)


def undo(db: sqlite3.Connection, uid: str, at: str) -> None:
    """Take the last thing back, and note that; raises BookError where there is none."""
    number, now = contacts.find(db, uid, deleted=True)
    found = last_doing(db, number)
    if not found:
        raise BookError("there is nothing to undo here", "what cards brought since is not undone")
    [(change, kind, text, _, aside_text)] = found
    aside = aside_from_text(aside_text)
    before = contact_from_text(text) if text else now
    if kind == "deleted":
        contacts.revive(db, number, at)
        follow_ups.keep_in_touch(db, number, at)
    if kind == "merged":
        _part(db, uid, number, aside, at)
        kept.restore(db, number, aside.kept)
    if aside.card:
        cards.restore_card(db, aside.card)
    contacts.update(db, number, before, aside.needs_review, at)
    contacts.mark_reviewed(db, number, aside.reviewed)
    history.record(db, number, "undone", at, before=now, remark=kind, undoes=change)


def _part(db: sqlite3.Connection, uid: str, number: int, aside: Aside, at: str) -> None:
    """Make two of one again: the other gets its cards back, and the pair waits for a decision."""
    other, contact = contacts.find(db, aside.other, deleted=True)
    contacts.revive(db, other, at)
    db.execute(
        "UPDATE card SET contact_id = ? WHERE contact_id = ? AND id IN (SELECT value FROM json_each(?))",
        (other, number, json.dumps(aside.cards)),
    )
    remarks.take_off(db, number, aside.added)
    follow_ups.move_back(db, aside.tasks, aside.ended, other, at)
    log.move_back(db, aside.entries, other)
    wants.restore(db, number, aside.want)
    contacts.enlist(db, other, contact)
    history.record(db, other, "restored", at, remark=f"from {uid}")
    for person in (number, other):
        standing.refresh(db, person)
        follow_ups.keep_in_touch(db, person, at)
    suspicions.reconsider(db, (number, uid), (other, aside.other), aside.likeness, aside.reason, at)
