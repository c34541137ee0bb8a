"""The book under several processes, a full disk and SIGKILL; all of them real."""

import os
import resource
import signal
import sqlite3
import traceback
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.errors import BookError, BookFullError
from cardscan.model import Contact, Phone
from tests.support.books import card, original
from tests.support.fictional import ANNA

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")


def start(work: Callable[[], None]) -> int:
    """Run `work` in a process of its own; return its id."""
    child = os.fork()
    if child:
        return child
    try:
        work()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)


def finish(child: int) -> int:
    """Wait for the process; return its exit code, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def person(number: int) -> Contact:
    return Contact(given_name=f"P{number}", family_name=f"F{number}", phones=(Phone(f"+8610{number:08}"),))


def whole(folder: Path) -> None:
    """Fail where the book's file or its index is not sound, or names a picture that is not there."""
    with closing(sqlite3.connect(folder / "book.sqlite", isolation_level=None)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.execute("INSERT INTO contact_text (contact_text) VALUES ('integrity-check')")
    with Book.open(folder) as book:
        for digest in book.pictures():
            book.face(digest)


def test_processes_that_write_at_once_all_succeed(tmp_path: Path) -> None:
    def write(writer: int) -> None:
        with Book.open(tmp_path) as book:
            for number in range(writer * 100, writer * 100 + 15):
                file = f"{number}.jpg"
                book.receive([original(file)], [card(person(number), file)])

    children = [start(lambda writer=writer: write(writer)) for writer in range(3)]  # type: ignore[misc]
    assert [finish(child) for child in children] == [0, 0, 0]
    whole(tmp_path)
    with Book.open(tmp_path) as book:
        assert book.count() == 45


def test_the_same_file_from_two_processes_comes_in_once(tmp_path: Path) -> None:
    Book.open(tmp_path).close()

    def write() -> None:
        with Book.open(tmp_path) as book:
            for number in range(10):
                file = f"{number}.jpg"
                try:
                    book.receive([original(file)], [card(person(number), file)])
                except BookError as error:
                    assert type(error).__name__ == "AlreadyKnownError"

    children = [start(write), start(write)]
    assert [finish(child) for child in children] == [0, 0]
    with Book.open(tmp_path) as book:
        assert book.count() == len(list(book.originals())) == 10


def statements_of_a_receipt(folder: Path) -> int:
    """Return how many SQL statements it takes to receive the file that the killed process receives."""
    seen: list[str] = []
    with Book.open(folder) as book:
        book.receive([original("old.jpg")], [card(ANNA, "old.jpg")])
        book._opened.db.set_trace_callback(seen.append)
        receive(book)
    return len(seen)


def receive(book: Book) -> None:
    scans = [card(replace(person(n), note="x" * 2000), "new.jpg", n) for n in (1, 2, 3)]
    book.receive([original("new.jpg")], scans)


def test_a_kill_at_any_instant_leaves_all_of_a_file_or_nothing(tmp_path: Path) -> None:
    instants = statements_of_a_receipt(tmp_path / "whole")
    for instant in (1, 2, 3, instants // 2, instants - 1, instants):
        folder = tmp_path / str(instant)

        def killed(folder: Path = folder, instant: int = instant) -> None:
            left = iter(range(instant, 0, -1))
            book = Book.open(folder)
            book.receive([original("old.jpg")], [card(ANNA, "old.jpg")])
            book._opened.db.set_trace_callback(
                lambda _: os.kill(os.getpid(), signal.SIGKILL) if next(left) == 1 else None
            )
            receive(book)

        assert finish(start(killed)) == -signal.SIGKILL
        whole(folder)
        with Book.open(folder) as book:
            assert (book.count(), book.original(original("new.jpg").sha256)) == (1, ())
            receive(book)
            assert book.count() == 4


def test_a_kill_after_the_commit_loses_nothing(tmp_path: Path) -> None:
    def killed() -> None:
        receive(Book.open(tmp_path))
        os.kill(os.getpid(), signal.SIGKILL)

    assert finish(start(killed)) == -signal.SIGKILL
    whole(tmp_path)
    with Book.open(tmp_path) as book:
        assert book.count() == 3


@pytest.mark.parametrize("room", [0, 1, 30_000, 100_000])
def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path, room: int) -> None:
    with Book.open(tmp_path) as book:
        book.receive([original("old.jpg")], [card(ANNA, "old.jpg")])
        before = list(book.entries())

    def fill() -> None:
        book = Book.open(tmp_path)
        # the log beside the book begins empty: that much of it can be written
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        with pytest.raises(BookFullError) as caught:
            for number in range(100):
                file = f"{number}.jpg"
                book.receive([original(file)], [card(replace(person(number), note="x" * 5000), file)])
        assert caught.value.hint
        assert book.original(original(f"{number}.jpg").sha256) == ()
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        book.receive([original("later.jpg")], [card(person(1000), "later.jpg")])
        os._exit(0 if list(book.entries())[-1:] == before else 3)

    assert finish(start(fill)) == 0
    whole(tmp_path)
