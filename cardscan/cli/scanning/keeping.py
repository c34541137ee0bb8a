"""Cards that were read, into the book, while their files stay where they are."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.book import Original
from cardscan.cli.report import counted, remark
from cardscan.errors import AlreadyKnownError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.book import Book, Event
    from cardscan.book.outcomes import ArrivalVerdict
    from cardscan.many.batch import Outcome

_TOLD: dict[ArrivalVerdict, str] = {
    "new": "new", "again": "known already", "renewed": "known, with news", "uncertain": "perhaps known"
}  # fmt: skip


@dataclass(slots=True)
class Keeper:
    """Takes the cards of one file after the other into a book, each file's whole or not at all."""

    book: Book
    event: Event
    verdicts: Counter[ArrivalVerdict] = field(default_factory=Counter)
    known_files: int = 0
    """Files whose cards the book had already."""

    def keep(self, outcome: Outcome) -> None:
        """Take the file's cards into the book; one that it knows by its content is said to be known."""
        if not outcome.scans:
            return
        try:
            receipts = self.book.receive(_originals(outcome), outcome.scans, self.event)
        except AlreadyKnownError:
            self.known_files += 1
            remark(f"{outcome.source}: its cards are in the book already")
            return
        self.verdicts.update(receipt.verdict for receipt in receipts)

    def summary(self) -> Iterator[str]:
        """Yield what was kept, in a line, and what to do about what is uncertain."""
        told = [
            f"{self.verdicts[verdict]} {word}" for verdict, word in _TOLD.items() if self.verdicts[verdict]
        ]
        told += [f"{counted(self.known_files, 'file')} kept before"] if self.known_files else []
        yield f"kept in the book {self.book.folder}: {', '.join(told) or 'nothing'}"
        if self.verdicts["uncertain"]:
            yield "`cardscan duplicates` shows those perhaps known beside those they resemble"


def _originals(outcome: Outcome) -> list[Original]:
    """Return the files that the cards were seen in, each once."""
    sources = [face.source for scan in outcome.scans for face in scan.faces]
    sources += [scan.source for scan in outcome.scans]
    paths = {source.sha256: source.path for source in sources}
    return [Original(sha256, _absolute(path)) for sha256, path in paths.items()]


def _absolute(path: str) -> str:
    return path if path == "-" else str(Path(path).absolute())
