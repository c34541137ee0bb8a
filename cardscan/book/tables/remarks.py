"""What users say about contacts: events, tags, notes."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from cardscan.book.file.columns import storable
from cardscan.book.records import NO_EVENT, Event, Note

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping

WITH_TAG = "SELECT contact_id FROM contact_tag JOIN tag ON tag.id = tag_id WHERE tag.name = :tag"
WITH_EVENT = (
    "SELECT contact_id FROM contact_event JOIN event ON event.id = event_id WHERE event.name = :event"
)

_AMONG = "contact_id IN (SELECT value FROM json_each(?))"


def add_event(db: sqlite3.Connection, number: int, event: Event) -> bool:
    """Note that the contact was met there, and tell whether that is news; an empty event is none."""
    if event == NO_EVENT:
        return False
    values = (storable(event.name), storable(event.date))
    values = _as_named_now(db, *values)
    db.execute("INSERT OR IGNORE INTO event (name, date) VALUES (?, ?)", values)
    cursor = db.execute(
        "INSERT OR IGNORE INTO contact_event SELECT ?, id FROM event WHERE name = ? AND date = ?",
        (number, *values),
    )
    return cursor.rowcount > 0


def _as_named_now(db: sqlite3.Connection, name: str, date: str) -> tuple[str, str]:
    """Return what an event that was renamed is called now; a later one of its old name is called so, too."""
    row = db.execute(
        "SELECT event.name FROM event_alias JOIN event ON event.id = event_id WHERE event_alias.name = ?"
        " ORDER BY event_alias.date = ? DESC, event_alias.date DESC LIMIT 1",
        (name, date),
    ).fetchone()
    return (str(row[0]) if row else name, date)


def add_tag(db: sqlite3.Connection, number: int, name: str, day: str) -> None:
    """Put the tag on the contact; once is enough. The day is when."""
    db.execute("INSERT OR IGNORE INTO tag (name) VALUES (?)", (storable(name),))
    db.execute(
        "INSERT OR IGNORE INTO contact_tag (contact_id, tag_id, since)"
        " SELECT ?, id, ? FROM tag WHERE name = ?",
        (number, day, storable(name)),
    )


def remove_tag(db: sqlite3.Connection, number: int, name: str) -> None:
    """Take the tag off the contact, where it is on it."""
    db.execute(
        "DELETE FROM contact_tag WHERE contact_id = ? AND tag_id IN (SELECT id FROM tag WHERE name = ?)",
        (number, storable(name)),
    )


def add_note(db: sqlite3.Connection, number: int, text: str, at: str) -> None:
    """Add a note to the contact."""
    db.execute("INSERT INTO note (contact_id, at, text) VALUES (?, ?, ?)", (number, at, storable(text)))


def move(db: sqlite3.Connection, source: int, target: int) -> None:
    """Give the target all events, tags and notes of the source, too; the source keeps its own."""
    for statement in (
        "INSERT OR IGNORE INTO contact_event SELECT ?, event_id FROM contact_event WHERE contact_id = ?",
        "INSERT OR IGNORE INTO contact_tag SELECT ?, tag_id, since FROM contact_tag WHERE contact_id = ?",
        "INSERT INTO note (contact_id, at, text) SELECT ?, at, text FROM note"
        " WHERE contact_id = ? ORDER BY id",
    ):
        db.execute(statement, (target, source))


_TABLES = {"contact_event": "event_id", "contact_tag": "tag_id", "note": "id"}
"""What is said about contacts, and the column that tells one from the other."""
_COPIED_ONCE = {**_TABLES, "follow_up": "id"}
"""What mergers of an older cardscan gave copies of."""


def numbers_of(db: sqlite3.Connection, number: int) -> Mapping[str, set[int]]:
    """Return the row numbers of all that is said about the contact, by table."""
    return {
        table: {row for (row,) in db.execute(f"SELECT {column} FROM {table} WHERE contact_id = ?", (number,))}
        for table, column in _TABLES.items()
    }


def take_off(db: sqlite3.Connection, number: int, rows: Mapping[str, Iterable[int]]) -> None:
    """Take these rows off the contact."""
    for table, numbers in rows.items():
        db.execute(
            f"DELETE FROM {table} WHERE contact_id = ?"
            f" AND {_COPIED_ONCE[table]} IN (SELECT value FROM json_each(?))",
            (number, json.dumps(list(numbers))),
        )


def words_about(db: sqlite3.Connection, number: int) -> list[str]:
    """Return all that the contact is to be found by beside what its card says."""
    rows = db.execute(
        "SELECT text FROM note WHERE contact_id = :id"
        " UNION ALL SELECT name FROM tag JOIN contact_tag ON tag.id = tag_id WHERE contact_id = :id"
        " UNION ALL SELECT name || ' ' || date FROM event JOIN contact_event ON event.id = event_id"
        " WHERE contact_id = :id",
        {"id": number},
    )
    return [text for (text,) in rows]


def events_of(db: sqlite3.Connection, numbers: str) -> Mapping[int, list[Event]]:
    """Return the events of each contact; `numbers` is a JSON list of row numbers, here and below."""
    found: dict[int, list[Event]] = defaultdict(list)
    for number, name, date in db.execute(
        "SELECT contact_id, name, date FROM contact_event JOIN event ON event.id = event_id"
        f" WHERE {_AMONG} ORDER BY date, name",
        (numbers,),
    ):
        found[number].append(Event(name, date))
    return found


def tags_of(db: sqlite3.Connection, numbers: str) -> Mapping[int, list[str]]:
    """Return the tags of each contact, sorted."""
    found: dict[int, list[str]] = defaultdict(list)
    for number, name in db.execute(
        f"SELECT contact_id, name FROM contact_tag JOIN tag ON tag.id = tag_id WHERE {_AMONG} ORDER BY name",
        (numbers,),
    ):
        found[number].append(name)
    return found


def notes_of(db: sqlite3.Connection, numbers: str) -> Mapping[int, list[Note]]:
    """Return the notes of each contact, the oldest first."""
    found: dict[int, list[Note]] = defaultdict(list)
    for number, at, text in db.execute(
        f"SELECT contact_id, at, text FROM note WHERE {_AMONG} ORDER BY id", (numbers,)
    ):
        found[number].append(Note(at, text))
    return found
