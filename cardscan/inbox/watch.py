"""Watch a drop folder: list, settle, claim, have read, commit in the book, put away; one step at a time."""

from __future__ import annotations

import errno
import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.book import Event
from cardscan.errors import BookBusyError, BookFullError, CardscanError, OutputError
from cardscan.inbox.commit import Keeping
from cardscan.inbox.happenings import Happening, changed_since, recovered
from cardscan.inbox.jobs import Job, JobTools, Submit
from cardscan.inbox.looking import ELSEWHERE, Seen
from cardscan.inbox.moving.claims import Workplace
from cardscan.inbox.moving.kept import Kept
from cardscan.inbox.places import Folders, mount_of
from cardscan.inbox.retries import Retries
from cardscan.inbox.revisiting import Revisits
from cardscan.inbox.settling import Incoming, Settling
from cardscan.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future

    from cardscan.book import Book
    from cardscan.many.batch import Outcome

_log = logging.getLogger(__name__)

_RECOVER_EVERY = 60.0
_MOST_RESTING = 500
"""Claims at once that could not be read or put away and are tried again later."""
_FOLDER, _BOOK, _WORK = ".", "the book", ".work"


class Watch:
    """One watcher of one folder: start(), step() again and again, close() in the end.

    `submit` has a claim's files read; at most `ahead` claims are in hand at once. Files of more than
    `largest` bytes are not read. With `once` only what lies there at the first look is taken. `clock`
    tells seconds that never go back, `now` the time of day.
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
        largest: int = Settings().max_bytes,
        once: bool = False,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._folders = folders
        self._book = book
        self._workplace = Workplace(folders)
        self._revisits = Revisits(largest, Kept(folders))
        keeping = Keeping(book, folders, now)
        self._tools = JobTools(keeping, self._workplace, submit, event, clock, self._revisits)
        self._revisiting = False
        self._now = now
        self._ahead = ahead
        self._clock = clock
        self._incoming = Incoming(
            folders, largest, Settling(settle_seconds, settle_seconds), poll_seconds, once=once
        )
        self._retries = Retries()
        self._jobs: list[Job] = []
        self._mounts: set[Path] = set()
        """Where the disks of the folders are mounted: without them, other folders lie there."""
        self._recovered_at = float("-inf")
        self._stopping = False
        self.fault: Exception | None = None
        """Why something is being tried again, if anything is."""

    def start(self) -> None:
        """Make a place to work in. Raises OutputError where the folders cannot be written to."""
        try:
            self._folders.make_filed()
            probe = Workplace(replace(self._folders, inbox=self._folders.filed))
            probe.open()
            probe.close()
            self._workplace.open()
            self._incoming.begin()
            self._mounts = {mount_of(self._folders.inbox), mount_of(self._folders.filed)}
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
        for work in (self._keep_place, self._recover, self._revisit, self._take, self._advance):
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
        """How many files lie in the folder and are not in hand."""
        return self._incoming.settling.waiting

    def still_waiting(self, most: int) -> tuple[Path, ...]:
        """Return the files that lie in the folder and are not in hand, at most so many."""
        return self._incoming.settling.files(most)

    @property
    def being_read(self) -> Mapping[Path, Path]:
        """Where the files lie that are in hand, by their paths in the folder."""
        return {file.path: job.claim.path(file) for job in self._jobs for file in job.claim.files}

    @property
    def unsettled(self) -> tuple[Path, ...]:
        """The files that are not taken since they may still be written to."""
        return self._incoming.settling.unsettled

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
        return not self._jobs and self._incoming.is_empty

    @property
    def longest_wait(self) -> float:
        """For how many seconds a file that has come may wait though all is well."""
        return self._incoming.settling.settle_seconds + self._incoming.settling.pair_seconds

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
            if gone := [mount for mount in self._mounts if not os.path.ismount(mount)]:
                raise FileNotFoundError(errno.ENOENT, "the disk that was mounted there is gone", str(gone[0]))
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

    def _revisit(self, now: float) -> Iterator[Happening]:
        """Bring back what was put away and has changed since."""
        if self._stopping or self._retries.resting(_BOOK, now):
            return
        try:
            if not self._revisiting:
                self._revisits.begin(self._book, self._folders, self._now(), now)
                self._revisiting = True
            self._revisits.look_for_kept(self._now(), now)
        except (BookBusyError, BookFullError) as error:
            yield from self._put_off(_BOOK, error, now)
        for filed in self._revisits.changed(now):
            try:
                back = self._workplace.take_back(filed.place, filed.file)
            except OSError as error:
                self._revisits.remember(filed, now)
                yield from self._put_off(str(filed.file), error, now)
                continue
            if back is not None:
                self._revisits.let_go(filed, back)
                self._incoming.expect(back.relative_to(self._folders.inbox))
                yield changed_since(filed.file, back)

    def _take(self, now: float) -> Iterator[Happening]:
        if self._stopping or self._retries.resting(_BOOK, now):
            return
        if self._incoming.is_due(now):
            yield from self._look(now)
        left = []
        while self._has_room(now) and (group := self._incoming.take()):
            subject = str(group[0].path)
            if self._retries.resting(subject, now):
                left.append(group)
                continue
            try:
                self._claim(group, now)
                self._retries.worked(subject)
            except OSError as error:
                left.append(group)
                yield from self._put_off(subject, error, now)
        for group in left:
            self._incoming.put_back(group)

    def _claim(self, group: tuple[Seen, ...], now: float) -> None:
        """Take files; raises OSError where they cannot be taken now."""
        try:
            claim = self._workplace.take(group)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            self._incoming.refuse(group, ELSEWHERE)
            return
        self._incoming.taken(group)
        if claim is not None:
            self._jobs.append(Job(self._tools, claim, now))

    def _has_room(self, now: float) -> bool:
        """Tell whether another claim may be taken: those that rest till they are tried again take no room."""
        resting = sum(self._retries.resting(job.claim.token, now) for job in self._jobs)
        return len(self._jobs) - resting < self._ahead and resting < _MOST_RESTING

    def _look(self, now: float) -> Iterator[Happening]:
        try:
            for path, why in self._incoming.look(now, self._clock):
                yield Happening(str(path), "ignored", why)
        except OSError as error:
            yield from self._put_off(_FOLDER, error, now)

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
            except CardscanError:
                raise
            except Exception as error:  # the system's fault or a bug: the others still have to come in
                _log.debug("unexpected error", exc_info=True)
                for told in self._put_off(token, error, now):
                    yield replace(told, file=str(job.claim.files[0].path))
            if job.over:
                self._jobs.remove(job)
                if job.plan is None:
                    self._incoming.expect(*(file.path for file in job.claim.files))  # it was given back
