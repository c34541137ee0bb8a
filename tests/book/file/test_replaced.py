"""A book that is put in another's place, or whose disk goes away, while programs have the old one open."""

import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.book.care.safety import automatic_backup, restore
from cardscan.book.care.verifying import verify
from cardscan.book.file.backups import backups
from cardscan.errors import BookReplacedError
from tests.support.books import BERTA, card, fill, original, put
from tests.support.drops import small_disk
from tests.support.fictional import ANNA

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "book", number=3)
    with Book.open(tmp_path / "book") as book:
        automatic_backup(book, NOW)
    return tmp_path / "book"


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.name.startswith(".")}


@pytest.fixture
def replaced(folder: Path) -> Book:
    """A book that was opened beside its keeper, which has ended; then a backup was brought back."""
    with Book.open(folder):
        beside = Book.open(folder)
    restore(folder, None, NOW)
    return beside


def test_nothing_goes_into_a_book_that_was_replaced(replaced: Book, folder: Path) -> None:
    before = files(folder)
    actions: tuple[Callable[[], object], ...] = (
        lambda: replaced.receive([original("x.jpg")], [card(BERTA, "x.jpg")]),
        lambda: replaced.original(original("x.jpg").sha256),
        lambda: list(replaced.entries()),
        lambda: automatic_backup(replaced, NOW),
    )
    for action in actions:
        with pytest.raises(BookReplacedError, match="another book"):
            action()
    assert files(folder) == before
    assert len(backups(folder)) == 1
    replaced.close()


def test_closing_a_replaced_book_leaves_the_new_ones_log_and_stamp_alone(
    replaced: Book, folder: Path
) -> None:
    with Book.open(folder) as new:
        put(new, BERTA, "new.jpg")
        log = (folder / "book.sqlite-wal").read_bytes()
        stamp = (folder / "book.closed").read_bytes()
        replaced.close()
        assert (folder / "book.sqlite-wal").read_bytes() == log
        assert (folder / "book.closed").read_bytes() == stamp
        put(new, ANNA, "newer.jpg")
    assert [finding for finding in verify(folder) if finding.damage] == []
    with closing(sqlite3.connect(folder / "book.sqlite")) as db:
        assert db.execute("SELECT count(*) FROM original WHERE path LIKE '%new%'").fetchone() == (2,)


def test_a_book_replaced_while_it_is_written_says_that_it_is_to_be_written_again(folder: Path) -> None:
    with Book.open(folder):
        beside = Book.open(folder)
    with pytest.raises(BookReplacedError), beside._access.writing():
        beside._opened._keeper.release()
        restore(folder, None, NOW)
    beside.close()


def test_nothing_is_written_where_the_books_disk_was(folder: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 8) as disk:
        shutil.copytree(folder, disk / "book")
        book = Book.open(disk / "book")
        subprocess.run(["umount", "-l", str(disk)], check=True)
        with pytest.raises(BookReplacedError, match="is gone"):
            book.receive([original("x.jpg")], [card(BERTA, "x.jpg")])
        book.close()
        assert list(disk.iterdir()) == []
        subprocess.run(["mount", "-t", "tmpfs", "none", str(disk)], check=True)
