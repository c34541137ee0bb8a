"""Contacts by name, a page at a time, forwards and backwards."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cardscan.book.records import EVERYTHING, State
from cardscan.book.tables import cards, contacts
from cardscan.book.tables.search_words import question
from cardscan.book.tables.selecting import RANKS, conditions_of, values_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from cardscan.book.file.access import Access
    from cardscan.book.records import Entry, Selection

_BATCH = 500
_FEW = 1_000
"""Up to so many hits are looked up and sorted; of more, the first ones are met soon on the way by name."""
_MOST = 20_000
"""From so many hits on, contacts are asked one by one whether they are one, and soon enough of them are."""
_WITH_WORDS = "id IN (SELECT rowid FROM contact_text WHERE contact_text MATCH :asked)"
_HAS_WORDS = "EXISTS (SELECT 1 FROM contact_text WHERE contact_text MATCH :asked AND rowid = contact.id)"
_WAITS = "needs_review <> '[]' OR reviewed = ''"
_OTHER_STATES: tuple[State, State] = ("", "unchecked")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Page:
    """Some contacts in the order of their names."""

    entries: tuple[Entry, ...] = ()
    before: int = 0
    """What asks for the page before this one; 0 where this is the first."""
    after: int = 0
    """What asks for the next page; 0 where this is the last."""


class Listing:
    """The part of the book that people leaf through."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def page(
        self,
        selection: Selection = EVERYTHING,
        text: str = "",
        *,
        after: int = 0,
        before: int = 0,
        limit: int = 50,
    ) -> Page:
        """Return the contacts after, or before, one that another page named; else the first ones.

        With `text`, only those that have all its words. Takes as long on the last page as on the first.
        """
        with self._access.reading() as db:
            backwards = bool(before)
            numbers = _numbers(db, selection, text, after or before, limit + 1, backwards=backwards)
            more = len(numbers) > limit
            numbers = numbers[:limit][::-1] if backwards else numbers[:limit]
            if not numbers:
                return Page()
            return Page(
                tuple(contacts.by_number(db, numbers)),
                before=numbers[0] if (more if backwards else after) else 0,
                after=numbers[-1] if (more or backwards) else 0,
            )

    def look_up(
        self, text: str, met: tuple[str, str] = ("", ""), limit: int = 50
    ) -> tuple[tuple[Entry, ...], str]:
        """Return the contacts as Book.search does, of those met between two days, where days are given.

        Where nobody has the words, those who have almost the same, and these words. "" asks for all.
        """
        with self._access.reading() as db:
            if not text:
                return tuple(contacts.met_between(db, *met, limit)), ""
            found, told = contacts.search(db, text, limit, met, forgiving=True)
            return tuple(found), told

    def all(self, selection: Selection = EVERYTHING, text: str = "") -> Iterator[Entry]:
        """Yield the same contacts as all pages together, in constant memory."""
        page = self.page(selection, text, limit=_BATCH)
        yield from page.entries
        while page.after:
            page = self.page(selection, text, after=page.after, limit=_BATCH)
            yield from page.entries

    def pictures(self, uids: Iterable[str]) -> dict[str, str]:
        """Return the digests of the pictures of these contacts' newest cards, front side, by uid."""
        with self._access.reading() as db:
            return cards.front_pictures(db, uids)

    def count(self, selection: Selection = EVERYTHING, text: str = "") -> int:
        """Return how many contacts all pages have together."""
        with self._access.reading() as db:
            return _count(db, selection, text)


def _numbers(
    db: sqlite3.Connection, selection: Selection, text: str, beside: int, limit: int, *, backwards: bool
) -> list[int]:
    sign, order = ("<", " DESC") if backwards else (">", "")
    place = "(SELECT sort_key, id FROM contact WHERE id = :beside)"
    begin = f"AND (sort_key, id) {sign} {place}" if beside else ""
    hits = _hits(db, text) if text else 0
    table = "contact NOT INDEXED" if text and hits <= _FEW else "contact INDEXED BY contact_sorted"
    # the index of words is slow to say of one contact whether it has one of very many numbers
    each = hits > _MOST and selection == EVERYTHING and not _DIGIT.search(text)
    rows = db.execute(
        f"SELECT id FROM {table} WHERE {_conditions(selection, text, each=each)} {begin}"
        f" ORDER BY sort_key{order}, id{order} LIMIT :limit",
        {**_values(selection, text), "beside": beside, "limit": limit},
    )
    return [number for (number,) in rows]


def _count(db: sqlite3.Connection, selection: Selection, text: str) -> int:
    if text and selection == EVERYTHING:
        return _hits(db, text)
    if selection.state == "checked":
        anybody, unchecked = (replace(selection, state=state) for state in _OTHER_STATES)
        return _count(db, anybody, text) - _count(db, unchecked, text)
    if selection.state and not text:  # who waits is counted by the queue's own indexes
        anybody = replace(selection, state="")
        ranks = (" AND ".join([rank, *conditions_of(anybody)]) for rank in RANKS)
        return sum(_counted(db, rank, selection, text) for rank in ranks)
    if selection.state and _hits(db, text) <= _MOST:  # few enough to look at each
        anybody = replace(selection, state="")
        return _counted(db, f"{_conditions(anybody, text)} AND ({_WAITS})", selection, text)
    return _counted(db, _conditions(selection, text), selection, text)


def _counted(db: sqlite3.Connection, conditions: str, selection: Selection, text: str) -> int:
    [number] = db.execute(
        f"SELECT count(*) FROM contact WHERE {conditions}", _values(selection, text)
    ).fetchone()
    return int(number)


def _hits(db: sqlite3.Connection, text: str) -> int:
    """Return how many contacts have all the words; the index knows without a look at them."""
    asked = question(text)
    if not asked:
        return 0
    [number] = db.execute("SELECT count(*) FROM contact_text WHERE contact_text MATCH ?", (asked,)).fetchone()
    return int(number)


def _conditions(selection: Selection, text: str, *, each: bool = False) -> str:
    conditions = ["deleted = ''", *conditions_of(selection)]
    if text and not question(text):
        conditions.append("FALSE")  # words of which no letter is left find nobody
    elif text:
        conditions.append(_HAS_WORDS if each else _WITH_WORDS)
    return " AND ".join(conditions)


def _values(selection: Selection, text: str) -> dict[str, str | int]:
    return {**values_of(selection), "asked": question(text)}
