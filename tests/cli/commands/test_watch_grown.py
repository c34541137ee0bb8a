"""`cardscan watch` beside a scanner that adds pages, and killed while it does."""

import io
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from cardscan.book import Book
from cardscan.errors import ExitCode
from tests.support.drops import person, picture, sha256
from tests.support.watching import Watcher, filed, left_over, sides_in, watch_once


@cache
def pages(number: int) -> bytes:
    """Return a TIFF with so many pages, each another person's card."""
    first, *others = (Image.open(io.BytesIO(picture(person(page)))) for page in range(number))
    stream = io.BytesIO()
    first.save(stream, "TIFF", save_all=True, append_images=others)
    return stream.getvalue()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def test_pages_that_a_scanner_adds_are_all_read_though_watchers_are_killed(
    inbox: Path, book_folder: Path
) -> None:
    with (inbox / "scan.tif").open("wb", buffering=0) as scanner:
        for number in (1, 2):
            scanner.seek(0)
            scanner.write(pages(number))
            with Watcher(inbox, book_folder) as watcher:
                watcher.says(verdict="done")
                watcher.kill()
        scanner.seek(0)
        scanner.write(pages(3))
    assert watch_once(inbox, book_folder)[0] == ExitCode.OK
    assert set(filed(inbox)["done"].elements()) == {sha256(pages(3))}
    assert left_over(inbox) == []
    assert sides_in(book_folder) == {(sha256(pages(3)), page, 1): 1 for page in (1, 2, 3)}


def test_pages_added_while_the_watcher_runs_are_read(inbox: Path, book_folder: Path) -> None:
    with Watcher(inbox, book_folder) as watcher:
        with (inbox / "scan.tif").open("wb", buffering=0) as scanner:
            for number in (1, 2):
                scanner.seek(0)
                scanner.write(pages(number))
                watcher.says(verdict="done")
        assert watcher.stop() == ExitCode.OK
    assert sides_in(book_folder) == {(sha256(pages(2)), page, 1): 1 for page in (1, 2)}


def test_a_file_brought_back_by_a_watcher_that_was_killed_then_leaves_no_card_of_before(
    inbox: Path, book_folder: Path
) -> None:
    (inbox / "scan.tif").write_bytes(pages(1))
    assert watch_once(inbox, book_folder)[0] == ExitCode.OK
    [done] = inbox.parent.rglob("scan.tif")
    done.write_bytes(pages(2))
    done.rename(inbox / "scan.tif")
    assert watch_once(inbox, book_folder)[0] == ExitCode.OK
    assert sides_in(book_folder) == {(sha256(pages(2)), page, 1): 1 for page in (1, 2)}


def test_a_file_that_another_watcher_brought_back_leaves_no_card_of_before(
    inbox: Path, book_folder: Path
) -> None:
    with Watcher(inbox, book_folder) as watcher:
        (inbox / "scan.tif").write_bytes(pages(1))
        watcher.says(verdict="done")
        [done] = inbox.rglob("scan.tif")
        grown = done.rename(inbox.parent / "scan.tif")
        grown.write_bytes(pages(2))
        (inbox / "scan.tif").write_bytes(picture(person(7)))  # so that the other gets a number
        grown.rename(inbox / "scan (2).tif")
        watcher.says(verdict="done")
        watcher.says(verdict="done")
        assert watcher.stop() == ExitCode.OK
    assert sides_in(book_folder) == {
        (sha256(pages(2)), 1, 1): 1,
        (sha256(pages(2)), 2, 1): 1,
        (sha256(picture(person(7))), 1, 1): 1,
    }


def test_somebody_elses_card_under_the_name_of_one_that_was_taken_away_is_another(
    inbox: Path, book_folder: Path
) -> None:
    (inbox / "scan.tif").write_bytes(pages(1))
    assert watch_once(inbox, book_folder)[0] == ExitCode.OK
    [done] = inbox.rglob("scan.tif")
    done.unlink()
    (inbox / "scan.tif").write_bytes(picture(person(7)))
    assert watch_once(inbox, book_folder)[0] == ExitCode.OK
    with Book.open(book_folder) as book:
        assert {entry.contact.display_name for entry in book.entries()} == {person(0)[0], person(7)[0]}
        assert [Path(known.path).exists() for known in book.original(sha256(pages(1)))] == [True]


def test_another_file_with_a_number_of_its_own_takes_nobodys_place(inbox: Path, book_folder: Path) -> None:
    lines = ("Anna Weber", "Sales Manager", "Alpha Pumpen GmbH", "anna.weber@alpha.example")
    (inbox / "card (1).png").write_bytes(picture(lines))
    assert watch_once(inbox, book_folder)[0] == ExitCode.OK
    [done] = inbox.rglob("card (1).png")
    done.unlink()
    other = ("Anna Weber", "Director", "Beta Ltd", "anna.weber@beta.example")
    (inbox / "card (2).png").write_bytes(picture(other))
    assert watch_once(inbox, book_folder)[0] == ExitCode.OK
    with Book.open(book_folder) as book:
        assert {entry.contact.organization for entry in book.entries()} == {"Alpha Pumpen GmbH", "Beta Ltd"}


def test_a_file_that_is_named_by_a_number_only_is_filed(inbox: Path, book_folder: Path) -> None:
    (inbox / " (1).tif").write_bytes(pages(1))
    assert watch_once(inbox, book_folder)[0] == ExitCode.OK
    assert filed(inbox)["done"].total() == 1


def test_a_duplicate_that_grows_while_no_watcher_runs_is_read(inbox: Path, book_folder: Path) -> None:
    (inbox / "first.tif").write_bytes(pages(1))
    assert watch_once(inbox, book_folder)[0] == ExitCode.OK
    with (inbox / "scan.tif").open("wb", buffering=0) as scanner:
        scanner.write(pages(1))
        assert watch_once(inbox, book_folder)[0] == ExitCode.OK
        assert filed(inbox)["duplicate"].total() == 1
        scanner.seek(0)
        scanner.write(pages(2))
    (inbox / "again.tif").write_bytes(pages(1))
    assert watch_once(inbox, book_folder)[0] == ExitCode.OK
    assert set(filed(inbox)["duplicate"].elements()) == {sha256(pages(1))}
    assert sha256(pages(2)) in filed(inbox)["done"]
    with Book.open(book_folder) as book:
        assert {entry.contact.display_name for entry in book.entries()} == {person(0)[0], person(1)[0]}
