"""What came of the files of one call, counted; the exit code follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cardscan.errors import CardscanError, ExitCode, NoCardError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.many.batch import Outcome
    from cardscan.model import CardScan

NAMED = 10
"""Doubtful cards that are named."""


@dataclass(slots=True)
class Report:
    """Counts over the files of one call."""

    files: int = 0
    cards: int = 0
    to_review: int = 0
    """Cards that a person should look at."""
    doubtful: list[CardScan] = field(default_factory=list)
    """The first few of those, without their pictures."""
    failures: list[ExitCode] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)
    """The scripts that nobody could read, as far as they were told of."""

    def add(self, outcome: Outcome) -> tuple[CardscanError, ...]:
        """Count a file, or two sides; return what to tell the user about it."""
        self.cards += len(outcome.scans)
        doubtful = [replace(scan, faces=()) for scan in outcome.scans if scan.needs_review]
        self.to_review += len(doubtful)
        self.doubtful += doubtful[: NAMED - len(self.doubtful)]
        errors: tuple[CardscanError, ...] = outcome.errors
        names = [name for name in (outcome.source, outcome.back) if name]
        if not errors and not outcome.scans:
            errors = tuple(NoCardError(f"{name}: no card found") for name in names)
        return self.add_failed(errors, files=len(names))

    def scripts_new_in(self, outcome: Outcome) -> tuple[str, ...]:
        """Return the scripts of letters that nobody could read, each when a call first comes upon it."""
        new = tuple(script for script in outcome.unreadable if script not in self.unreadable)
        self.unreadable.update(new)
        return new

    def add_failed(self, errors: Iterable[CardscanError], *, files: int = 1) -> tuple[CardscanError, ...]:
        """Count files that gave these errors, if any, at most one a file."""
        told = tuple(errors)
        self.files += files
        self.failures += [error.exit_code for error in told]
        return told

    @property
    def exit_code(self) -> ExitCode:
        """0 where all went well; the failure's own code where all failed alike; else 10.

        >>> Report(files=2, failures=[ExitCode.BAD_INPUT] * 2).exit_code.name
        'BAD_INPUT'
        >>> Report(files=3, cards=1, failures=[ExitCode.BAD_INPUT] * 2).exit_code.name
        'SOME_FAILED'
        """
        if not self.failures:
            return ExitCode.OK
        alike = len(set(self.failures)) == 1
        return self.failures[0] if alike and len(self.failures) == self.files else ExitCode.SOME_FAILED
