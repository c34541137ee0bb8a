"""One claim on its way: read, taken into the book, put away; each step may fail and be tried again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from cardscan.inbox.happenings import Happening, unreadable
from cardscan.inbox.looking import event_of
from cardscan.inbox.moving.claims import Claim, Workplace, finish
from cardscan.inbox.moving.filing import sha256_of
from cardscan.inbox.moving.journals import Plan
from cardscan.inbox.outcomes import digests_in, outcome_of, worth_another_try
from cardscan.inbox.revisiting import Filed, Revisits
from cardscan.many.batch import Outcome

if TYPE_CHECKING:
    from cardscan.book import Event
    from cardscan.inbox.commit import Keeping, Told

Submit: TypeAlias = Callable[[Claim], "Future[Outcome]"]
"""Have a claim's files read, with the cards' faces; the sources' digests are those of the files."""

_READINGS = 3


@dataclass(frozen=True, slots=True)
class JobTools:
    """What every job of a watcher works with."""

    keeping: Keeping
    workplace: Workplace
    submit: Submit
    event: Event
    """Of files in no sub-folder."""
    clock: Callable[[], float]
    revisits: Revisits


@dataclass(slots=True)
class Job:
    """A claim: without a reading to be begun, with one to be waited for, with a plan to be put away."""

    tools: JobTools
    claim: Claim
    begun: float
    over: bool = False
    """Its files are filed or given back."""
    reading: Future[Outcome] | None = None
    plan: Plan | None = None
    """What is decided; it is in the journal, and its cards are in the book."""
    _digests: dict[Path, str] = field(default_factory=dict)
    _readings: int = 0
    _told: Told = field(default_factory=dict)
    _tried: bool = False
    """Whether to put its files away was tried before."""

    def advance(self) -> Iterator[Happening]:
        """Do what can be done now; what fails may be tried again.

        Raises OSError, BookBusyError, BookFullError for what may work later, MissingError and
        BookCorruptError for what will not.
        """
        if self.plan is None and self.reading is None:
            yield from self._begin()
        if self.plan is None and self.reading is not None and self.reading.done():
            yield from self._conclude(self.reading)
        if self.plan is not None:
            yield from self._put_away(self.plan)

    def give_back(self) -> None:
        """Put the files back into the watched folder."""
        self.tools.workplace.give_back(self.claim)
        self.over = True

    def _begin(self) -> Iterator[Happening]:
        """Have the claim read, unless its files are in the book already."""
        claim = self.claim
        if not claim.intact():
            yield from self._return()
            return
        self.plan, self._told = self.tools.keeping.too_large(claim, self.tools.revisits.largest)
        if self.plan is not None:
            return
        try:
            self._digests = {file.path: sha256_of(claim.path(file)) for file in claim.files}
            self.plan, self._told = self.tools.keeping.duplicates(claim, self._digests)
            if self.plan is None:
                self._read()
        except OSError as error:
            self._readings += 1
            if not isinstance(error, PermissionError) and self._readings < _READINGS:
                raise
            errors = tuple(unreadable(file.path, error) for file in claim.files)
            self._digests = {file.path: self._digests.get(file.path, "") for file in claim.files}
            self.reading = Future()
            self.reading.set_result(Outcome(str(claim.files[0].path), errors=errors))

    def _read(self) -> None:
        """Have the files read, of two with the same content only one."""
        unlike = {self._digests[file.path]: file for file in reversed(self.claim.files)}
        files = tuple(file for file in self.claim.files if file in unlike.values())
        self.reading = self.tools.submit(replace(self.claim, files=files))

    def _conclude(self, reading: Future[Outcome]) -> Iterator[Happening]:
        """Take what was read into the book."""
        outcome = outcome_of(reading, self.claim)
        if worth_another_try(outcome) and self._readings + 1 < _READINGS:
            self._readings += 1
            self._read()
            return
        if not self.claim.intact() or not digests_in(outcome.scans) <= set(self._digests.values()):
            yield from self._return()
            return
        event = event_of(self.claim.files[0].path, self.tools.event)
        kept = self.tools.keeping.keep(self.claim, self._digests, outcome, event)
        if kept is None:  # another watcher was faster with the same content
            self.reading = None
        else:
            self.plan, self._told = kept

    def _put_away(self, plan: Plan) -> Iterator[Happening]:
        again, self._tried = self._tried, True
        claim, keeping = self.claim, self.tools.keeping
        self.plan = plan = finish(plan, claim, keeping.folders, keeping.book, again=again)
        self._remember(plan)
        moved = {move.file for move in plan.moves}
        rest = tuple(file for file in claim.files if str(file.path) not in moved)
        if rest:
            self.claim = replace(claim, files=rest)
            self.plan, self.reading, self._tried = None, None, False
        else:
            self.give_back()  # nothing is left but empty folders
        seconds = self.tools.clock() - self.begun
        for move in plan.moves:
            told = self._told[move.file]
            if move.verdict != "back":
                yield Happening(move.file, move.verdict, *told, seconds, move.target)

    def _remember(self, plan: Plan) -> None:
        """Have the files looked at again: they may have been written to since they settled."""
        for move in plan.moves:
            for file in self.claim.files:
                if str(file.path) == move.file:
                    digests = tuple(filter(None, [self._digests.get(file.path, "")]))
                    filed = Filed(Path(move.target), file.path, digests, file.size, file.mtime_ns)
                    self.tools.revisits.remember(filed, self.tools.clock())

    def _return(self) -> Iterator[Happening]:
        """Give back what was written to after the claim; what has vanished is gone."""
        there = [file for file in self.claim.files if self.claim.path(file).exists()]
        self.give_back()
        changed = "has changed since it settled, or its other side is gone; it will be looked at again"
        for file in self.claim.files:
            if file in there:
                yield Happening(str(file.path), "waiting", changed)
            else:
                yield Happening(str(file.path), "ignored", "was taken away before it was read")
