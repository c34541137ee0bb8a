"""What a watcher is doing, file by file, for those who look on while it works: a page, a phone, a program."""

from __future__ import annotations

import hashlib
import os
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from cardscan.inbox.moving.filing import put
from cardscan.inbox.moving.free_places import free_place, noted_below
from cardscan.inbox.moving.spots import spot
from cardscan.inbox.revisiting import forget_note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cardscan.inbox.happenings import Happening
    from cardscan.inbox.moving.spots import Spot
    from cardscan.inbox.places import Folders

State: TypeAlias = Literal["waiting", "reading", "done", "duplicate", "failed", "ignored"]

_UNDER_WAY = ("waiting", "reading")
MOST = 300
"""Files of each state that are remembered; of those that wait, the ones whose turn is next."""
_NOTE_LINES = ("What to do: ", "Kept in the book: ", "No card of this file", "To try again")


@dataclass(frozen=True, slots=True)
class Row:
    """One file, and what is known of it."""

    file: str
    """Its path in the watched folder."""
    state: State
    place: Path
    """Where it lies now."""
    text: str = ""
    """What happened, and what to do where there is something to do."""
    uids: tuple[str, ...] = ()
    """The contacts whose cards it shows."""
    cards: int = 0

    @property
    def number(self) -> str:
        """What addresses call it by: nothing of its name is in it."""
        return hashlib.sha256(os.fsencode(self.file)).hexdigest()[:16]

    @property
    def under_way(self) -> bool:
        """Tell whether it is still to be read."""
        return self.state in _UNDER_WAY


class Board:
    """The rows of one drop folder. One thread watches and tells; any thread may look."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self.trouble = ""
        """Why nothing is read at the moment, or ""."""
        self.waiting = 0
        """How many files wait, those without a row among them."""
        self._lock = threading.Lock()
        self._rows: dict[str, Row] = {}
        """By path, in the order in which they came into their state."""

    def recall(self) -> None:
        """Take up the files that failed earlier and whose notes are still there."""
        failed = self.folders.filed / "failed"
        with self._lock:
            for place, note in noted_below(failed, MOST):
                file = str(place.relative_to(failed))
                self._set(Row(file, "failed", place, _reason(note, file)))

    def expect(self, file: str) -> None:
        """Show a file that was just put into the folder, before the watcher has seen it."""
        with self._lock:
            if not self._rows.get(file, _NOTHING).under_way:
                self._set(Row(file, "waiting", self.folders.inbox / file))

    def tell(self, happening: Happening) -> None:
        """Note what became of a file, or what it waits for."""
        if happening.file == ".":
            return
        with self._lock:
            known = self._rows.get(happening.file)
            place = Path(happening.place) if happening.place else self.folders.inbox / happening.file
            row = Row(
                happening.file, happening.verdict, place, happening.text, happening.uids,
                len(happening.contacts),
            )  # fmt: skip
            if happening.verdict == "waiting" and known and known.under_way:
                row = replace(known, text=happening.text)
            self._set(row)

    def look(self, waiting: Sequence[Path], reading: Mapping[Path, Path], count: int, trouble: str) -> None:
        """Note which files wait, at most MOST of `count`, which are in hand and where they lie."""
        with self._lock:
            self.waiting, self.trouble = count, trouble
            there = {str(path): Row(str(path), "waiting", self.folders.inbox / path) for path in waiting}
            there |= {str(path): Row(str(path), "reading", place) for path, place in reading.items()}
            for file, row in there.items():
                known = self._rows.get(file, _NOTHING)
                if known.state != row.state:
                    self._set(row)
                elif known.place != row.place:
                    self._rows[file] = replace(known, place=row.place)
            for file, row in list(self._rows.items()):
                if row.under_way and file not in there and not (self.folders.inbox / file).exists():
                    del self._rows[file]

    def rows(self) -> tuple[Row, ...]:
        """Return all rows, those last that came into their state last; failed ones while they lie there."""
        with self._lock:
            for file, row in list(self._rows.items()):
                if row.state == "failed" and not row.place.exists():
                    del self._rows[file]
            return tuple(self._rows.values())

    def row(self, number: str) -> Row | None:
        """Return the row that an address names."""
        return next((row for row in self.rows() if row.number == number), None)

    def try_again(self, row: Row) -> None:
        """Put a file that failed back into the folder; raises OSError where that cannot be."""
        inbox = self.folders.inbox
        target = inbox / row.file
        with spot(self.folders.filed, row.place) as source:
            while not _put(source, target := free_place(target), inbox):
                pass
        forget_note(row.place)
        with self._lock:
            self._rows.pop(row.file, None)
        self.expect(str(target.relative_to(inbox)))

    def let_lie(self, row: Row) -> None:
        """Show a file that failed no more: it stays where it is, without its note."""
        forget_note(row.place)
        with self._lock:
            self._rows.pop(row.file, None)

    def _set(self, row: Row) -> None:
        """Put a row at the end; of each state, the oldest ones are forgotten."""
        self._rows.pop(row.file, None)
        self._rows[row.file] = row
        same = [file for file, known in self._rows.items() if known.state == row.state]
        for file in same[:-MOST]:
            del self._rows[file]


def _put(source: Spot, target: Path, inbox: Path) -> bool:
    with spot(inbox, target, make=True) as goal:
        return put(source, goal)


_NOTHING = Row("", "ignored", Path())


def _reason(note: str, file: str) -> str:
    """Return the reason for a failure, in one line, from the note beside the file; see happenings.note."""
    lines = note.splitlines()
    reasons = [line.removeprefix(f"{file}: ") for line in lines if line and not line.startswith(_NOTE_LINES)]
    hints = [f"({line.removeprefix(_NOTE_LINES[0])})" for line in lines if line.startswith(_NOTE_LINES[0])]
    return " ".join(("; ".join(reasons), *hints))
