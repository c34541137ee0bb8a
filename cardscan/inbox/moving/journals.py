"""What is to become of a claim's files, written down before the first is moved.

Places are written as they lie below the folders, so that a drop folder that was moved is known again;
and a journal that names any other place is none of ours.
"""

from __future__ import annotations

import json
import logging
import os
import stat
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from cardscan import private
from cardscan.inbox.moving.spots import ANYBODY, Spot
from cardscan.inbox.places import FileVerdict
from cardscan.lasting import make_names_last

if TYPE_CHECKING:
    from cardscan.inbox.places import Folders

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Move:
    """One file's way out of a claim."""

    file: str
    """Its path within the claim, as in the watched folder."""
    verdict: FileVerdict | Literal["back"]
    target: str
    """The absolute path it goes to."""
    sha256: str = ""
    """Its digest, where its cards come into the book with it."""
    note: str = ""
    """What NAME.error.txt beside it says, or ""."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of a claim's files, or of some of them."""

    moves: tuple[Move, ...]
    book: str
    """The folder of the book that those of its files that have a digest are in."""

    @property
    def digests(self) -> tuple[str, ...]:
        """The digests that must be in the book before anything is moved."""
        return tuple(move.sha256 for move in self.moves if move.sha256)


def write_journal(journal: Path, plan: Plan, folders: Folders) -> None:
    """Write the plan down, whole and on the disk, in place of an earlier one."""
    moves = [
        asdict(move) | {"target": str(Path(move.target).relative_to(folders.root_of(move.verdict)))}
        for move in plan.moves
    ]
    temporary = journal.with_suffix(".tmp")
    temporary.unlink(missing_ok=True)
    with private.opened(temporary, "xb") as file:  # never through a link that lies there
        file.write(json.dumps({"moves": moves, "book": plan.book}).encode("ascii"))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(journal)
    make_names_last(journal.parent)


def read_journal(journal: Path, folders: Folders, owner: int = ANYBODY) -> Plan | None:
    """Return the plan that this user wrote down, None if there is none that can be understood."""
    try:
        with Spot(journal, None).opened() as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or owner not in (ANYBODY, status.st_uid):
                raise ValueError("it was written by another user")
            data = json.load(file)
        return Plan(tuple(_move(move, folders) for move in data["moves"]), data["book"])
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError) as error:  # then the files are looked at as new
        _log.warning("%s: is no journal: %s", journal, error)
        return None


def _move(data: dict[str, Any], folders: Folders) -> Move:
    """Return a move as it was written; raises ValueError where it leads out of the claim or the folders."""
    root = folders.root_of(data["verdict"])
    file = Path(data["file"])
    target = root / data["target"]  # an absolute path, as earlier versions wrote them, stays what it is
    if file.is_absolute() or ".." in (*file.parts, *target.parts) or not target.is_relative_to(root):
        raise ValueError(f"{file} may not go to {target}")
    return Move(str(file), data["verdict"], str(target), data.get("sha256", ""), data.get("note", ""))
