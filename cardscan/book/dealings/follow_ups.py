"""What is to be done about people, and when: open follow-ups and those that were ended."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cardscan.book.daybook import FIRST, KEEP, Task
from cardscan.book.file.columns import storable
from cardscan.days import local_day, moved

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from typing import Literal

COLUMNS = "id, uid, kind, due, text, done, outcome, snoozed, revision, changed"
"""Of a Task."""
_AMONG = "id IN (SELECT value FROM json_each(?))"


def add(db: sqlite3.Connection, number: int, kind: int, due: str, text: str, at: str) -> int:
    """Write an open follow-up and return its row number."""
    from uuid import uuid4  # here, since most commands begin none

    cursor = db.execute(
        "INSERT INTO follow_up (uid, contact_id, kind, due, text, changed) VALUES (?, ?, ?, ?, ?, ?)",
        (str(uuid4()), number, kind, due, storable(text), at),
    )
    return int(cursor.lastrowid or 0)


def open_of(db: sqlite3.Connection, number: int) -> list[Task]:
    """Return the contact's open follow-ups, the next first."""
    rows = db.execute(
        f"SELECT {COLUMNS} FROM follow_up WHERE contact_id = ? AND done = '' ORDER BY due, kind, id",
        (number,),
    )
    return [Task(*row) for row in rows]


def by_uid(db: sqlite3.Connection, uid: str) -> tuple[tuple[int, Task], ...]:
    """Return a follow-up and its contact's row number; () where it is gone, or the contact is deleted."""
    rows = db.execute(
        f"SELECT contact_id, {COLUMNS} FROM follow_up JOIN standing USING (contact_id) WHERE uid = ?", (uid,)
    )
    return tuple((number, Task(*task)) for number, *task in rows)


def end(db: sqlite3.Connection, tasks: Sequence[int], outcome: Literal["done", "dropped"], at: str) -> None:
    """End these follow-ups today."""
    db.execute(
        "UPDATE follow_up SET done = ?, outcome = ?, revision = revision + 1, changed = ?"
        f" WHERE done = '' AND {_AMONG}",
        (local_day(at), outcome, at, json.dumps(tasks)),
    )


def reopen(db: sqlite3.Connection, tasks: Sequence[int], at: str) -> None:
    """Open these again; one to keep in touch stays ended where the contact has another by now."""
    for task in tasks:
        db.execute(
            "UPDATE OR IGNORE follow_up SET done = '', outcome = '', revision = revision + 1, changed = ?"
            " WHERE id = ?",
            (at, task),
        )


def remove(db: sqlite3.Connection, tasks: Sequence[int]) -> None:
    """Take these out, as if they had never been made."""
    db.execute(f"DELETE FROM follow_up WHERE {_AMONG}", (json.dumps(tasks),))


def put_off(db: sqlite3.Connection, tasks: Sequence[int], due: str, at: str) -> None:
    """Make these due on that day."""
    db.execute(
        "UPDATE follow_up SET was = due, due = ?, snoozed = snoozed + 1, revision = revision + 1, changed = ?"
        f" WHERE {_AMONG}",
        (due, at, json.dumps(tasks)),
    )


def take_back(db: sqlite3.Connection, number: int, at: str, since: str) -> bool:
    """Take back what was put off or dropped last, since that moment; tell if there was any."""
    row = db.execute(
        "SELECT changed FROM follow_up WHERE contact_id = ? AND changed >= ?"
        " AND ((done = '' AND was <> '') OR (outcome = 'dropped' AND kind <> ?))"
        " ORDER BY changed DESC LIMIT 1",
        (number, since, KEEP),
    ).fetchone()
    if row is None:
        return False
    db.execute(
        "UPDATE follow_up SET due = CASE WHEN done = '' THEN was ELSE due END,"
        " snoozed = CASE WHEN done = '' THEN snoozed - 1 ELSE snoozed END,"
        " was = CASE WHEN done = '' THEN '' ELSE was END,"
        " done = '', outcome = '', revision = revision + 1, changed = ?"
        " WHERE contact_id = ? AND changed = ?"
        " AND ((done = '' AND was <> '') OR (outcome = 'dropped' AND kind <> ?))",
        (at, number, row[0], KEEP),
    )
    return True


def add_first(db: sqlite3.Connection, number: int, met: str, days: int, at: str) -> None:
    """Have a person followed up so many days after the meeting, unless that is to be done already."""
    if not any(task.kind == FIRST for task in open_of(db, number)):
        add(db, number, FIRST, moved(met, days), "", at)


def keep_in_touch(db: sqlite3.Connection, number: int, at: str) -> list[int]:
    """Bring the contact's follow-up to keep in touch up to date; return the one that was made, or [].

    It is due so many days after the last dealing as the shortest interval of the contact's tags says; with
    none it is dropped. What was put off stays where it is.
    """
    kept = next((task for task in open_of(db, number) if task.kind == KEEP), None)
    every, since = interval(db, number)
    if not every:
        end(db, [kept.number] if kept else [], "dropped", at)
        return []
    [base] = db.execute(
        "SELECT coalesce(nullif(touched, ''), nullif(met, ''), ?) FROM standing WHERE contact_id = ?",
        (since, number),
    ).fetchone() or [""]
    if not base:  # deleted: it is brought up to date when it comes back
        return []
    due = moved(base, every)
    if kept is None:
        return [add(db, number, KEEP, due, "", at)]
    if not kept.snoozed and kept.due != due:
        db.execute(
            "UPDATE follow_up SET due = ?, revision = revision + 1, changed = ? WHERE id = ?",
            (due, at, kept.number),
        )
    return []


def interval(db: sqlite3.Connection, number: int) -> tuple[int, str]:
    """Return the shortest interval of the contact's tags, 0 for none, and the day since when it counts."""
    row = db.execute(
        "SELECT every, since, created FROM contact_tag JOIN tag ON tag.id = tag_id"
        " JOIN contact ON contact.id = contact_id"
        " WHERE contact_id = ? AND every IS NOT NULL ORDER BY every, name LIMIT 1",
        (number,),
    ).fetchone()
    return (int(row[0]), str(row[1]) or local_day(row[2])) if row else (0, "")


def move(
    db: sqlite3.Connection, source: int, target: int, at: str
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Give the source's follow-ups to the target; return those that moved, and those ended for it.

    Of two to keep in touch the earlier stays open.
    """
    kept = sorted(
        (task.due, task.number)
        for number in (source, target)
        for task in open_of(db, number)
        if task.kind == KEEP
    )
    ended = tuple(task for _, task in kept[1:])
    end(db, ended, "dropped", at)
    rows = db.execute(
        "UPDATE follow_up SET contact_id = ? WHERE contact_id = ? RETURNING id", (target, source)
    ).fetchall()
    return tuple(number for (number,) in rows), ended


def move_back(
    db: sqlite3.Connection, tasks: Sequence[int], ended: Sequence[int], target: int, at: str
) -> None:
    """Give these follow-ups to a contact again, and open those that were ended for their move."""
    db.execute(f"UPDATE follow_up SET contact_id = ? WHERE {_AMONG}", (target, json.dumps(tasks)))
    reopen(db, ended, at)
