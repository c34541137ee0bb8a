"""A folder copied into one of our own while that is watched."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from cardscan.book import Book
from cardscan.cli.report import remark
from cardscan.errors import BookBusyError, BookFullError, BookReplacedError, OutputError
from cardscan.inbox.copying import Copier

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_GIVE_UP_AFTER = 60.0
"""Seconds beyond the time that files take to settle."""


@contextmanager
def copying(
    source: Path,
    inbox: Path,
    place: Path,
    stopped: threading.Event,
    *,
    settle: float,
    poll: float,
    largest: int,
    once: bool,
) -> Iterator[None]:
    """Copy what comes into `source` to `inbox` while the block runs; with `once`, before it.

    What the book at `place` knows is not copied. Raises OutputError, BookError.
    """

    def known(digest: str) -> bool:
        with Book.open(place) as book:
            return bool(book.original(digest))

    Book.open(place).close()  # says what is wrong before anything is copied
    copier = Copier(
        source, inbox, known, book=place / "book.sqlite",
        settle_seconds=settle, poll_seconds=poll, largest=largest, once=once,
    )  # fmt: skip
    copier.begin()
    if once:
        _copy_all(
            copier, source, stopped, pause=min(poll, settle or poll), patience=2 * settle + _GIVE_UP_AFTER
        )
        yield
        return
    ended = threading.Event()

    def run() -> None:
        while not (stopped.is_set() or ended.wait(poll)):
            _step(copier, source)

    thread = threading.Thread(target=run, name="copier")
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _copy_all(
    copier: Copier, source: Path, stopped: threading.Event, *, pause: float, patience: float
) -> None:
    """Copy all that lies there; what is still written to after so many seconds is left to the next call."""
    until = time.monotonic() + patience
    while not stopped.is_set() and time.monotonic() < until:
        try:
            copier.step()
        except OSError as error:
            raise OutputError(f"{source}: cannot be copied: {error}", "the next call goes on") from error
        if copier.idle:
            return
        stopped.wait(pause)


def _step(copier: Copier, source: Path) -> None:
    """Copy what can be copied now; what is in the way may be gone at the next step."""
    try:
        copier.step()
    except (OSError, OutputError, BookBusyError, BookFullError, BookReplacedError) as error:
        remark(f"{source}: cannot be copied now: {error}; trying again")
