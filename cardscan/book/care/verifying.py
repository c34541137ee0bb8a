"""Is the book whole? Its file, its indexes, every contact, every picture; and which originals are gone."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cardscan.book.dealings import standing
from cardscan.book.file import pictures, rights, schema
from cardscan.book.file.columns import contact_from_text, quad_from_json, reading_from_text
from cardscan.book.file.connection import READ_FIRST, book_error, connect, is_there
from cardscan.book.tables import cards
from cardscan.book.tables.kept import known_from_text
from cardscan.errors import BadInputError, BookCorruptError, BookError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Tick = Callable[[], None]

_SECONDS = 30.0
_BATCH = 500
_FAULTS = 20
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, BadInputError)

_PARSERS: Mapping[str, Mapping[str, Callable[[str], Any]]] = {
    "contact": {"data": contact_from_text, "needs_review": json.loads},
    "card": {
        "contact_as_read": contact_from_text,
        "reading": reading_from_text,
        "confidence": json.loads,
        "evidence": json.loads,
        "needs_review": json.loads,
    },
    "change": {"before": contact_from_text},
    "kept": {"known": known_from_text},
}
"""By table and column: what reads its text."""

_PICTURES = "(SELECT count(DISTINCT picture) FROM face WHERE picture <> '')"
_LOST = {
    "contacts that no search finds": "SELECT count(*) FROM contact"
    " WHERE deleted = '' AND id NOT IN (SELECT rowid FROM contact_text)",
    "cards that are seen nowhere": "SELECT count(*) FROM card WHERE id NOT IN (SELECT card_id FROM face)",
    "contacts whose standing is not what cards and log say": standing.DIFFERENT,
    "days whose counts are not those of the log": standing.TALLY_DIFFERENT,
}
"""By what is found: how many there are."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be."""

    text: str
    kind: Literal["damage", "gone", "open"] = "damage"
    """"gone" is an original, with which a user may do as he likes; "open" is what others may read."""

    @property
    def damage(self) -> bool:
        """Whether something of the book is lost."""
        return self.kind == "damage"


def extent(folder: Path) -> int:
    """Return how many things `verify` looks at one by one; 0 where the book is too damaged to tell."""
    with suppress(sqlite3.Error), _opened(folder) as db:
        tables = (*_PARSERS, "original")
        counts = [f"(SELECT count(*) FROM {table})" for table in tables]
        counts.append(_PICTURES)
        [number] = db.execute(f"SELECT {' + '.join(counts)}").fetchone()
        return int(number)
    return 0


def pictures_of(folder: Path) -> int:
    """Return how many pictures the book names; 0 where it is too damaged to tell."""
    with suppress(sqlite3.Error), _opened(folder) as db:
        [number] = db.execute(f"SELECT {_PICTURES}").fetchone()
        return int(number)
    return 0


def verify(folder: Path, tick: Tick = lambda: None) -> Iterator[Finding]:
    """Yield all that is wrong with the book in the folder; nothing of it is changed.

    Takes constant memory. `tick` is called after each contact, card, change, picture and
    original. Raises BookError where there is no book, BookBusyError where another program holds it.
    """
    path = folder / "book.sqlite"
    if not is_there(path):
        raise BookError(f"{folder}: there is no book here", READ_FIRST)
    for place in rights.open_to_others(folder):
        yield Finding(f"{place}: other users of this computer may read it", "open")
    try:
        with _opened(folder) as db:
            faults = list(_faults_of_file(db, path))
            yield from faults
            if faults:
                return
            yield from _faults_of_rows(db, tick)
            yield from _faults_of_pictures(db, folder, tick)
            yield from _originals_gone(db, tick)
        yield from _faults_of_words(path)  # the last to close it, so that no empty log is left beside it
    except sqlite3.Error as error:
        fault = book_error(path, error)
        if not isinstance(fault, BookCorruptError):
            raise fault from error
        yield Finding(str(fault))


def _faults_of_file(db: sqlite3.Connection, path: Path) -> Iterator[Finding]:
    if not schema.version_of(db, path):
        yield Finding(f"{path}: is empty")
        return
    for (fault,) in db.execute(f"PRAGMA integrity_check({_FAULTS})"):
        if fault != "ok":
            yield Finding(f"{path}: {' '.join(fault.split())}")
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check").fetchmany(_FAULTS):
        yield Finding(f"{path}: row {row} of {table} names a row of {parent} that is not there")
    for what, question in _LOST.items():
        [number] = db.execute(question).fetchone()
        if number:
            yield Finding(f"{path}: {number} {what}")


def _faults_of_words(path: Path) -> Iterator[Finding]:
    """Have the index of words compared with its texts: to SQLite a way of writing, so it is rolled back."""
    if not os.access(path, os.W_OK):
        return
    with closing(connect(path, timeout=_SECONDS, mode="rw")) as db:
        db.execute("BEGIN IMMEDIATE")
        try:
            db.execute("INSERT INTO contact_text (contact_text) VALUES ('integrity-check')")
        except sqlite3.DatabaseError as error:
            fault = book_error(path, error)
            if not isinstance(fault, BookCorruptError):
                raise
            yield Finding(f"{path}: the index of words is damaged")
        finally:
            db.execute("ROLLBACK")


def _faults_of_rows(db: sqlite3.Connection, tick: Tick) -> Iterator[Finding]:
    for table, parsers in _PARSERS.items():
        for number, *texts in _rows(db, table, tuple(parsers)):
            for (column, parser), text in zip(parsers.items(), texts, strict=True):
                try:
                    parser(text)
                except _UNREADABLE:
                    yield Finding(f"{table} {number}: {column} cannot be read")
            tick()
    for card, quad in db.execute("SELECT card_id, quad FROM face"):
        try:
            quad_from_json(json.loads(quad))
        except _UNREADABLE:
            yield Finding(f"card {card}: the place of its picture cannot be read")


def _rows(db: sqlite3.Connection, table: str, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield rows by number, some hundred in a reading of its own, so that a writer's log can be cleared."""
    last = -1
    question = f"SELECT id, {', '.join(columns)} FROM {table} WHERE id > ? ORDER BY id LIMIT ?"
    while rows := db.execute(question, (last, _BATCH)).fetchall():
        yield from rows
        last = rows[-1][0]


def _faults_of_pictures(db: sqlite3.Connection, folder: Path, tick: Tick) -> Iterator[Finding]:
    for digest in cards.stream_pictures(db):
        try:
            pictures.load(folder, digest)
        except BookError as error:
            yield Finding(str(error))
        tick()


def _originals_gone(db: sqlite3.Connection, tick: Tick) -> Iterator[Finding]:
    for original in cards.stream_originals(db):
        if not Path(original.path).exists():
            yield Finding(f"{original.path}: the original is gone", "gone")
        tick()


def _opened(folder: Path) -> closing[sqlite3.Connection]:
    return closing(connect(folder / "book.sqlite", timeout=_SECONDS, mode="ro"))
