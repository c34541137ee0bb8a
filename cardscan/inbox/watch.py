"""Watch a drop folder: list, settle, claim, have read, commit in the book, put away; one step at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.book import Event
from cardscan.errors import BookBusyError, BookFullError, OutputError
from cardscan.inbox.claims import Workplace
from cardscan.inbox.commit import Keeping
from cardscan.inbox.happenings import Happening, recovered
from cardscan.inbox.jobs import Job, JobTools, Submit
from cardscan.inbox.looking import Seen, look
from cardscan.inbox.retries import Retries
from cardscan.inbox.settling import Settling

if TYPE_CHECKING:
    from concurrent.futures import Future

    from cardscan.book import Book
    from cardscan.inbox.places import Folders
    from cardscan.many.batch import Outcome

_RECOVER_EVERY = 60.0
_FOLDER, _BOOK, _WORK = ".", "the book", ".work"


class Watch:
    """One watcher of one folder: start(), step() again and again, close() in the end.

    `submit` has a claim's files read; at most `ahead` claims are in hand at once. `clock` tells
    seconds that never go back, `now` the time of day.
    """

    def __init__(
        self,
        folders: Folders,
        book: Book,
        submit: Submit,
        *,
        event: Event = Event(),  # noqa: B008 - it is frozen
        settle_seconds: float = 10.0,
        poll_seconds: float = 1.0,
        ahead: int = 4,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._folders = folders
        self._book = book
        self._workplace = Workplace(folders)
        self._tools = JobTools(Keeping(book, folders, now), self._workplace, submit, event, clock)
        self._poll_seconds = poll_seconds
        self._ahead = ahead
        self._clock = clock
        self._settling = Settling(settle_seconds, pair_seconds=settle_seconds)
        self._retries = Retries()
        self._jobs: list[Job] = []
        self._ready: list[tuple[Seen, ...]] = []
        self._present = 0
        self._refused: set[Path] = set()
        self._looked_at = self._recovered_at = float("-inf")
        self._stopping = False
        self.fault: Exception | None = None
        """Why something is being tried again, if anything is."""

    def start(self) -> None:
        """Make a place to work in. Raises OutputError where the folders cannot be written to."""
        try:
            self._folders.filed.mkdir(parents=True, exist_ok=True)
            probe = Workplace(replace(self._folders, inbox=self._folders.filed))
            probe.open()
            probe.close()
            self._workplace.open()
        except OSError as error:
            message = f"{error.filename or self._folders.inbox}: cannot be written to: {error.strerror}"
            raise OutputError(
                message, "cards are moved out of the watched folder, so it must be writable"
            ) from error

    def step(self) -> tuple[Happening, ...]:
        """Do what can be done now, without waiting, and return what happened.

        Raises MissingError or BookError where it makes no sense to go on.
        """
        now = self._clock()
        told: list[Happening] = []
        for work in (self._keep_place, self._recover, self._take, self._advance):
            if not self._retries.resting(_FOLDER, now):
                told += work(now)
        return tuple(told)

    def stop(self) -> None:
        """Take no more files, and give back those that nobody reads yet."""
        self._stopping = True
        for job in list(self._jobs):
            if job.plan is None and (job.reading is None or job.reading.cancel()):
                self._drop(job)

    def close(self) -> None:
        """Give back what is not in the book, and end; what is, another watcher puts away."""
        self._stopping = True
        for job in list(self._jobs):
            if job.plan is None:
                self._drop(job)
        self._workplace.close()

    @property
    def waiting(self) -> int:
        """How many files lay in the folder at the last look and are not in hand."""
        return self._present

    @property
    def in_hand(self) -> int:
        """How many claims are being read or put away."""
        return len(self._jobs)

    @property
    def readings(self) -> tuple[Future[Outcome], ...]:
        """What to wait for: when one of these is done, the next step has something to do."""
        now = self._clock()
        return tuple(
            job.reading for job in self._jobs if job.reading is not None and self._is_awake(job, now)
        )

    @property
    def idle(self) -> bool:
        """Tell whether there is nothing to do."""
        return not self._jobs and not self._present and self._looked_at > float("-inf")

    @property
    def stuck_for(self) -> float:
        """For how many seconds something has not worked and is tried again."""
        return self._retries.failing_for(self._clock())

    def _is_awake(self, job: Job, now: float) -> bool:
        return not any(self._retries.resting(what, now) for what in (job.claim.token, _BOOK, _FOLDER))

    def _drop(self, job: Job) -> None:
        self._jobs.remove(job)
        with suppress(OSError):  # then it is recovered later
            job.give_back()

    def _put_off(self, subject: str, error: Exception, now: float) -> Iterator[Happening]:
        self.fault = error
        reason = f"{error.strerror or error}" if isinstance(error, OSError) else str(error)
        if self._retries.failed(subject, reason, now):
            where = subject if subject not in (_BOOK, _WORK) else "."
            hint = getattr(error, "hint", "")
            text = f"{reason}{f' ({hint})' if hint else ''}; trying again until it works, nothing is lost"
            yield Happening(where, "waiting", text)

    def _keep_place(self, now: float) -> Iterator[Happening]:
        """See to it that the work folder is there and ours; when the share comes back, anew."""
        try:
            if not self._workplace.held():
                self._jobs.clear()  # what was in hand lies in the lost folder, and is recovered with it
                if self._folders.inbox.is_dir():
                    self._workplace.open()
                else:
                    raise FileNotFoundError(2, "the watched folder is gone", str(self._folders.inbox))
            self._retries.worked(_FOLDER)
        except OSError as error:
            yield from self._put_off(_FOLDER, error, now)

    def _recover(self, now: float) -> Iterator[Happening]:
        if self._stopping or now - self._recovered_at < _RECOVER_EVERY or self._retries.resting(_WORK, now):
            return
        try:
            busy = {job.claim.token for job in self._jobs}
            for left in self._workplace.recover(self._book, busy):
                yield recovered(left.path, left.verdict, left.place)
            self._recovered_at = now
            self._retries.worked(_WORK)
        except (BookBusyError, BookFullError, OSError) as error:
            yield from self._put_off(_WORK, error, now)

    def _take(self, now: float) -> Iterator[Happening]:
        if self._stopping or self._retries.resting(_BOOK, now):
            return
        if now - self._looked_at >= self._poll_seconds:
            yield from self._look(now)
        while self._ready and len(self._jobs) < self._ahead:
            group = self._ready.pop(0)
            subject = str(group[0].path)
            if self._retries.resting(subject, now):
                continue
            try:
                claim = self._workplace.take(group)
                self._retries.worked(subject)
            except OSError as error:
                yield from self._put_off(subject, error, now)
                continue
            self._present -= len(group)
            if claim is not None:
                self._jobs.append(Job(self._tools, claim, now))

    def _look(self, now: float) -> Iterator[Happening]:
        try:
            listing = look(self._folders.inbox)
        except OSError as error:
            yield from self._put_off(_FOLDER, error, now)
            return
        for path, why in listing.refused.items():
            if path not in self._refused:
                yield Happening(str(path), "ignored", why)
        self._refused = set(listing.refused)
        self._ready = self._settling.ready(listing.files, now)
        self._present = len(listing.files)
        self._looked_at = now

    def _advance(self, now: float) -> Iterator[Happening]:
        for job in list(self._jobs):
            if not self._is_awake(job, now):
                continue
            token = job.claim.token
            try:
                yield from job.advance()
                self._retries.worked(token)
                self._retries.worked(_BOOK)
            except (BookBusyError, BookFullError) as error:
                yield from self._put_off(_BOOK, error, now)
            except OSError as error:
                for told in self._put_off(token, error, now):
                    yield replace(told, file=str(job.claim.files[0].path))
            if job.over:
                self._jobs.remove(job)
                if job.plan is None:
                    self._looked_at = float("-inf")  # it was given back
