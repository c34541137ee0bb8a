"""Contacts by name, a page at a time, forwards and backwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.book import contacts, labels
from cardscan.book.records import EVERYTHING

if TYPE_CHECKING:
    import sqlite3

    from cardscan.book.exports import Reading
    from cardscan.book.records import Entry, Selection


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

    def __init__(self, db: sqlite3.Connection, reading: Reading) -> None:
        self._db = db
        self._reading = reading

    def page(
        self, selection: Selection = EVERYTHING, *, after: int = 0, before: int = 0, limit: int = 50
    ) -> Page:
        """Return the contacts after, or before, one that another page named; else the first ones.

        Takes as long on the last page as on the first.
        """
        with self._reading():
            backwards = bool(before)
            numbers = self._numbers(selection, after or before, limit + 1, backwards=backwards)
            more = len(numbers) > limit
            numbers = numbers[:limit][::-1] if backwards else numbers[:limit]
            if not numbers:
                return Page()
            return Page(
                tuple(contacts.by_number(self._db, numbers)),
                before=numbers[0] if (more if backwards else after) else 0,
                after=numbers[-1] if (more or backwards) else 0,
            )

    def count(self, selection: Selection = EVERYTHING) -> int:
        """Return how many contacts the selection has."""
        with self._reading():
            [number] = self._db.execute(
                f"SELECT count(*) FROM contact WHERE {_conditions(selection)}", _values(selection)
            ).fetchone()
        return int(number)

    def _numbers(self, selection: Selection, beside: int, limit: int, *, backwards: bool) -> list[int]:
        sign, order = ("<", " DESC") if backwards else (">", "")
        place = "(SELECT sort_key, id FROM contact WHERE id = :beside)"
        begin = f"AND (sort_key, id) {sign} {place}" if beside else ""
        rows = self._db.execute(
            f"SELECT id FROM contact WHERE {_conditions(selection)} {begin}"
            f" ORDER BY sort_key{order}, id{order} LIMIT :limit",
            {**_values(selection), "beside": beside, "limit": limit},
        )
        return [number for (number,) in rows]


def _conditions(selection: Selection) -> str:
    conditions = ["deleted = ''"]
    if selection.event:
        conditions.append(f"id IN ({labels.WITH_EVENT})")
    if selection.tag:
        conditions.append(f"id IN ({labels.WITH_TAG})")
    if selection.since:
        conditions.append("created >= :since")
    return " AND ".join(conditions)


def _values(selection: Selection) -> dict[str, str | int]:
    return {"event": selection.event, "tag": selection.tag, "since": selection.since}
