"""What came of it: by month, by group; read from narrow tables only."""

from __future__ import annotations

import json
from collections import Counter
from statistics import fmean
from typing import TYPE_CHECKING

from cardscan.book.daybook import Group, Month
from cardscan.days import local_day, month_before, moved, period

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from cardscan.book.file.access import Access

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
            spoken = {name: _spoken(db, [name]) for name in names[-_COUNTED:]}
            return tuple(_by_month(db, names, today, spoken))

    def together(self, months: Sequence[Month]) -> Month:
        """Return these months as one, this one the last of them."""
        with self._access.reading() as db:
            today = local_day(self._access.moment())
            names = [month.name for month in months]
            known = _spoken(db, names) if len(months) <= _COUNTED else -1
            after = db.execute(
                "SELECT days, count(*) FROM standing WHERE met BETWEEN ? AND ? AND days IS NOT NULL"
                " GROUP BY days ORDER BY days",
                (f"{min(names)}-01", today),
            ).fetchall()
        totals = {
            name: sum(getattr(month, name) for month in months)
            for name in ("events", "new", "within_two", "within_seven", "given", "got")
        }
        return Month("", known=known, median=_median(after), **totals)

    def groups(self, limit: int = 50, *, target: Sequence[str] = ()) -> tuple[Group, ...]:
        """Return what events of each name brought, those with most return an hour first, then the newest.

        `target` are the tags of the people whom one goes there for.
        """
        with self._access.reading() as db:
            today = local_day(self._access.moment())
            asked = {"today": today, "tag": _ADVOCATE, "target": json.dumps(target)}
            rows = db.execute(_GROUPS, asked).fetchall()
        groups = [Group(*row) for row in rows]
        groups.sort(key=lambda group: group.last, reverse=True)
        groups.sort(key=_return, reverse=True)
        return tuple(groups[:limit])

    def weeks(self, number: int = 12) -> tuple[bool, ...]:
        """Return for each of the last weeks, the oldest first, whether anything was done with anybody."""
        with self._access.reading() as db:
            monday, _ = period(local_day(self._access.moment()), "week")
            begins = [moved(monday, -7 * back) for back in range(number)][::-1]
            days = db.execute("SELECT DISTINCT day FROM tally WHERE kind <> 'got' AND day >= ?", (begins[0],))
            busy = {period(day, "week")[0] for (day,) in days}
        return tuple(begin in busy for begin in begins)


_GROUPS = """
WITH met AS (
    SELECT met_at, count(*) AS new, sum(days <= 2) AS followed, sum(got) AS got
    FROM standing WHERE met_at IS NOT NULL GROUP BY met_at
), seen AS (
    SELECT event_id, count(*) AS people FROM contact_event JOIN standing USING (contact_id)
    GROUP BY event_id
), sworn AS (
    SELECT met_at, count(*) AS advocates FROM tag JOIN contact_tag ON tag_id = tag.id
    JOIN standing USING (contact_id) WHERE tag.name = :tag AND met_at IS NOT NULL GROUP BY met_at
), sought AS (
    SELECT met_at, count(DISTINCT contact_id) AS target FROM tag JOIN contact_tag ON tag_id = tag.id
    JOIN standing USING (contact_id)
    WHERE tag.name IN (SELECT value FROM json_each(:target)) AND met_at IS NOT NULL GROUP BY met_at
)
SELECT name, count(DISTINCT nullif(date, '')), max(date), coalesce(sum(hours), 0.0), coalesce(sum(new), 0),
       coalesce(sum(people), 0) - coalesce(sum(new), 0), coalesce(sum(followed), 0),
       coalesce(sum(target), 0), coalesce(sum(advocates), 0), coalesce(sum(got), 0)
FROM event LEFT JOIN met ON met.met_at = event.id LEFT JOIN seen ON seen.event_id = event.id
LEFT JOIN sworn ON sworn.met_at = event.id LEFT JOIN sought ON sought.met_at = event.id
WHERE name <> '' AND date <= :today GROUP BY name
"""


def _return(group: Group) -> float:
    """Return what an hour there brought; -1 where it is too early to say."""
    if group.visits < 3 or not group.hours:
        return -1.0
    return (group.got + group.advocates) / group.hours


def _median(counts: Sequence[tuple[int, int]]) -> float:
    """Return the middle of numbers that are given in order, each with how often it is there; -1 of none.

    >>> _median([(1, 2), (4, 2)]), _median([(1, 1), (4, 2)]), _median([])
    (2.5, 4.0, -1.0)
    """
    total = sum(often for _, often in counts)
    middle = []
    for place in {(total - 1) // 2, total // 2} if total else ():
        passed = 0
        for number, often in counts:
            passed += often
            if passed > place:
                middle.append(number)
                break
    return fmean(middle) if middle else -1.0


def _spoken(db: sqlite3.Connection, names: Sequence[str]) -> int:
    """Return how many people were spoken to in these months."""
    [number] = db.execute(
        "SELECT count(DISTINCT contact_id) FROM log WHERE substr(day, 1, 7) IN"
        f" ({', '.join('?' * len(names))}) AND by_card = 0 AND kind IN ('met', 'called', 'wrote')",
        tuple(names),
    ).fetchone()
    return int(number)


def _by_month(
    db: sqlite3.Connection, names: list[str], today: str, spoken: dict[str, int]
) -> Iterator[Month]:
    span = (f"{min(names)}-01", today)
    events = dict(
        db.execute(
            "SELECT substr(date, 1, 7), count(*) FROM event WHERE date BETWEEN ? AND ? GROUP BY 1", span
        )
    )
    counts: Counter[tuple[str, str]] = Counter()
    for day, kind, number in db.execute(
        "SELECT day, kind, number FROM tally WHERE day BETWEEN ? AND ?"
        " AND kind IN ('gave', 'referred', 'got')",
        span,
    ):
        counts[day[:7], kind] += number
    met: Counter[tuple[str, str]] = Counter()
    for day, new, two, seven in db.execute(
        "SELECT met, count(*), sum(days <= 2), sum(days <= 7) FROM standing WHERE met BETWEEN ? AND "
        "? GROUP BY met",
        span,
    ):
        for what, number in (("new", new), ("two", two or 0), ("seven", seven or 0)):
            met[day[:7], what] += number
    for name in names:
        yield Month(
            name, events=events.get(name, 0), new=met[name, "new"], known=spoken.get(name, -1),
            within_two=met[name, "two"], within_seven=met[name, "seven"],
            given=counts[name, "gave"] + counts[name, "referred"], got=counts[name, "got"],
        )  # fmt: skip
