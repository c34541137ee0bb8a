"""Contacts by name, a page at a time, forwards and backwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.book.records import EVERYTHING
from cardscan.book.tables import cards, contacts
from cardscan.book.tables.search_words import question
from cardscan.book.tables.selecting import conditions_of, values_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from cardscan.book.file.access import Access
    from cardscan.book.records import Entry, Selection

_BATCH = 500
_FEW = 5000
"""Up to so many hits are looked up and sorted; of more, one in a few is met soon on the way by name."""
_WITH_WORDS = "id IN (SELECT rowid FROM contact_text WHERE contact_text MATCH :asked)"
_HAS_WORDS = "EXISTS (SELECT 1 FROM contact_text WHERE contact_text MATCH :asked AND rowid = contact.id)"


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
            if text and selection == EVERYTHING:
                return _hits(db, text)
            [number] = db.execute(
                f"SELECT count(*) FROM contact WHERE {_conditions(selection, text)}",
                _values(selection, text),
            ).fetchone()
        return int(number)


def _numbers(
    db: sqlite3.Connection, selection: Selection, text: str, beside: int, limit: int, *, backwards: bool
) -> list[int]:
    sign, order = ("<", " DESC") if backwards else (">", "")
    place = "(SELECT sort_key, id FROM contact WHERE id = :beside)"
    begin = f"AND (sort_key, id) {sign} {place}" if beside else ""
    many = bool(text) and _hits(db, text) > _FEW
    table = "contact NOT INDEXED" if text and not many else "contact"
    rows = db.execute(
        f"SELECT id FROM {table} WHERE {_conditions(selection, text, many=many)} {begin}"
        f" ORDER BY sort_key{order}, id{order} LIMIT :limit",
        {**_values(selection, text), "beside": beside, "limit": limit},
    )
    return [number for (number,) in rows]


def _hits(db: sqlite3.Connection, text: str) -> int:
    """Return how many contacts have all the words; the index knows without a look at them."""
    asked = question(text)
    if not asked:
        return 0
    [number] = db.execute("SELECT count(*) FROM contact_text WHERE contact_text MATCH ?", (asked,)).fetchone()
    return int(number)


def _conditions(selection: Selection, text: str, *, many: bool = False) -> str:
    conditions = ["deleted = ''", *conditions_of(selection)]
    if text and not question(text):
        conditions.append("FALSE")  # words of which no letter is left find nobody
    elif text:
        conditions.append(_HAS_WORDS if many else _WITH_WORDS)
    return " AND ".join(conditions)


def _values(selection: Selection, text: str) -> dict[str, str | int]:
    return {**values_of(selection), "asked": question(text)}
