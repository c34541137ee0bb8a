"""What came of it: by month, by group, against the goals; read from narrow tables only."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from cardscan.book.daybook import Goal, Group, Month
from cardscan.days import local_day, month_before, month_end

if TYPE_CHECKING:
    import sqlite3

    from cardscan.book.file.access import Access

GOALS = {"events": 2, "known": 5, "new": 4, "given": 30}
"""What a month is to bring, where nobody said otherwise."""

_LABELS = {
    "events": "events",
    "known": "known people spoken to",
    "new": "new people",
    "given": "given",
}
_ADVOCATE = "advocate"
_COUNTED = 12
"""The last months for which the people spoken to are counted one by one."""


class Results:
    """The part of the book that counts."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def months(self, number: int = 12) -> tuple[Month, ...]:
        """Return the last months, the oldest first; the last is this one."""
        with self._access.reading() as db:
            today = local_day(self._access.moment())
            names = [month_before(today[:7], back) for back in range(number)][::-1]
            return _by_month(db, names, today, known=_COUNTED)

    def together(self, number: int = 12) -> Month:
        """Return the last months as one."""
        with self._access.reading() as db:
            today = local_day(self._access.moment())
            first = month_before(today[:7], number - 1)
            parts = _by_month(db, [month_before(today[:7], back) for back in range(number)], today, known=0)
            known = _known(db, first, today) if number <= _COUNTED else -1
            days = [
                row[0]
                for row in db.execute(
                    "SELECT days FROM standing WHERE met BETWEEN ? AND ? AND days IS NOT NULL",
                    (f"{first}-01", today),
                )
            ]
        totals = {
            name: sum(getattr(part, name) for part in parts)
            for name in ("events", "new", "within_two", "within_seven", "given", "got")
        }
        return Month("", known=known, median=float(median(days)) if days else -1.0, **totals)

    def groups(self, limit: int = 50, since: str = "") -> tuple[Group, ...]:
        """Return what events of each name brought, those with most return an hour first, then the newest."""
        with self._access.reading() as db:
            today = local_day(self._access.moment())
            rows = db.execute(_GROUPS, {"today": today, "since": since, "tag": _ADVOCATE}).fetchall()
        groups = [Group(*row) for row in rows]
        groups.sort(key=lambda group: group.last, reverse=True)
        groups.sort(key=_return, reverse=True)
        return tuple(groups[:limit])

    def goals(self) -> tuple[Goal, ...]:
        """Return what this month is to bring, and how far it is."""
        this = self.months(1)[0]
        with self._access.reading() as db:
            set_ = dict(db.execute("SELECT name, number FROM goal"))
        return tuple(
            Goal(name, label, set_.get(name, GOALS[name]), getattr(this, name))
            for name, label in _LABELS.items()
        )

    def set_goal(self, name: str, number: int) -> None:
        """Say what a month is to bring; `name` is one of GOALS."""
        with self._access.writing() as (db, _):
            db.execute("INSERT OR REPLACE INTO goal VALUES (?, ?)", (name, number))


_KNOWN = (
    "SELECT count(DISTINCT contact_id) FROM log WHERE day BETWEEN ? AND ?"
    " AND kind IN ('met', 'called', 'wrote') AND by_card = 0"
)
_GROUPS = """
WITH met AS (
    SELECT met_at, count(*) AS new, sum(days <= 2) AS followed, sum(got) AS got,
           sum(contact_id IN (SELECT contact_id FROM contact_tag JOIN tag ON tag.id = tag_id
                              WHERE name = :tag)) AS advocates
    FROM standing WHERE met_at IS NOT NULL GROUP BY met_at
)
SELECT name, count(DISTINCT nullif(date, '')), max(date), coalesce(sum(hours), 0.0), coalesce(sum(new), 0),
       sum((SELECT count(*) FROM contact_event WHERE event_id = event.id)) - coalesce(sum(new), 0),
       coalesce(sum(followed), 0), coalesce(sum(advocates), 0), coalesce(sum(got), 0)
FROM event LEFT JOIN met ON met_at = event.id
WHERE name <> '' AND date <= :today AND date >= :since GROUP BY name
"""


def _return(group: Group) -> float:
    """Return what an hour there brought; -1 where it is too early to say."""
    if group.visits < 3 or not group.hours:
        return -1.0
    return (group.got + group.advocates) / group.hours


def _known(db: sqlite3.Connection, month: str, last: str) -> int:
    [number] = db.execute(_KNOWN, (f"{month}-01", last)).fetchone()
    return int(number)


def _by_month(db: sqlite3.Connection, names: list[str], today: str, *, known: int) -> tuple[Month, ...]:
    """Return these months; the people spoken to are counted for so many of the last."""
    first, last = f"{min(names)}-01", max(today, month_end(max(names)))
    span = (first, min(last, today))
    events = dict(
        db.execute(
            "SELECT substr(date, 1, 7), count(*) FROM event WHERE date BETWEEN ? AND ? GROUP BY 1", span
        )
    )
    counts = {
        (month, kind): number
        for month, kind, number in db.execute(
            "SELECT substr(day, 1, 7), kind, sum(number) FROM tally WHERE day BETWEEN ? AND ? GROUP BY 1, 2",
            span,
        )
    }
    met: dict[str, list[tuple[int | None, int]]] = {}
    for month, days, number in db.execute(
        "SELECT substr(met, 1, 7), days, count(*) FROM standing WHERE met BETWEEN ? AND ? GROUP BY 1, 2", span
    ):
        met.setdefault(month, []).append((days, number))
    counted = sorted(names)[len(names) - min(known, len(names)) :]
    spoken = {name: _known(db, name, min(today, month_end(name))) for name in counted}
    return tuple(
        _month(name, spoken.get(name, -1), events.get(name, 0), counts, met.get(name, [])) for name in names
    )


def _month(
    name: str, known: int, events: int, counts: dict[tuple[str, str], int], met: list[tuple[int | None, int]]
) -> Month:
    days = [day for day, number in met if day is not None for _ in range(number)]
    return Month(
        name,
        events=events,
        new=sum(number for _, number in met),
        known=known,
        within_two=sum(day <= 2 for day in days),
        within_seven=sum(day <= 7 for day in days),
        median=float(median(days)) if days else -1.0,
        given=counts.get((name, "gave"), 0) + counts.get((name, "referred"), 0),
        got=counts.get((name, "got"), 0),
    )
