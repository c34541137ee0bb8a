"""`cardscan watch` as a real process, its lines as they come, and what it leaves in its folders."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cardscan.book import Book
from tests import ROOT
from tests.support.drops import sha256

LONGEST = 90.0
"""Seconds after which a test gives up hope."""


class Watcher:
    """A running watcher with two workers; ended, if need be killed, at the end of a with block."""

    def __init__(self, inbox: Path, book: Path, *more: str, settle: float = 0.2) -> None:
        command = [sys.executable, "-m", "cardscan", "watch", str(inbox), "--book", str(book)]
        command += [
            "--settle",
            str(settle),
            "--poll",
            "0.05",
            "--workers",
            "2",
            "--log-format",
            "json",
            *more,
        ]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT)
        self.lines: list[dict[str, Any]] = []
        self._queue: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            try:
                self._queue.put(json.loads(line))
            except ValueError:
                self._queue.put({"stray": line})
        self._queue.put(None)

    def next_line(self, timeout: float = LONGEST) -> dict[str, Any] | None:
        """Return the next thing it says; None when it has ended or says nothing in time."""
        try:
            line = self._queue.get(timeout=timeout)
        except queue.Empty:
            return None
        if line is not None:
            self.lines.append(line)
        return line

    def says(self, **wanted: str) -> dict[str, Any]:
        """Wait for a line with these values, or parts of them, and return it."""
        while (line := self.next_line()) is not None:
            if all(part in str(line.get(key, "")) for key, part in wanted.items()):
                return line
        raise AssertionError(f"never said {wanted}, but {self.lines}")

    def ends(self) -> int:
        """Wait for the end, read what is left to read, and return the exit code."""
        code = self.process.wait(LONGEST)
        while self.next_line(5.0) is not None:
            pass
        return code

    def stop(self) -> int:
        """Ask it to end."""
        self.process.send_signal(signal.SIGTERM)
        return self.ends()

    def children(self) -> list[int]:
        """Return the processes that it has started."""
        return children_of(self.process.pid)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(LONGEST)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.kill()
        self._reader.join(LONGEST)
        assert self.process.stderr is not None
        self.process.stderr.close()


def children_of(process: int) -> list[int]:
    """Return the processes that a process has started."""
    task = Path(f"/proc/{process}/task")
    found: list[int] = []
    for thread in task.iterdir() if task.is_dir() else ():
        try:
            found += map(int, (thread / "children").read_text().split())
        except OSError:  # it has just ended
            continue
    return found


def watch_once(inbox: Path, book: Path, *more: str, settle: float = 0.2) -> tuple[int, list[dict[str, Any]]]:
    """Let a watcher work off what lies there; return its exit code and what it said."""
    with Watcher(inbox, book, "--once", *more, settle=settle) as watcher:
        return watcher.ends(), watcher.lines


def filed(folder: Path) -> dict[str, Counter[str]]:
    """Return the digests of the files in done, duplicate and failed, without the notes."""
    return {
        verdict: Counter(
            sha256(path.read_bytes())
            for path in (folder / verdict).rglob("*")
            if path.is_file() and not path.name.endswith(".error.txt")
        )
        for verdict in ("done", "duplicate", "failed")
    }


def left_over(inbox: Path) -> list[str]:
    """Return the files in the watched folder that are not in done, duplicate or failed; locks too."""
    files = (
        Path(folder, name).relative_to(inbox)
        for folder, _, names in os.walk(inbox)  # which bears with folders that a watcher removes meanwhile
        for name in names
    )
    return sorted(file.as_posix() for file in files if file.parts[0] not in ("done", "duplicate", "failed"))


def sides_in(book_folder: Path) -> Counter[tuple[str, int, int]]:
    """Return how often the book has each side of a card: by file, page and number on the page."""
    with Book.open(book_folder) as book:
        cards = [card for entry in book.entries() for card in book.cards(entry.uid)]
    return Counter((f.source.sha256, f.source.page, f.source.card) for card in cards for f in card.faces)


def is_running(process: int) -> bool:
    """Tell whether the process is there; one that ended and waits to be fetched is not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def all_end(processes: set[int], within: float = 20.0) -> bool:
    """Tell whether the processes end in time."""
    until = time.monotonic() + within
    while any(map(is_running, processes)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(is_running, processes))
