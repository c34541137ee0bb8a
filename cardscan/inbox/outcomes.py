"""What a reading means for the files of a claim: which are done, which failed and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.errors import MissingError, ReadingError
from cardscan.inbox.happenings import no_card, note
from cardscan.inbox.moving.filing import planned
from cardscan.many.batch import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from concurrent.futures import Future
    from datetime import datetime
    from pathlib import Path

    from cardscan.errors import CardscanError
    from cardscan.inbox.looking import Seen
    from cardscan.inbox.moving.claims import Claim
    from cardscan.inbox.moving.journals import Move
    from cardscan.inbox.places import FileVerdict, Folders
    from cardscan.model import CardScan


@dataclass(frozen=True, slots=True)
class Sorting:
    """The files of a claim that was read, sorted."""

    recorded: tuple[Seen, ...]
    """Those whose cards come into the book, or that are a blank side of one that does."""
    failed: tuple[Seen, ...]
    """Those that are put into failed/; they may be recorded too, where some pages were read."""
    errors: tuple[CardscanError, ...]

    def verdict(self, file: Seen) -> FileVerdict:
        """Return what becomes of a file of the claim."""
        if file in self.failed:
            return "failed"
        return "done" if file in self.recorded else "duplicate"


def sorted_files(claim: Claim, digests: Mapping[Path, str], outcome: Outcome) -> Sorting:
    """Sort the files; where one side of a card cannot be read, only that side has failed.

    Of two files with the same content, only the first comes into the book.
    """
    errors = outcome.errors
    if not outcome.scans:
        return Sorting((), claim.files, errors or tuple(no_card(file.path) for file in claim.files))
    shown = digests_in(outcome.scans) if errors else set(digests.values())
    good = {digests[file.path]: file for file in reversed(claim.files) if digests[file.path] in shown}
    recorded = tuple(file for file in claim.files if file in good.values())
    silent = tuple(file for file in claim.files if digests[file.path] not in shown)
    return Sorting(recorded, (silent or claim.files) if errors else (), errors)


def digests_in(scans: tuple[CardScan, ...]) -> set[str]:
    """Return the digests of all files that the cards were read from."""
    sources = [scan.source for scan in scans] + [face.source for scan in scans for face in scan.faces]
    return {source.sha256 for source in sources}


def moves_after_reading(
    claim: Claim,
    digests: Mapping[Path, str],
    sorting: Sorting,
    outcome: Outcome,
    folders: Folders,
    now: datetime,
) -> tuple[Move, ...]:
    """Return where the files of a claim go that was read."""
    moves = []
    for file in claim.files:
        verdict = sorting.verdict(file)
        recorded = file in sorting.recorded
        kept = outcome.scans if recorded else ()
        moves.append(
            planned(
                file.path,
                place_for(file.path, verdict, folders, now),
                verdict,
                folders,
                sha256=digests[file.path] if recorded else "",
                note=note(file.path, sorting.errors, kept) if verdict == "failed" else "",
            )
        )
    return tuple(moves)


def place_for(file: Path, verdict: FileVerdict, folders: Folders, now: datetime) -> Path:
    """Return where a file with this verdict is put."""
    month = f"{now:%Y-%m}" if verdict == "done" else ""
    return folders.filed / verdict / month / file


def outcome_of(reading: Future[Outcome], claim: Claim) -> Outcome:
    """Return what a reading gave; where its worker died, that is the outcome.

    Raises MissingError where no card can be read at all.
    """
    try:
        outcome = reading.result()
    except Exception as error:  # each kind of executor has its own
        name = str(claim.files[0].path)
        hint = "scan it by itself to see whether the picture is to blame, or the memory ran out"
        died = ReadingError(f"{name}: the worker that read it was lost ({type(error).__name__})", hint)
        return Outcome(name, errors=(died,))
    for missing in outcome.errors:
        if isinstance(missing, MissingError):
            raise missing
    return outcome


def worth_another_try(outcome: Outcome) -> bool:
    """Tell whether the reading broke down in a way that may not happen again."""
    return any(isinstance(error, ReadingError) for error in outcome.errors)
