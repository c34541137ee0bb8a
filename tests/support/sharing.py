"""`cardscan app` as a real process, with --share or without: its addresses, and what it says."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

LONGEST = 120.0
"""Seconds after which a test gives up hope."""
_ENTER = re.compile(r"(http://[0-9.:]+)/enter/[\w-]+")
_JOIN = re.compile(r"http://[0-9.:]+/join/[\w-]+")


class Shared:
    """The running program."""

    def __init__(
        self,
        book: Path,
        *more: str,
        share: bool = True,
        port: str = "0",
        browser: str = "",
        program: Sequence[str] = (sys.executable, "-m", "cardscan"),
    ) -> None:
        command = [*program, "app", "--port", port, "--book", str(book), *more]
        command += [] if browser else ["--no-browser"]
        command += ["--share", "127.0.0.1"] if share else []
        self._let_in = 0
        self.process = subprocess.Popen(
            command, stderr=subprocess.PIPE, text=True, env=os.environ | {"BROWSER": browser}
        )
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.inbox = book.with_name(f"{book.name}-inbox")

    @property
    def page(self) -> str:
        """The pages' address."""
        return self._said(_ENTER)[0][1]

    def enter(self) -> str:
        """Return an address that lets one browser in, another one each time."""
        self._let_in += 1
        until(lambda: len(self._said(_ENTER)) >= self._let_in, f"another key in {self.lines}")
        return self._said(_ENTER)[self._let_in - 1][0]

    @property
    def join(self) -> str:
        """The address that lets the next phone in."""
        return self._said(_JOIN)[-1][0]

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

    def _said(self, pattern: re.Pattern[str]) -> list[re.Match[str]]:
        found: list[re.Match[str]] = []

        def look() -> bool:
            found[:] = pattern.finditer("".join(self.lines))
            return bool(found)

        until(look, f"{pattern.pattern} in {self.lines}")
        return found

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.lines.append(line)


@contextmanager
def shared(book: Path, *more: str) -> Iterator[Shared]:
    """Run the program, phones let in; end it with the block."""
    yield from _ended(Shared(book, *more))


@contextmanager
def serving(
    book: Path,
    *,
    browser: str = "",
    port: str = "0",
    program: Sequence[str] = (sys.executable, "-m", "cardscan"),
) -> Iterator[Shared]:
    """Run the program, for browsers on this computer alone; end it with the block.

    `browser` is a program that it opens the page with.
    """
    yield from _ended(Shared(book, share=False, port=port, browser=browser, program=program))


def _ended(running: Shared) -> Iterator[Shared]:
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
