"""The book, open on a thread of its own: SQLite's connection stays there while the network goes on."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from cardscan.book import Book
from cardscan.errors import BookReplacedError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

T = TypeVar("T")

_TIMEOUT = 10.0
"""Seconds to wait for another program that writes to the book."""


class BookThread:
    """One open book that requests wait in line for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="book")
        self._book: Book | None = None

    async def open(self) -> None:
        """Open the book; raises BookError and its kinds."""
        self._book = await self._run(lambda: Book.open(self._folder, timeout=_TIMEOUT))

    async def close(self) -> None:
        """Close the book, after what is waiting has been done."""
        if self._book is not None:
            await self._run(self._book.close)
        self._thread.shutdown()

    async def ask(self, work: Callable[[Book], T]) -> T:
        """Return what `work` makes of the book, on the book's thread.

        Raises BookReplacedError once where another book lies in its place; what comes next is asked there.
        """
        book = self._book
        if book is None:
            raise RuntimeError("the book is not open")
        try:
            return await self._run(lambda: work(book))
        except BookReplacedError:
            await self._run(lambda: self._go_over(book))
            raise

    def _go_over(self, book: Book) -> None:
        if self._book is book:
            book.close()
            self._book = Book.open(self._folder, timeout=_TIMEOUT, create=False)

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)
