"""Goals: what a week, a month or a year is to bring, and how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.book.daybook import Goal
from cardscan.days import local_day, period

if TYPE_CHECKING:
    import sqlite3

    from cardscan.book.daybook import Per
    from cardscan.book.file.access import Access

GOALS = {"events": 2, "known": 5, "new": 4, "given": 30}
"""What a month is to bring, where nobody said otherwise."""

_LABELS = {
    "events": "events",
    "known": "known people spoken to",
    "new": "new people",
    "given": "given",
}
_REACHED = {
    "events": "SELECT count(*) FROM event WHERE date BETWEEN ? AND ?",
    "known": "SELECT count(DISTINCT contact_id) FROM log WHERE day BETWEEN ? AND ?"
    " AND by_card = 0 AND kind IN ('met', 'called', 'wrote')",
    "new": "SELECT count(*) FROM standing WHERE met BETWEEN ? AND ?",
    "given": "SELECT coalesce(sum(number), 0) FROM tally WHERE day BETWEEN ? AND ?"
    " AND kind IN ('gave', 'referred')",
}


class Goals:
    """The part of the book that knows what is to be reached."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def all(self) -> tuple[Goal, ...]:
        """Return what the week, the month or the year that runs is to bring, and how far it is."""
        with self._access.reading() as db:
            today = local_day(self._access.moment())
            rows = db.execute("SELECT name, number, per FROM goal")
            said = {name: (number, per) for name, number, per in rows}
            return tuple(_goal(db, name, today, *said.get(name, (GOALS[name], "month"))) for name in _LABELS)

    def set(self, name: str, number: int, per: Per = "month") -> None:
        """Say what each week, month or year is to bring; `name` is one of GOALS."""
        with self._access.writing() as (db, _):
            db.execute(
                "INSERT OR REPLACE INTO goal (name, number, per) VALUES (?, ?, ?)", (name, number, per)
            )


def _goal(db: sqlite3.Connection, name: str, today: str, number: int, per: Per) -> Goal:
    first, _ = period(today, per)
    [reached] = db.execute(_REACHED[name], (first, today)).fetchone()
    return Goal(name, _LABELS[name], number, int(reached), per)
