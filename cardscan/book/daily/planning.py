"""Who is due: at most a handful of people a day, each once, one next step each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cardscan.book.daybook import FIRST, KEEP, MANY, PROMISE, Agenda, Due, Task
from cardscan.book.dealings import follow_ups, log, standing, wants
from cardscan.book.tables import cards, contacts
from cardscan.days import local_day

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from cardscan.book.daybook import Standing
    from cardscan.book.file.access import Access
    from cardscan.book.records import Entry

A_DAY = 5
"""So many people a day are enough."""

_EVERYBODY = 1_000_000
_AT_ONCE = 500


class Plan:
    """The part of the book that knows what comes next."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def agenda(self, a_day: int = A_DAY, *, everybody: bool = False) -> Agenda:
        """Return the day's work: promises, first follow-ups, people to keep in touch with; each by due day.

        At most `a_day` people a day, those worked off today among them; one place is kept for somebody to
        keep in touch with. Nothing is moved to make room. With `everybody`, all who are due.
        """
        with self._access.reading() as db:
            today = local_day(self._access.moment())
            [waiting] = db.execute(
                "SELECT count(*) FROM (SELECT DISTINCT contact_id FROM follow_up INDEXED BY follow_up_open"
                " JOIN standing USING (contact_id) WHERE done = '' AND kind IN (?, ?, ?) AND due <= ?"
                " LIMIT ?)",
                (PROMISE, FIRST, KEEP, today, MANY + 1),
            ).fetchone()
            [finished] = db.execute(
                "SELECT count(DISTINCT contact_id) FROM follow_up"
                " WHERE done = ? AND done <> '' AND (outcome = 'done' OR kind <> ?)",
                (today, KEEP),
            ).fetchone()
            places = _EVERYBODY if everybody else max(0, a_day - finished)
            people = tuple(_lines(db, _chosen(db, today, places), today))
            return Agenda(today, people, max(waiting, len(people)), finished)

    def begun(self) -> bool:
        """Tell whether there is a follow-up, open or ended, of anybody who is there."""
        with self._access.reading() as db:
            [begun] = db.execute(
                "SELECT EXISTS (SELECT 1 FROM follow_up JOIN standing USING (contact_id))"
            ).fetchone()
        return bool(begun)

    def people(self, uid: str) -> tuple[Due, ...]:
        """Return the line of one contact, due or not; () where nothing is to be done."""
        with self._access.reading() as db:
            number, _ = contacts.find(db, uid)
            tasks = follow_ups.open_of(db, number)
            return tuple(_lines(db, {number: tasks[0]} if tasks else {}, tasks[0].due if tasks else ""))

    def task(self, uid: str) -> tuple[tuple[Entry, Task], ...]:
        """Return a follow-up, open or ended, and whose it is; () where it is gone or they are deleted."""
        with self._access.reading() as db:
            return tuple(
                (contacts.by_number(db, [number])[0], task) for number, task in follow_ups.by_uid(db, uid)
            )

    def tasks(self, ended_since: str) -> Iterator[tuple[Entry, Task]]:
        """Yield all that is to be done, and what was ended since that day, by its number.

        Takes constant memory, and holds no lock between batches.
        """
        last = 0
        while True:
            with self._access.reading() as db:
                rows = db.execute(
                    f"SELECT contact_id, {follow_ups.COLUMNS} FROM follow_up JOIN standing USING (contact_id)"
                    " WHERE id > ? AND (done = '' OR done >= ?) ORDER BY id LIMIT ?",
                    (last, ended_since, _AT_ONCE),
                ).fetchall()
                numbers = sorted({row[0] for row in rows})
                entries = dict(zip(numbers, contacts.by_number(db, numbers), strict=True))
            if not rows:
                return
            for number, *task in rows:
                yield entries[number], Task(*task)
            last = rows[-1][1]


def _chosen(db: sqlite3.Connection, today: str, places: int) -> dict[int, Task]:
    """Return who is to be shown, by row number, each with the follow-up that comes first."""
    chosen: dict[int, Task] = {}
    for kind in (PROMISE, FIRST):
        _fill(db, chosen, kind, today, places)
    kept: dict[int, Task] = {}
    _fill(db, kept, KEEP, today, places)
    free = max(places - len(chosen), min(1, places))
    for number, task in [item for item in kept.items() if item[0] not in chosen][:free]:
        if len(chosen) >= places:
            chosen.popitem()
        chosen[number] = task
    return chosen


def _fill(db: sqlite3.Connection, chosen: dict[int, Task], kind: int, today: str, places: int) -> None:
    rows = db.execute(
        f"SELECT contact_id, {follow_ups.COLUMNS} FROM follow_up INDEXED BY follow_up_open"
        " JOIN standing USING (contact_id) WHERE done = '' AND kind = ? AND due <= ? ORDER BY due, id",
        (kind, today),
    )
    for number, *task in rows:
        if len(chosen) >= places:
            return
        chosen.setdefault(number, Task(*task))


def _lines(db: sqlite3.Connection, chosen: dict[int, Task], today: str) -> Iterator[Due]:
    numbers = list(chosen)
    stands = standing.of(db, json.dumps(numbers))
    latest = log.newest(db, numbers)
    entries = contacts.by_number(db, numbers)
    pictures = cards.front_pictures(db, (entry.uid for entry in entries))
    for number, entry in zip(numbers, entries, strict=True):
        task = chosen[number]
        others = (other for other in follow_ups.open_of(db, number) if other.due <= today)
        yield Due(
            entry, task, tuple(other for other in others if other.number != task.number),
            stands[number], latest[number], _tag(db, number) if task.kind == KEEP else "",
            pictures.get(entry.uid, ""), wants.of(db, number)[0], *_meeting(db, number, stands[number]),
        )  # fmt: skip


def _meeting(db: sqlite3.Connection, number: int, stands: Standing) -> tuple[str, str]:
    """Return when and where a person was met last; only the first time may have been at no event."""
    last = [(entry.day, entry.event) for entry in log.last_meeting(db, number) if entry.day >= stands.met]
    return last[0] if last else (stands.met, stands.met_at)


def _tag(db: sqlite3.Connection, number: int) -> str:
    row = db.execute(
        "SELECT name FROM contact_tag JOIN tag ON tag.id = tag_id"
        " WHERE contact_id = ? AND every IS NOT NULL ORDER BY every, name LIMIT 1",
        (number,),
    ).fetchone()
    return str(row[0]) if row else ""
