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
        """Return today's proposal, or ().

        First somebody whose want a new card fits; else, of those to keep in touch with, one who gave more
        than was given back, and who was not spoken to for longest.
        """
        with self._access.reading() as db:
            today = local_day(self._access.moment())
            passed = {
                row[0] for row in db.execute("SELECT contact_id FROM passed_over WHERE day = ?", (today,))
            }
            for gift in _introductions(db, today):
                if gift.entry.number not in passed:
                    return (gift,)
            return _longest_owed(db, today)

    def pass_over(self, uid: str) -> None:
        """Propose somebody else today."""
        with self._access.writing() as (db, at):
            number, _ = contacts.find(db, uid)
            db.execute("INSERT OR IGNORE INTO passed_over VALUES (?, ?)", (local_day(at), number))

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


def _introductions(db: sqlite3.Connection, today: str) -> Iterator[Gift]:
    """Yield those who want what somebody met of late may be, unless something was given to them since."""
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
                f"SELECT 1 FROM log WHERE contact_id = ? AND {_GIVEN} AND day >= ? AND day < ?",
                (number, recent.met[other], today),
            ).fetchone()
            if not given:
                entry, match = contacts.by_number(db, [number, other])
                yield Gift(entry, standing.of(db, f"[{number}]")[number], want, (match,))
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


def _longest_owed(db: sqlite3.Connection, today: str) -> tuple[Gift, ...]:
    row = db.execute(
        "SELECT contact_id FROM contact_tag JOIN tag ON tag.id = tag_id JOIN standing USING (contact_id)"
        " WHERE every IS NOT NULL AND contact_id NOT IN (SELECT contact_id FROM passed_over WHERE day = ?)"
        " ORDER BY balance, touched, contact_id LIMIT 1",
        (today,),
    ).fetchone()
    if row is None:
        return ()
    [entry] = contacts.by_number(db, [row[0]])
    stands = standing.of(db, json.dumps([row[0]]))[row[0]]
    return (Gift(entry, stands, wants.of(db, row[0])[0]),)
