"""What was done with people: one row a dealing, each with the follow-ups that it ended and made."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from cardscan.book.daybook import LogEntry
from cardscan.book.file.columns import storable, to_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from cardscan.book.daybook import LogKind

_SELECT = (
    "SELECT contact_id, log.id, day, kind, what, text, coalesce(event.name, ''), by_card, at"
    " FROM log LEFT JOIN event ON event.id = event_id"
)


def add(db: sqlite3.Connection, number: int, day: str, kind: LogKind, what: str, text: str, at: str) -> int:
    """Write an entry and return its row number."""
    cursor = db.execute(
        "INSERT INTO log (contact_id, day, kind, what, text, at) VALUES (?, ?, ?, ?, ?, ?)",
        (number, day, kind, storable(what), storable(text), at),
    )
    return int(cursor.lastrowid or 0)


def add_meeting(db: sqlite3.Connection, number: int, own_day: str, at: str) -> None:
    """Note that the contact was met at each of its events, once; `own_day` is that of an undated one."""
    db.execute(
        "INSERT OR IGNORE INTO log (contact_id, day, kind, event_id, by_card, at)"
        " SELECT contact_id, coalesce(CASE WHEN date(date) IS date THEN date END, ?), 'met', event_id, 1, ?"
        " FROM contact_event JOIN event ON event.id = event_id WHERE contact_id = ?",
        (own_day, at, number),
    )


def note_doings(db: sqlite3.Connection, entry: int, ended: list[int], made: list[int]) -> None:
    """Note which follow-ups an entry ended and made."""
    db.execute("UPDATE log SET did = ? WHERE id = ?", (to_text({"ended": ended, "made": made}), entry))


def last_of(db: sqlite3.Connection, number: int) -> tuple[tuple[int, str], ...]:
    """Return the row number and doings of the entry that was made last for the contact, or ()."""
    row = db.execute(
        "SELECT id, did FROM log WHERE contact_id = ? AND by_card = 0 ORDER BY id DESC LIMIT 1", (number,)
    ).fetchone()
    return ((int(row[0]), str(row[1])),) if row else ()


def doings(text: str) -> tuple[list[int], list[int]]:
    """Return which follow-ups an entry ended and made, as its column holds them."""
    data = json.loads(text)
    return data.get("ended", []), data.get("made", [])


def take_out(db: sqlite3.Connection, entry: int) -> None:
    """Take an entry out of the log."""
    db.execute("DELETE FROM log WHERE id = ?", (entry,))


def of(db: sqlite3.Connection, number: int, limit: int, before: int = 0) -> list[LogEntry]:
    """Return the contact's entries, the newest first; `before` is the row number of the last one seen."""
    rows = db.execute(
        f"{_SELECT} WHERE contact_id = :number AND (:before = 0 OR (day, log.id) <"
        " (SELECT day, id FROM log WHERE id = :before)) ORDER BY day DESC, log.id DESC LIMIT :limit",
        {"number": number, "before": before, "limit": limit},
    )
    return [_entry(row[1:]) for row in rows]


def newest(db: sqlite3.Connection, numbers: list[int]) -> Mapping[int, tuple[LogEntry, ...]]:
    """Return the newest entry of each contact, or ()."""
    found: dict[int, tuple[LogEntry, ...]] = defaultdict(tuple)
    for number in numbers:
        found[number] = tuple(of(db, number, 1))
    return found


def last_meeting(db: sqlite3.Connection, number: int) -> tuple[LogEntry, ...]:
    """Return the last meeting that a card proves, or ()."""
    row = db.execute(
        f"{_SELECT} WHERE contact_id = ? AND by_card = 1 ORDER BY day DESC, log.id DESC LIMIT 1", (number,)
    ).fetchone()
    return (_entry(row[1:]),) if row else ()


def move(db: sqlite3.Connection, source: int, target: int) -> tuple[int, ...]:
    """Give the source's entries to the target; return their row numbers.

    A meeting that a card of each proves is the target's already: the source keeps its own.
    """
    rows = db.execute(
        "UPDATE OR IGNORE log SET contact_id = ? WHERE contact_id = ? RETURNING id", (target, source)
    ).fetchall()
    return tuple(number for (number,) in rows)


def move_back(db: sqlite3.Connection, entries: tuple[int, ...], target: int) -> None:
    """Give these entries to a contact again."""
    db.execute(
        "UPDATE OR IGNORE log SET contact_id = ? WHERE id IN (SELECT value FROM json_each(?))",
        (target, json.dumps(entries)),
    )


def _entry(row: tuple[int, str, LogKind, str, str, str, int, str]) -> LogEntry:
    number, day, kind, what, text, event, by_card, at = row
    return LogEntry(number, day, kind, what, text, event, bool(by_card), at)
