"""From a reading to the book: what is known already, what is kept, and what is told of it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from cardscan.book import Event, Original, Receipt
from cardscan.errors import (
    AlreadyKnownError,
    BookBusyError,
    BookCorruptError,
    BookFullError,
    BookReplacedError,
    CardscanError,
)
from cardscan.inbox.happenings import Telling, cards_told, contact_name, note, reason_told
from cardscan.inbox.moving.filing import planned
from cardscan.inbox.moving.journals import Plan, write_journal
from cardscan.inbox.outcomes import Sorting, moves_after_reading, place_for, sorted_files
from cardscan.inbox.revisiting import may_have_been
from cardscan.many.batch import Outcome
from cardscan.ocr.packs import what_to_install
from cardscan.picture.guard import too_many_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from cardscan.book import Book
    from cardscan.inbox.moving.claims import Claim
    from cardscan.inbox.moving.journals import Move
    from cardscan.inbox.places import Folders

Told: TypeAlias = dict[str, Telling]
"""By file: what to say of it once it is put away."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Keeping:
    """The book that a watcher keeps cards in, and the folders it puts their files into."""

    book: Book
    folders: Folders
    now: Callable[[], datetime]

    def duplicates(self, claim: Claim, digests: Mapping[Path, str]) -> tuple[Plan | None, Told]:
        """Return a plan for those of a claim's files that are known, None if none is."""
        moves, told = [], Told()
        for file in claim.files:
            known = [original.path for original in self.book.original(digests[file.path])]
            if known:
                target = place_for(file.path, "duplicate", self.folders, self.now())
                moves.append(planned(file.path, target, "duplicate", self.folders))
                told[str(file.path)] = Telling(f"the same file as {known[0]}, whose cards are in the book")
        return self._written(claim, moves), told

    def too_large(self, claim: Claim, largest: int) -> tuple[Plan | None, Told]:
        """Return a plan for those of a claim's files that are too large to be read, None if none is."""
        moves, told = [], Told()
        for file in claim.files:
            if file.size > largest:
                errors = (too_many_bytes(str(file.path), largest),)
                target = place_for(file.path, "failed", self.folders, self.now())
                text = note(file.path, errors, ())
                moves.append(planned(file.path, target, "failed", self.folders, note=text))
                told[str(file.path)] = Telling(reason_told(file.path, errors))
        return self._written(claim, moves), told

    def _written(self, claim: Claim, moves: list[Move]) -> Plan | None:
        if not moves:
            return None
        plan = Plan(tuple(moves), str(self.book.folder))
        write_journal(claim.journal, plan, self.folders)
        return plan

    def keep(
        self, claim: Claim, digests: Mapping[Path, str], outcome: Outcome, event: Event
    ) -> tuple[Plan, Told] | None:
        """Take the cards into the book and return where the files go; None if one is known meanwhile.

        The plan is on the disk before the book has the cards: whoever finds it asks the book
        whether it holds. Raises BookBusyError, BookFullError, OSError: nothing is kept yet, try again;
        BookCorruptError, BookReplacedError.
        """
        sorting = sorted_files(claim, digests, outcome)
        plan = self._planned(claim, digests, sorting, outcome)
        receipts: tuple[Receipt, ...] = ()
        try:
            if sorting.recorded:
                receipts = self._received(claim, plan, outcome, event)
        except AlreadyKnownError:
            return None
        except (BookBusyError, BookFullError, BookCorruptError, BookReplacedError, OSError):
            raise
        except Exception as error:  # a bug: the other files still have to come in
            _log.debug("unexpected error", exc_info=True)
            bug = CardscanError(f"{claim.files[0].path}: unexpected {type(error).__name__}: {error}")
            outcome = Outcome(outcome.source, errors=(bug,))
            sorting = sorted_files(claim, digests, outcome)
            plan = self._planned(claim, digests, sorting, outcome)
        return plan, _told(claim, sorting, outcome, receipts)

    def _planned(self, claim: Claim, digests: Mapping[Path, str], sorting: Sorting, outcome: Outcome) -> Plan:
        moves = moves_after_reading(claim, digests, sorting, outcome, self.folders, self.now())
        plan = Plan(moves, str(self.book.folder))
        write_journal(claim.journal, plan, self.folders)
        return plan

    def _received(self, claim: Claim, plan: Plan, outcome: Outcome, event: Event) -> tuple[Receipt, ...]:
        """Hand the cards to the book; () where an earlier attempt had got through after all."""
        originals = [
            Original(
                move.sha256,
                move.target,
                claim.token,
                earlier=may_have_been(Path(move.file), self.book, self.folders, self.now()),
            )
            for move in plan.moves
            if move.sha256
        ]
        try:
            return self.book.receive(originals, outcome.scans, event)
        except AlreadyKnownError:
            ours = [known.claim for original in originals for known in self.book.original(original.sha256)]
            if ours != [claim.token] * len(originals):
                raise
            return ()


def _told(claim: Claim, sorting: Sorting, outcome: Outcome, receipts: tuple[Receipt, ...]) -> Told:
    names = tuple(contact_name(scan) for scan in outcome.scans)
    kept = cards_told(outcome.scans, receipts, (*outcome.remarks, *what_to_install(outcome.unreadable)))
    uids = tuple(receipt.uid for receipt in receipts)
    first = sorting.recorded[0] if sorting.recorded else claim.files[0]
    told: Told = {}
    for file in claim.files:
        verdict = sorting.verdict(file)
        told[str(file.path)] = Telling(f"the other side of {first.path}")
        if verdict == "failed":
            why = reason_told(file.path, sorting.errors)
            told[str(file.path)] = Telling(why)
            if file == first and names:
                told[str(file.path)] = Telling(f"{why}; in the book: {kept}", names, uids)
        elif verdict == "duplicate":
            told[str(file.path)] = Telling(f"the same file as {first.path}")
        elif file == first:
            told[str(file.path)] = Telling(kept, names, uids)
    return told
