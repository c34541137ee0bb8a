"""A connection to the book's file: how it is opened, how it transacts, how its errors are told."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from cardscan.errors import BookBusyError, BookCorruptError, BookError, BookFullError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_FULL = {
    sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOLFS,
}  # fmt: skip
_CORRUPT = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_CACHE_KIB = 16_384
_LARGEST_WAL = 64 * 1024 * 1024

RESTORE = "`cardscan book restore` brings back the last backup"
"""The hint where the book is damaged."""

READ_FIRST = "read some cards first: cardscan app; or name the book's folder with --book"
"""The hint where there is no book."""

NO_ROOM = "see that there is room on the disk and that you may write there; nothing is half-written"
"""The hint where the book cannot be written."""


def is_there(path: Path) -> bool:
    """Tell whether the book's file is there; raises BookError where it may not be asked for."""
    try:
        return path.exists()
    except OSError as error:
        raise BookError(
            f"{path}: {error.strerror}", "see whose book it is, or name another with --book"
        ) from error


def connect(path: Path, *, timeout: float, mode: str) -> sqlite3.Connection:
    """Open the file, which must be there; `mode` is "ro" or "rw".

    With "ro&immutable=1" it is read without a lock and without a file beside it: nobody may write it.
    `timeout` is how many seconds to wait for another program that holds it.
    Transactions are begun by `transaction` only.
    """
    db = sqlite3.connect(uri_of(path, mode), uri=True, timeout=timeout, isolation_level=None)
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    db.execute(f"PRAGMA journal_size_limit = {_LARGEST_WAL}")
    return db


def uri_of(path: Path, mode: str) -> str:
    """Return the file's name for SQLite, whatever characters are in it."""
    return f"{path.absolute().as_uri()}?mode={mode}"


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Let errors of SQLite leave the block as BookError and its kinds."""
    try:
        yield
    except sqlite3.Error as error:
        raise book_error(path, error) from error


def book_error(path: Path, error: sqlite3.Error) -> BookError:
    """Return what SQLite's error means for a user."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _BUSY:
        return BookBusyError(
            f"{path}: another program holds the book", "try again when it has finished its work"
        )
    if code in _FULL:
        return BookFullError(f"{path}: cannot be read or written now: {error}", NO_ROOM)
    if code in _CORRUPT:
        return BookCorruptError(f"{path}: damaged: {error}", RESTORE)
    return BookError(f"{path}: {error}", "`cardscan book verify` tells whether the book is whole")


@contextmanager
def transaction(db: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Write all that the block writes, or nothing; waits for other writers.

    Raises BookError and its kinds.
    """
    with translated(path):
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):  # some errors have rolled back already
                db.execute("ROLLBACK")
            raise
