"""What became of a picture, in words for people: with the contacts it brought, or without a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.errors import BookError
from cardscan.web.intake.uploads import name_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cardscan.book import Book, Entry
    from cardscan.inbox import Row
    from cardscan.inbox.board import State

WORDS: Mapping[State, str] = {
    "waiting": "waits to be read",
    "reading": "is being read",
    "done": "read",
    "duplicate": "known already: this very picture has been read before",
    "failed": "not read",
    "ignored": "not taken",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A row as a page shows it."""

    row: Row
    entries: tuple[Entry, ...] = ()
    """The contacts on it, as they stand now."""

    @property
    def name(self) -> str:
        """What to call the file."""
        return name_told(self.row.file)

    @property
    def event(self) -> str:
        """The sub-folder that it lies in, or ""."""
        return self.row.file.replace("\\", "/").rpartition("/")[0]

    @property
    def words(self) -> str:
        """What became of it, in some words."""
        if self.row.state == "done" or (self.row.state == "failed" and self.row.cards):
            found = f"{self.row.cards} card{'' if self.row.cards == 1 else 's'}" if self.row.cards else "read"
            return found if self.row.state == "done" else f"{found}, but not all of it could be read"
        return WORDS[self.row.state]


@dataclass(frozen=True, slots=True)
class Doings:
    """All rows, by what a person asks of them: what is being done, what went wrong, what came of it."""

    under_way: tuple[Told, ...] = ()
    """What is being read first, then what waits."""
    failed: tuple[Told, ...] = ()
    """The last one first, as of those that are read."""
    read: tuple[Told, ...] = ()
    waiting: int = 0
    """How many wait, those without a row among them."""
    trouble: str = ""

    @property
    def left(self) -> int:
        """How many files are still to be read."""
        reading = sum(told.row.state == "reading" for told in self.under_way)
        return reading + max(self.waiting, len(self.under_way) - reading)

    @property
    def over(self) -> int:
        """How many are not any more."""
        return len(self.failed) + len(self.read)

    @property
    def cards(self) -> int:
        """How many cards were found."""
        return sum(told.row.cards for told in (*self.read, *self.failed))


def doings(book: Book, rows: Sequence[Row], waiting: int, trouble: str) -> Doings:
    """Return the rows with the contacts that they brought."""
    told = [Told(row, tuple(_entries(book, row.uids))) for row in rows]
    over = [each for each in reversed(told) if not each.row.under_way]
    under_way = [each for each in told if each.row.under_way]
    return Doings(
        tuple(sorted(under_way, key=lambda each: each.row.state != "reading")),
        tuple(each for each in over if each.row.state in ("failed", "ignored")),
        tuple(each for each in over if each.row.state in ("done", "duplicate")),
        waiting,
        trouble,
    )


def _entries(book: Book, uids: Iterable[str]) -> Iterable[Entry]:
    for uid in uids:
        try:
            entry = book.entry(uid)
        except BookError:
            continue  # of another book, which lies in its place now
        if not entry.deleted:
            yield entry


def outcome_told(row: Row | None) -> str:
    """Return what a phone is told of its photo: nothing that the book knows, and no name."""
    if row is None:
        return "arrived"
    if row.state == "failed" and not row.cards:
        return f"not read: {row.text}"
    return Told(row).words
