"""The page's book when another is put in its place: one answer says so, the next come from the new book."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.book.care.safety import automatic_backup, restore
from cardscan.errors import BookReplacedError
from cardscan.web.book_thread import BookThread
from tests.support.books import BERTA, put

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def test_a_page_goes_over_to_the_book_that_was_restored(book_folder: Path) -> None:
    async def ask() -> int:
        with Book.open(book_folder) as keeper:
            automatic_backup(keeper, NOW)
            put(keeper, BERTA, "later.jpg")
            thread = BookThread(book_folder)
            await thread.open()
        assert await thread.ask(Book.count) == 1
        restore(book_folder, None, NOW)
        with pytest.raises(BookReplacedError):
            await thread.ask(Book.count)
        try:
            return await thread.ask(Book.count)
        finally:
            await thread.close()

    assert asyncio.run(ask()) == 0
