"""Any order of drops, half-written files, renames, deletions, kills and faults: no card lost, none twice.

Real files and a real book; the clock is the test's. A watcher is killed by an exception at one of its
operations on files or the book, and nothing of it runs after that but what a system does for the dead.
"""

import errno
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cardscan.book import Book
from cardscan.errors import BookBusyError, BookError, BookFullError
from cardscan.inbox import Claim, Folders, Watch
from cardscan.many.batch import Outcome
from tests.support.drops import outcome_of, person, picture, sha256

CONTENTS = {
    "one card": picture(person(1)),
    "two cards": picture(person(2), person(3)),
    "another card": picture(person(4)),
    "the same card again": picture(person(4), form="GIF"),
    "no card": picture(),
    "no picture": b"Dear Sir or Madam,\n",
}
NAMES = (
    "a.png", "b.png", "a (2).png", "weber_front.png", "weber_back.png", "filing.json",
    "2026-11-20 Mixer/a.png", "2026-11-20 Mixer/IMG_1.png", "2026-11-20 Mixer/IMG_2.png",
)  # fmt: skip
FILE_OPERATIONS = ("rename", "link", "unlink", "replace", "mkdir", "rmdir", "fsync", "listdir")
BOOK_OPERATIONS = ("original", "receive", "filed")
SETTLE = 10.0
MANY = int(os.environ.get("CARDSCAN_MANY", "30"))


LINK = os.link


class Killed(BaseException):
    """The watcher's process is no more."""


@contextmanager
def fault_at(number: int, fault: Callable[[], BaseException]) -> Iterator[None]:
    """Have the operation of that number from now on fail: on files or on the book, for a kill on either."""
    count = 0
    error = fault()

    def failing(operation: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            nonlocal count
            count += 1
            if count == number:
                raise error
            return operation(*args, **kwargs)

        return call

    with ExitStack() as stack:
        for name in () if isinstance(error, BookError) else FILE_OPERATIONS:
            stack.enter_context(patch.object(os, name, failing(getattr(os, name))))
        for name in () if isinstance(error, OSError) else BOOK_OPERATIONS:
            stack.enter_context(patch.object(Book, name, failing(getattr(Book, name))))
        yield


FAULTS: dict[str, Callable[[], BaseException]] = {
    "killed": Killed,
    "no room": lambda: OSError(errno.ENOSPC, "No space left on device"),
    "not permitted": lambda: PermissionError(errno.EACCES, "Permission denied"),
    "locked book": lambda: BookBusyError("the book is locked"),
    "no room for the book": lambda: BookFullError("no room for the book"),
}


class DropFolder(RuleBasedStateMachine):
    """A folder, up to two watchers, and people who drop files, rename and delete them."""

    links = True
    """Whether files can have two names here."""
    elsewhere = False
    """Whether done, duplicate and failed are on another disk."""

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp())
        self.inbox = self.base / "in"
        self.inbox.mkdir()
        self.filed = self.base / "out" if self.elsewhere else self.inbox
        self.folders = Folders(self.inbox, self.filed)
        self.time = 1000.0
        self.watchers: list[tuple[Watch, Book]] = []
        self.unread: list[tuple[Future[Outcome], tuple[bytes, ...]]] = []
        self.writers: list[tuple[int, Any, bytes]] = []
        self.expected: dict[int, bytes] = {}
        self.patches = ExitStack()
        if not self.links:
            refuse = OSError(errno.EOPNOTSUPP, "Operation not supported")
            self.patches.enter_context(patch.object(os, "link", side_effect=refuse))
        if self.elsewhere:
            self.patches.enter_context(patch.object(os, "link", self.link_on_one_disk))

    def link_on_one_disk(self, source: str, target: str, **more: Any) -> None:
        handles = (more[name] for name in ("src_dir_fd", "dst_dir_fd"))
        folders = (Path(f"/proc/self/fd/{handle}").readlink() for handle in handles)
        here, there = (folder.is_relative_to(self.filed) for folder in folders)
        if here != there:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        LINK(source, target, **more)

    def start_watcher(self) -> None:
        book = Book.open(self.base / "book", timeout=1.0)
        watch = Watch(
            self.folders,
            book,
            self.submit,
            settle_seconds=SETTLE,
            clock=lambda: self.time,
            now=lambda: datetime(2026, 11, 22, tzinfo=UTC),
            ahead=3,
        )
        self.watchers.append((watch, book))
        watch.start()

    def submit(self, claim: Claim) -> Future[Outcome]:
        future: Future[Outcome] = Future()
        self.unread.append((future, tuple(claim.path(file).read_bytes() for file in claim.files)))
        return future

    def bury(self, index: int) -> None:
        """Do what the system does when a process has died."""
        watch, book = self.watchers.pop(index)
        lock = watch._workplace._lock
        assert lock is not None
        lock.release(force=True)
        book.close()

    @initialize()
    def begin(self) -> None:
        self.start_watcher()

    @rule(name=st.sampled_from(NAMES), content=st.sampled_from(tuple(CONTENTS)))
    def drop(self, name: str, content: str) -> None:
        path = self.inbox / name
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(CONTENTS[content])
            inode = path.stat().st_ino
            if (
                inode in self.expected
            ):  # of a file that was copied to the other disk; the number is free again
                self.expected[min((0, *self.expected)) - 1] = self.expected.pop(inode)
            self.expected[inode] = CONTENTS[content]

    @precondition(lambda self: not self.elsewhere)  # what follows would be written to a deleted file
    @rule(name=st.sampled_from(NAMES), content=st.sampled_from(tuple(CONTENTS)))
    def drop_half_written(self, name: str, content: str) -> None:
        path = self.inbox / name
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            whole = CONTENTS[content]
            half = len(whole) // 2
            file = path.open("wb", buffering=0)
            file.write(whole[:half])
            inode = path.stat().st_ino
            self.expected[inode] = whole[:half]
            self.writers.append((inode, file, whole))

    @precondition(lambda self: self.writers)
    @rule(index=st.integers(0, 9))
    def finish_writing(self, index: int) -> None:
        inode, file, content = self.writers.pop(index % len(self.writers))
        file.write(content[len(content) // 2 :])
        file.close()
        if inode in self.expected:
            self.expected[inode] = content

    def lying_in_inbox(self) -> list[Path]:
        return [self.inbox / name for name in NAMES if (self.inbox / name).exists()]

    @precondition(lambda self: self.lying_in_inbox())
    @rule(index=st.integers(0, 9), name=st.sampled_from(NAMES))
    def rename(self, index: int, name: str) -> None:
        there = self.lying_in_inbox()
        target = self.inbox / name
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            there[index % len(there)].rename(target)

    @precondition(lambda self: self.lying_in_inbox())
    @rule(index=st.integers(0, 9))
    def delete(self, index: int) -> None:
        there = self.lying_in_inbox()
        path = there[index % len(there)]
        del self.expected[path.stat().st_ino]
        path.unlink()

    @rule(seconds=st.sampled_from((1.0, SETTLE, 61.0)))
    def pass_time(self, seconds: float) -> None:
        self.time += seconds

    @precondition(lambda self: len(self.watchers) < 2)
    @rule()
    def start(self) -> None:
        self.start_watcher()

    @precondition(lambda self: self.watchers)
    @rule(index=st.integers(0, 1))
    def kill(self, index: int) -> None:
        self.bury(index % len(self.watchers))

    @precondition(lambda self: self.watchers)
    @rule(index=st.integers(0, 1))
    def end(self, index: int) -> None:
        watch, _ = self.watchers[index % len(self.watchers)]
        watch.stop()
        watch.close()
        self.bury(index % len(self.watchers))

    @precondition(lambda self: self.watchers)
    @rule(index=st.integers(0, 1))
    def step(self, index: int) -> None:
        self.watchers[index % len(self.watchers)][0].step()

    @precondition(lambda self: self.watchers)
    @rule(
        index=st.integers(0, 1),
        at=st.integers(1, 25),
        fault=st.sampled_from(("killed", "killed", "killed", *FAULTS)),
        ripe=st.sampled_from((False, True, True)),
    )
    def step_into_a_fault(self, index: int, at: int, fault: str, *, ripe: bool) -> None:
        """Step, and fail on the way; `ripe`: with files that have settled and readings that are done."""
        index %= len(self.watchers)
        watch = self.watchers[index][0]
        if ripe:
            watch.step()
            self.time += 2 * SETTLE
            watch.step()
            while self.unread:
                self.read()
        try:
            with fault_at(at, FAULTS[fault]):
                watch.step()
        except Killed:
            self.bury(index)

    @precondition(lambda self: self.unread)
    @rule()
    def read(self) -> None:
        future, contents = self.unread.pop(0)
        if future.set_running_or_notify_cancel():
            future.set_result(outcome_of(*contents))

    def found(self) -> dict[int, list[Path]]:
        """Return where each file is, by inode; but for what is kept of files that have been copied."""
        places: dict[int, list[Path]] = {}
        kept = self.inbox / ".work" / "kept"
        for path in (*self.inbox.rglob("*"), *(self.base / "out").rglob("*")):
            if path.is_relative_to(kept):
                continue
            if path.is_file() and path.name != ".lock" and not is_own(path):
                places.setdefault(path.stat().st_ino, []).append(path)
        return places

    @invariant()
    def nothing_is_lost_or_changed(self) -> None:
        found = {inode: paths[0].read_bytes() for inode, paths in self.found().items()}
        if self.elsewhere:  # a file is copied there, and for a moment is in both places
            assert Counter(found.values()) >= Counter(self.expected.values())
            assert set(found.values()) == set(self.expected.values())
        else:
            assert found == self.expected

    def teardown(self) -> None:
        try:
            self.run_until_idle()
            self.check_the_end()
        finally:
            for _, book in self.watchers:
                book.close()
            self.patches.close()
            shutil.rmtree(self.base)

    def run_until_idle(self) -> None:
        while self.writers:
            self.finish_writing(0)
        if not self.watchers:
            self.start_watcher()
        for _ in range(80):  # an hour and more, for as long as files are kept that have been copied
            self.time += 61.0
            for watch, _ in self.watchers:
                watch.step()
            while self.unread:
                self.read()
        assert [watch for watch, _ in self.watchers if not watch.idle] == []

    def check_the_end(self) -> None:
        self.nothing_is_lost_or_changed()
        assert not (self.inbox / ".work" / "kept").exists()
        places = self.found()
        assert all(len(paths) == 1 for paths in places.values())
        assert len(places) == len(self.expected)
        filed: dict[str, Counter[str]] = {"done": Counter(), "duplicate": Counter(), "failed": Counter()}
        for [path] in places.values():
            filed[path.relative_to(self.filed).parts[0]][sha256(path.read_bytes())] += 1
        book = self.watchers[0][1]
        originals = {original.sha256: Path(original.path) for original in book.originals()}
        assert set(filed["done"]) <= set(originals)
        assert set(filed["done"].values()) <= {1}
        assert set(filed["duplicate"]) <= set(originals)
        cards = [card for entry in book.entries() for card in book.cards(entry.uid)]
        shown = Counter(digest for card in cards for digest in {face.source.sha256 for face in card.faces})
        for content in list(CONTENTS.values())[:4]:
            if (digest := sha256(content)) in filed["done"]:
                assert shown[digest] == len(outcome_of(content).scans)
                assert originals[digest].read_bytes() == content
        for [path] in places.values():
            note = path.with_name(f"{path.name}.error.txt")
            assert note.exists() == (path.relative_to(self.filed).parts[0] == "failed")
            assert not note.exists() or "unexpected" not in note.read_text()
        hidden = (*self.inbox.rglob(".*"), *self.filed.rglob(".*"))
        assert {path.name for path in hidden if path.is_file()} <= {".lock"}
        assert [path for path in (self.inbox / ".work").rglob("*.json")] == []


def is_own(path: Path) -> bool:
    """Tell whether the file is the watchers' own, not one that was dropped."""
    return path.name.endswith((".error.txt", ".part", ".tmp")) or (
        path.suffix == ".json" and len(path.stem) == 32
    )


class WithoutLinks(DropFolder):
    """As on file systems where a file has one name only."""

    links = False


class OnAnotherDisk(DropFolder):
    """As with --filed on another file system: files are copied there."""

    elsewhere = True


slow = settings(
    max_examples=MANY,
    stateful_step_count=40,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("machine", [DropFolder, WithoutLinks, OnAnotherDisk])
def test_whatever_happens_each_picture_ends_in_one_place_and_each_card_once_in_the_book(
    machine: type[DropFolder],
) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(machine, settings=slow)
