"""Giving first: each day one person, with what is known that could help them."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from itertools import takewhile
from typing import TYPE_CHECKING

from cardscan.book.daybook import Gift
from cardscan.book.dealings import standing, wants
from cardscan.book.tables import contacts
from cardscan.days import local_day, month_end, moved
from cardscan.text import words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from cardscan.book.file.access import Access

_NEW = 30
"""Days for which a new card is looked at for what others want."""
_SHORTEST = 4
_MOST_WANTS = 200
_MOST_RECENT = 300
_GIVEN = "kind IN ('gave', 'referred')"


class Giving:
    """The part of the book that proposes whom to give something."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def gift(self) -> tuple[Gift, ...]:
        """Return today's proposal, or (). It stays the same all day, unless it is passed over.

        First somebody whose want a new card fits; else, of those to keep in touch with, one who gave more
        than was given back, and who was not spoken to for longest.
        """
        with self._access.reading() as db:
            today = local_day(self._access.moment())
            if chosen := _chosen(db, today):
                return chosen
            found = _found(db, today)
        if not found:
            return ()
        with self._access.writing() as (db, _):
            return _chosen(db, today) or _choose(db, today, found)

    def pass_over(self, uid: str) -> bool:
        """Propose somebody else today; tell whether there is anybody: else it stays as it is."""
        with self._access.writing() as (db, at):
            passed = (local_day(at), contacts.find(db, uid)[0])
            db.execute("INSERT OR IGNORE INTO passed_over VALUES (?, ?)", passed)
            if not _found(db, passed[0]):
                db.execute("DELETE FROM passed_over WHERE day = ? AND contact_id = ?", passed)
                return False
            db.execute("DELETE FROM gift WHERE contact_id = ?", passed[1:])
            return True

    def days_given(self) -> tuple[bool, ...]:
        """Return, for each day of this month up to today, whether something was given."""
        with self._access.reading() as db:
            today = local_day(self._access.moment())
            given = {
                day
                for (day,) in db.execute(
                    f"SELECT DISTINCT day FROM tally WHERE {_GIVEN} AND day BETWEEN ? AND ?",
                    (f"{today[:7]}-01", month_end(today[:7])),
                )
            }
        return tuple(f"{today[:7]}-{day:02}" in given for day in range(1, int(today[8:]) + 1))


def _chosen(db: sqlite3.Connection, today: str) -> tuple[Gift, ...]:
    """Return what was chosen today already, or () where that is not there any more."""
    rows = db.execute(
        "SELECT contact_id, fitting FROM gift JOIN standing USING (contact_id) WHERE day = :today"
        " AND (fitting IS NULL OR (fitting IN (SELECT contact_id FROM standing)"
        " AND contact_id IN (SELECT contact_id FROM want)))",
        {"today": today},
    )
    return tuple(_gift(db, number, today, *filter(None, (fitting,))) for number, fitting in rows.fetchall())


def _choose(db: sqlite3.Connection, today: str, found: tuple[Gift, ...]) -> tuple[Gift, ...]:
    """Let this be today's, in every terminal and page; return it."""
    db.execute("DELETE FROM gift")
    for gift in found:
        fitting = next((other.number for other in gift.match), None)
        db.execute("INSERT INTO gift VALUES (?, ?, ?)", (today, gift.entry.number, fitting))
    return found


def _found(db: sqlite3.Connection, today: str) -> tuple[Gift, ...]:
    """Choose somebody who was not passed over today."""
    passed = {row[0] for row in db.execute("SELECT contact_id FROM passed_over WHERE day = ?", (today,))}
    for number, fitting in _introductions(db, today):
        if number not in passed:
            return (_gift(db, number, today, fitting),)
    return tuple(_gift(db, number, today) for number in _longest_owed(db, today))


def _gift(db: sqlite3.Connection, number: int, today: str, *fitting: int) -> Gift:
    entry, *match = contacts.by_number(db, [number, *fitting])
    given = db.execute(f"SELECT 1 FROM log WHERE contact_id = ? AND day = ? AND {_GIVEN}", (number, today))
    stands = standing.of(db, f"[{number}]")[number]
    return Gift(entry, stands, wants.of(db, number)[0], tuple(match), given=given.fetchone() is not None)


def _introductions(db: sqlite3.Connection, today: str) -> Iterator[tuple[int, int]]:
    """Yield who wants what somebody met of late may be, and that one, unless something was given since."""
    wanted = db.execute(
        "SELECT contact_id, text FROM want JOIN standing USING (contact_id) ORDER BY at DESC LIMIT ?",
        (_MOST_WANTS,),
    ).fetchall()
    if not wanted:
        return
    recent = _Recent(db, moved(today, -_NEW))
    for number, want in wanted:
        for other in recent.fitting(want, number):
            given = db.execute(
                f"SELECT 1 FROM log WHERE contact_id = ? AND {_GIVEN} AND day >= ? AND day <= ?",
                (number, recent.met[other], today),
            ).fetchone()
            if not given:
                yield number, other
                break


class _Recent:
    """The words of the titles, companies and notes of those who were met of late."""

    def __init__(self, db: sqlite3.Connection, since: str) -> None:
        self.met: dict[int, str] = dict(
            db.execute(
                "SELECT contact_id, met FROM standing WHERE met >= ? ORDER BY met DESC LIMIT ?",
                (since, _MOST_RECENT),
            )
        )
        self._place = {number: place for place, number in enumerate(self.met)}
        rows = db.execute(
            "SELECT rowid, title || ' ' || organization || ' ' || note FROM contact_text"
            " WHERE rowid IN (SELECT value FROM json_each(?))",
            (json.dumps(list(self.met)),),
        )
        self._words = sorted({(word, number) for number, text in rows for word in text.split()})

    def fitting(self, want: str, wanting: int) -> list[int]:
        """Return who has most words of the want, two at least where it has two; the last met first."""
        asked = {word.rstrip("s") for word in words(want) if len(word) >= _SHORTEST}
        found = Counter(number for term in asked for number in self._with(term))
        least = min(2, len(asked))
        return sorted(
            (number for number, hits in found.items() if hits >= least and number != wanting),
            key=lambda number: (-found[number], self._place[number]),
        )

    def _with(self, term: str) -> set[int]:
        """Return who has a word that begins so."""
        first = bisect_left(self._words, (term, 0))
        begun = takewhile(lambda item: item[0].startswith(term), self._words[first:])
        return {number for _, number in begun}


def _longest_owed(db: sqlite3.Connection, today: str) -> list[int]:
    rows = db.execute(
        "SELECT contact_id FROM contact_tag JOIN tag ON tag.id = tag_id JOIN standing USING (contact_id)"
        " WHERE every IS NOT NULL AND contact_id NOT IN (SELECT contact_id FROM passed_over WHERE day = ?)"
        " ORDER BY balance, touched, contact_id LIMIT 1",
        (today,),
    )
    return [number for (number,) in rows]
