"""How the book's parts read and write its file: in blocks, each with SQLite's errors told as the book's."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC
from typing import TYPE_CHECKING

from cardscan.book.file.connection import transaction, translated

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from cardscan.book.file.opening import OpenBook


class Access:
    """An open book's file and folder, for the parts of the book that share them."""

    def __init__(self, opened: OpenBook, clock: Callable[[], datetime]) -> None:
        self._opened = opened
        self._clock = clock

    @property
    def folder(self) -> Path:
        """Where the book and its pictures lie, to write there; raises BookReplacedError."""
        self._opened.expect_in_place()
        return self._opened.folder

    def moment(self) -> str:
        """Return the time by the book's clock, as the book writes moments."""
        return f"{self._clock().astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Let the block read; raises BookError and its kinds."""
        with self._opened.trusting(), translated(self._opened.path):
            yield self._opened.db

    @contextmanager
    def writing(self) -> Iterator[tuple[sqlite3.Connection, str]]:
        """Write all that the block writes, or nothing; it is given the moment, as the book writes moments.

        Raises BookError and its kinds; BookReplacedError where it was written to a book that was replaced
        meanwhile, and so is to be written again.
        """
        self._opened.expect_in_place()
        at = self.moment()
        self._opened.keep()
        with self._opened.trusting(), transaction(self._opened.db, self._opened.path):
            yield self._opened.db, at
        self._opened.expect_in_place()
