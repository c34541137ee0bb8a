"""Events: what folders' names tell, and what the user says beside: hours, place, a remark, another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.book.daybook import Happened
from cardscan.book.dealings import standing
from cardscan.book.file.columns import storable
from cardscan.book.tables import contacts
from cardscan.errors import BookError, UsageError

if TYPE_CHECKING:
    import sqlite3

    from cardscan.book.file.access import Access
    from cardscan.book.records import Entry

_MOST_HOURS = 24 * 31


class Events:
    """The part of the book that knows where people were met."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def of(self, name: str) -> tuple[Happened, ...]:
        """Return the events of this name, the newest first; () for none."""
        with self._access.reading() as db:
            rows = db.execute(
                "SELECT id, name, date, coalesce(hours, 0.0), place, remark,"
                " (SELECT count(*) FROM contact_event JOIN standing USING (contact_id)"
                " WHERE event_id = event.id)"
                " FROM event WHERE name = ? ORDER BY date DESC, id DESC",
                (storable(name),),
            )
            return tuple(Happened(*row) for row in rows)

    def people(self, name: str) -> tuple[str, ...]:
        """Return the uids of those met there, by their names."""
        with self._access.reading() as db:
            rows = db.execute(
                "SELECT uid FROM contact WHERE deleted = '' AND id IN (SELECT contact_id FROM contact_event"
                " JOIN event ON event.id = event_id WHERE name = ?) ORDER BY sort_key, id",
                (storable(name),),
            )
            return tuple(uid for (uid,) in rows)

    def regulars(self, name: str, limit: int = 5) -> tuple[Entry, ...]:
        """Return who may be met again there: those who were there most often, then those seen last."""
        with self._access.reading() as db:
            rows = db.execute(
                "SELECT contact_id FROM contact_event JOIN event ON event.id = event_id"
                " JOIN standing USING (contact_id) WHERE name = ?"
                " GROUP BY contact_id ORDER BY count(*) DESC, touched DESC, contact_id LIMIT ?",
                (storable(name), limit),
            )
            return tuple(contacts.by_number(db, [number for (number,) in rows]))

    def describe(
        self, name: str, date: str = "", *, hours: float = 0.0, place: str = "", remark: str = ""
    ) -> int:
        """Say more about the events of this name, or the one of that day; 0 and "" say nothing. Count them.

        Raises BookError where there is none, UsageError for hours that no event has.
        """
        if not 0 <= hours <= _MOST_HOURS:
            raise UsageError(f"{hours:g} hours: no event takes so long", "such as --hours 2.5")
        with self._access.writing() as (db, _):
            numbers = _numbers(db, name, date)
            for number in numbers:
                db.execute(
                    "UPDATE event SET hours = coalesce(nullif(?, 0), hours),"
                    " place = coalesce(nullif(?, ''), place), remark = coalesce(nullif(?, ''), remark)"
                    " WHERE id = ?",
                    (hours, storable(place), storable(remark), number),
                )
        return len(numbers)

    def rename(self, name: str, new: str, date: str = "") -> int:
        """Give the events of this name, or the one of that day, another; count them.

        A folder of the old name goes on finding them. Where an event of the new name and day is there
        already, both become one.
        """
        new = " ".join(new.split())
        if not new:
            raise UsageError("an event needs a name", 'such as --rename "Chamber mixer"')
        with self._access.writing() as (db, at):
            numbers = _numbers(db, name, date) if new != name else []
            for number in numbers:
                _rename(db, number, storable(new), at)
        return len(numbers)


def _numbers(db: sqlite3.Connection, name: str, date: str) -> list[int]:
    rows = db.execute(
        "SELECT id FROM event WHERE name = :name AND (:date = '' OR date = :date) ORDER BY id",
        {"name": storable(name), "date": date},
    )
    numbers = [number for (number,) in rows]
    if not numbers:
        raise BookError(
            f"there is no event {name!r}{f' on {date}' if date else ''}", "`cardscan event` lists them"
        )
    return numbers


def _rename(db: sqlite3.Connection, number: int, new: str, at: str) -> None:
    old, date = db.execute("SELECT name, date FROM event WHERE id = ?", (number,)).fetchone()
    people = [
        row[0] for row in db.execute("SELECT contact_id FROM contact_event WHERE event_id = ?", (number,))
    ]
    there = db.execute("SELECT id FROM event WHERE name = ? AND date = ?", (new, date)).fetchone()
    holder = there[0] if there else number
    db.execute("DELETE FROM event_alias WHERE name = ? AND date = ?", (new, date))
    if there:
        _join(db, number, holder)
    else:
        db.execute("UPDATE event SET name = ? WHERE id = ?", (new, number))
    db.execute("INSERT OR REPLACE INTO event_alias VALUES (?, ?, ?)", (old, date, holder))
    for person in people:
        _follow(db, person, at)


def _join(db: sqlite3.Connection, number: int, holder: int) -> None:
    """Make one event of two; what the holder does not say, the other says."""
    db.execute(
        "UPDATE event SET hours = coalesce(event.hours, other.hours),"
        " place = coalesce(nullif(event.place, ''), other.place),"
        " remark = coalesce(nullif(event.remark, ''), other.remark)"
        " FROM event AS other WHERE event.id = ? AND other.id = ?",
        (holder, number),
    )
    db.execute(
        "INSERT OR IGNORE INTO contact_event SELECT contact_id, ? FROM contact_event WHERE event_id = ?",
        (holder, number),
    )
    db.execute("DELETE FROM contact_event WHERE event_id = ?", (number,))
    db.execute("UPDATE OR IGNORE log SET event_id = ? WHERE event_id = ?", (holder, number))
    db.execute("DELETE FROM log WHERE event_id = ?", (number,))  # the same meeting, noted twice
    db.execute("UPDATE event_alias SET event_id = ? WHERE event_id = ?", (holder, number))
    db.execute("UPDATE standing SET met_at = ? WHERE met_at = ?", (holder, number))
    db.execute("DELETE FROM event WHERE id = ?", (number,))


def _follow(db: sqlite3.Connection, person: int, at: str) -> None:
    """Let what else is known of a person follow: words, exports, standing."""
    row = db.execute("SELECT uid FROM contact WHERE id = ? AND deleted = ''", (person,)).fetchone()
    if row is not None:
        _, contact = contacts.find(db, row[0])
        contacts.index(db, person, contact)
        contacts.touch(db, person, at)
        standing.refresh(db, person)
