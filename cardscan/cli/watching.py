"""A drop folder watched: files read into the book, and what is said of each; for `watch` and `review`."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections import Counter
from concurrent.futures import wait
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cardscan.book import Book, Event
from cardscan.book.care.safety import daily_backup
from cardscan.cli.progress import watched
from cardscan.errors import (
    BookBusyError,
    BookError,
    BookFullError,
    BookReplacedError,
    CardscanError,
    OutputError,
    UsageError,
)
from cardscan.inbox import Happening, Watch
from cardscan.many.batch import Lying, carried, scan_one
from cardscan.visible import escaped, visible

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from rich.status import Status

    from cardscan.cli.workforce import Workforce
    from cardscan.inbox import Claim, Folders
    from cardscan.inbox.jobs import Submit
    from cardscan.many.batch import Outcome
    from cardscan.settings import Settings

logger = logging.getLogger(__name__)

_BOOK_TIMEOUT = 5.0
"""Seconds to wait for other programs that write to the book; then other files have their turn."""
_GIVE_UP_AFTER = 60.0
"""Seconds that --once waits for what does not work or is still written to; the next call goes on."""

_TO_FINISH = 8.0
"""Seconds that it goes on with what is being read when it is to stop: containers are killed after 10."""

_BACKUP_LOOKED_FOR = 600.0
"""Seconds between looks whether today's backup is there."""


def keep_watching(
    folders: Folders,
    place: Path,
    readers: Workforce,
    teller: Teller,
    stopped: threading.Event,
    *,
    settle: float,
    poll: float = 1.0,
    event: Event = Event(),  # noqa: B008 - it is frozen
    once: bool = False,
    chosen: Callable[[Settings], Settings] = lambda settings: settings,
) -> None:
    """Read what is dropped into the folders into the book at `place`, until stopped; in any thread.

    `chosen` gives the readers' settings as somebody has changed them by the time a file is read.
    """
    days = readers.settings.follow_up_days
    book: Book | None = Book.open(place.resolve(), timeout=_BOOK_TIMEOUT, follow_up_days=days)
    try:
        while book is not None:
            with book:
                watcher = Watch(
                    folders,
                    book,
                    _submitting(readers, chosen),
                    event=event,
                    settle_seconds=settle,
                    poll_seconds=poll,
                    ahead=readers.ahead,
                    largest=readers.settings.max_bytes,
                    once=once,
                )
                try:
                    _run_to_the_end(watcher, readers, teller, _Backups(book), stopped, once=once, poll=poll)
                    return
                except BookReplacedError as error:
                    replaced = f"{error}; going on with what lies there, nothing is lost"
                    teller.tell(Happening(".", "waiting", replaced))
            book = _opened_again(place.resolve(), stopped, days, once=once)
    finally:
        teller.summarise()


def _opened_again(place: Path, stopped: threading.Event, follow_up_days: int, *, once: bool) -> Book | None:
    """Return the book that lies in place of the one there was, as soon as one does; None when stopped."""
    until = time.monotonic() + _GIVE_UP_AFTER
    while not stopped.is_set():
        try:
            return Book.open(place, timeout=_BOOK_TIMEOUT, create=False, follow_up_days=follow_up_days)
        except BookError as error:
            may_come = (
                isinstance(error, BookBusyError | BookFullError) or not (place / "book.sqlite").exists()
            )
            if not may_come or (once and time.monotonic() > until):
                raise
        stopped.wait(1.0)
    return None


def _run_to_the_end(
    watcher: Watch,
    readers: Workforce,
    teller: Teller,
    backups: _Backups,
    stopped: threading.Event,
    *,
    once: bool,
    poll: float,
) -> None:
    with ExitStack() as stack:
        watcher.start()
        stack.callback(watcher.close)
        with teller.live():
            _run(watcher, teller, backups, stopped, once=once, poll=poll)
        if watcher.readings and stopped.is_set():
            readers.give_up()  # before their files are given back


class _Backups:
    """Makes a backup of the book each day, once there are contacts in it."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._next = 0.0

    def look(self) -> None:
        """Make today's backup unless it is there; what is in its way today may be gone at the next look."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _BACKUP_LOOKED_FOR
        try:
            if self._book.count():
                daily_backup(self._book, datetime.now(UTC))
        except (BookBusyError, BookFullError, OSError) as error:
            logger.warning("no backup could be made: %s", error)


def _run(
    watcher: Watch, teller: Teller, backups: _Backups, stopped: threading.Event, *, once: bool, poll: float
) -> None:
    """Step until stopped, or with `once` until there is nothing left to do, or nothing that can be done."""
    stopping, last = float("inf"), time.monotonic()
    while True:
        backups.look()
        for happening in watcher.step():
            teller.tell(happening)
            if happening.place:
                last = time.monotonic()
        if watcher.readings:
            last = time.monotonic()
        teller.show(watcher)
        if stopped.is_set() and stopping == float("inf"):
            watcher.stop()
            stopping = time.monotonic()
        if stopped.is_set() and (not watcher.readings or time.monotonic() - stopping > _TO_FINISH):
            return
        if once and watcher.idle:
            return
        if once and time.monotonic() - last > _GIVE_UP_AFTER + watcher.longest_wait:
            _give_up(watcher, teller)
            return
        if watcher.readings:
            wait(watcher.readings, timeout=min(poll, 1.0), return_when="FIRST_COMPLETED")
        else:
            stopped.wait(poll)


def _give_up(watcher: Watch, teller: Teller) -> None:
    """Leave the rest to the next call; raises CardscanError where something does not work."""
    if watcher.stuck_for and watcher.fault is not None:
        raise _as_error(watcher.fault)
    for path in watcher.unsettled:
        teller.tell(Happening(str(path), "waiting", "is still being written to; the next call looks at it"))


def _as_error(fault: Exception) -> CardscanError:
    if isinstance(fault, CardscanError):
        return fault
    return OutputError(f"files cannot be put away: {fault}", "see that the folders are there and have room")


def _submitting(readers: Workforce, chosen: Callable[[Settings], Settings]) -> Submit:
    """Return what has a claim read; the digests of what was read tell whether it is what was claimed."""
    executor = readers.executor
    if executor is None:
        raise UsageError("watching needs processes that read")

    def submit(claim: Claim) -> Future[Outcome]:
        files = tuple(Lying(str(file.path), claim.path(file)) for file in claim.files)
        for file in files:
            file.path.open("rb").close()  # what cannot be opened is tried again
        source = files if len(files) > 1 else files[0]
        settings = chosen(readers.settings)
        return executor.submit(scan_one, carried(source, settings) if readers.carry else source, settings,
                               faces=True)  # fmt: skip

    return submit


class Teller:
    """Says on stderr what becomes of each file: for people, or one JSON object a line."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self.counts: Counter[str] = Counter()
        self._cards = 0
        self._status: Status | None = None

    @contextmanager
    def live(self) -> Iterator[None]:
        """Show a line of how things stand, where a person is watching."""
        if self.as_json or not watched():
            yield
            return
        from rich.console import Console

        with Console(stderr=True).status("looking") as self._status:
            yield
        self._status = None

    def tell(self, happening: Happening) -> None:
        """Say what became of a file."""
        self.counts[happening.verdict] += 1
        self._cards += len(happening.contacts)
        if self.as_json:
            self._line(
                file=happening.file,
                verdict=happening.verdict,
                text=happening.text,
                contacts=list(happening.contacts),
                seconds=round(happening.seconds, 3),
                place=happening.place,
            )
        else:
            took = f" [{happening.seconds:.1f} s]" if happening.seconds else ""
            self._say(f"{happening.file}: {happening.verdict}: {happening.text}{took}")

    def show(self, watcher: Watch) -> None:
        """Bring the live line up to date."""
        if self._status is not None:
            numbers = {"waiting": watcher.waiting, "being read": watcher.in_hand}
            numbers |= {verdict: self.counts[verdict] for verdict in ("done", "duplicate", "failed")}
            self._status.update(", ".join(f"{number} {what}" for what, number in numbers.items()))

    def complain(self, error: CardscanError) -> None:
        """Say why the watch ends, for machines."""
        self._line(error=str(error), hint=error.hint, exit_code=int(error.exit_code))

    def summarise(self) -> None:
        """Say in the end what was done, if anything was."""
        numbers = {verdict: self.counts[verdict] for verdict in ("done", "duplicate", "failed")}
        if self.as_json:
            self._line(summary=numbers, cards=self._cards)
        elif any(numbers.values()):
            cards = "1 card" if self._cards == 1 else f"{self._cards} cards"
            told = ", ".join(f"{number} {verdict}" for verdict, number in numbers.items() if number)
            self._say(f"files: {told}; {cards} read")

    def _line(self, **values: object) -> None:
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = escaped(json.dumps({"at": at, **values}, ensure_ascii=False))
        print(line, file=sys.stderr, flush=True)

    def _say(self, text: str) -> None:
        line = visible(text)
        if self._status is not None:
            self._status.console.print(f"cardscan: {line}", markup=False, highlight=False, soft_wrap=True)
        else:
            print(f"cardscan: {line}", file=sys.stderr, flush=True)
