"""`cardscan watch` while its book is restored, or while the book's disk goes away and comes back."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.book.care.safety import automatic_backup, restore
from cardscan.errors import ExitCode
from tests.support.commands import cardscan
from tests.support.drops import person, picture, sha256, small_disk
from tests.support.watching import Watcher, filed, sides_in

ONE, OTHER = picture(person(1)), picture(person(2))
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def shown(book_folder: Path) -> set[str]:
    return {digest for digest, _, _ in sides_in(book_folder)}


def test_what_comes_after_a_restore_is_in_the_restored_book(inbox: Path, book_folder: Path) -> None:
    with Book.open(book_folder) as keeper:
        automatic_backup(keeper, NOW)
        watcher = Watcher(inbox, book_folder)
        with watcher:
            (inbox / "one.png").write_bytes(ONE)
            watcher.says(verdict="done")
            keeper.close()
            restore(book_folder, None, NOW)
            (inbox / "other.png").write_bytes(OTHER)
            assert "another book" in watcher.says(verdict="waiting")["text"]
            watcher.says(verdict="done", file="other.png")
            assert watcher.stop() == ExitCode.OK
    assert shown(book_folder) == {sha256(OTHER)}
    assert filed(inbox)["done"].total() == 2


def test_a_book_whose_disk_goes_away_is_waited_for(inbox: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 16) as disk:
        place = tmp_path / "mounted"
        place.mkdir()
        subprocess.run(["mount", "--bind", str(disk), str(place)], check=True)
        try:
            with Watcher(inbox, place / "book") as watcher:
                (inbox / "one.png").write_bytes(ONE)
                watcher.says(verdict="done")
                subprocess.run(["umount", "-l", str(place)], check=True)
                (inbox / "other.png").write_bytes(OTHER)
                assert "is gone" in watcher.says(verdict="waiting")["text"]
                assert list(place.iterdir()) == []
                subprocess.run(["mount", "--bind", str(disk), str(place)], check=True)
                watcher.says(verdict="done", file="other.png")
                assert watcher.stop() == ExitCode.OK
            assert shown(place / "book") == {sha256(ONE), sha256(OTHER)}
        finally:
            subprocess.run(["umount", "-l", str(place)], check=False)
    assert filed(inbox)["done"].total() == 2


def test_a_book_that_a_watcher_keeps_open_is_not_restored(inbox: Path, book_folder: Path) -> None:
    with Book.open(book_folder) as book:
        automatic_backup(book, NOW)
    with Watcher(inbox, book_folder) as watcher:
        (inbox / "one.png").write_bytes(ONE)
        watcher.says(verdict="done")
        refused = cardscan("book", "restore", "--book", book_folder)
        assert refused.returncode == ExitCode.BOOK
        assert "stop it first" in refused.stderr
        assert watcher.stop() == ExitCode.OK
    assert shown(book_folder) == {sha256(ONE)}
