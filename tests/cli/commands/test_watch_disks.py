"""`cardscan watch --filed` on another disk: what a scanner still writes to is not lost with its source."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from cardscan.errors import ExitCode
from tests.cli.commands.test_watch_grown import pages
from tests.support.drops import person, picture, sha256, small_disk
from tests.support.watching import Watcher, filed, left_over, sides_in, watch_once


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", 16) as disk:
        yield disk


def test_pages_added_after_the_copy_are_read(inbox: Path, disk: Path, book_folder: Path) -> None:
    with Watcher(inbox, book_folder, "--filed", str(disk)) as watcher:
        with (inbox / "scan.tif").open("wb", buffering=0) as scanner:
            for number in (1, 2):
                scanner.seek(0)
                scanner.write(pages(number))
                watcher.says(verdict="done")
        assert watcher.stop() == ExitCode.OK
    assert set(filed(disk)["done"].elements()) == {sha256(pages(2))}
    assert sides_in(book_folder) == {(sha256(pages(2)), page, 1): 1 for page in (1, 2)}


def test_pages_added_while_no_watcher_runs_are_read(inbox: Path, disk: Path, book_folder: Path) -> None:
    with (inbox / "scan.tif").open("wb", buffering=0) as scanner:
        for number in (1, 2):
            scanner.seek(0)
            scanner.write(pages(number))
            with Watcher(inbox, book_folder, "--filed", str(disk)) as watcher:
                watcher.says(verdict="done")
                watcher.kill()
        scanner.seek(0)
        scanner.write(pages(3))
    assert watch_once(inbox, book_folder, "--filed", str(disk))[0] == ExitCode.OK
    assert sides_in(book_folder) == {(sha256(pages(3)), page, 1): 1 for page in (1, 2, 3)}
    assert set(filed(disk)["done"].elements()) == {sha256(pages(3))}


def test_a_source_that_failed_and_is_whole_now_is_read(inbox: Path, disk: Path, book_folder: Path) -> None:
    card = picture(person(1))
    with Watcher(inbox, book_folder, "--filed", str(disk)) as watcher:
        with (inbox / "slow.png").open("wb", buffering=0) as writer:
            writer.write(card[:2000])
            watcher.says(verdict="failed")
            writer.write(card[2000:])
            watcher.says(verdict="done")
        assert watcher.stop() == ExitCode.OK
    assert set(filed(disk)["done"].elements()) == {sha256(card)}
    assert list((disk / "failed").iterdir()) == []


def test_sources_are_kept_for_an_hour_and_then_removed(inbox: Path, disk: Path, book_folder: Path) -> None:
    (inbox / "card.png").write_bytes(picture(person(1)))
    assert watch_once(inbox, book_folder, "--filed", str(disk))[0] == ExitCode.OK
    [kept] = [name for name in left_over(inbox) if name.endswith("card.png")]
    assert watch_once(inbox, book_folder, "--filed", str(disk))[0] == ExitCode.OK
    assert (inbox / kept).read_bytes() == picture(person(1))
    assert os.stat(inbox / ".work").st_mode & 0o777 == 0o700  # noqa: PTH116
