"""`cardscan review --share` as a real process: the page's address, the phones' address, and what it says."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LONGEST = 120.0
"""Seconds after which a test gives up hope."""
_PAGE = re.compile(r"(http://[0-9.:]+)/ shows the book")
_JOIN = re.compile(r"http://[0-9.:]+/join/[\w-]+")


class Shared:
    """The running program."""

    def __init__(self, book: Path, *more: str) -> None:
        command = [sys.executable, "-m", "cardscan", "review", "--no-browser", "--port", "0"]
        command += ["--book", str(book), "--share", "127.0.0.1", *more]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=dict(os.environ))
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.inbox = book.with_name(f"{book.name}-inbox")

    @property
    def page(self) -> str:
        """The review page's address."""
        return self._said(_PAGE)[-1]

    @property
    def join(self) -> str:
        """The address that lets the next phone in."""
        return self._said(_JOIN)[-1]

    def says(self, text: str) -> None:
        """Wait until it has said this."""
        until(lambda: any(text in line for line in self.lines), f"{text!r} in {self.lines}")

    def stop(self) -> int:
        """Ask it to end, as a person at the terminal does; return the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        code = self.process.wait(LONGEST)
        self._reader.join(LONGEST)
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code

    def _said(self, pattern: re.Pattern[str]) -> list[str]:
        found: list[str] = []

        def look() -> bool:
            found[:] = pattern.findall("".join(self.lines))
            return bool(found)

        until(look, f"{pattern.pattern} in {self.lines}")
        return found

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line)


@contextmanager
def shared(book: Path, *more: str) -> Iterator[Shared]:
    """Run the program; end it with the block."""
    running = Shared(book, *more)
    try:
        yield running
    finally:
        running.stop()


def until(happens: Callable[[], bool], what: str) -> None:
    """Wait for something that another process does."""
    end = time.monotonic() + LONGEST
    while not happens():
        assert time.monotonic() < end, what
        time.sleep(0.05)


class Watchmaker:
    """A clock of seconds that is moved by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now
