"""Files that were copied to another disk, kept for a while: who has one open still writes into it.

Each lies in FOLDER/.work/kept/NAME as it lay in FOLDER, and beside it NAME.json tells where its copy is and
which content was read.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.inbox.moving.journals import Move, Plan, read_journal, write_journal
from cardscan.inbox.moving.spots import Spot, moved, spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.inbox.places import Folders

_KEPT = "kept"


def keep(move: Move, token: str, folders: Folders, owner: int, source: Spot, digest: str) -> None:
    """Keep the source of a claim's file that was copied where the move says; raises OSError."""
    place = folders.work / _KEPT / sha256(os.fsencode(f"{token}/{move.file}")).hexdigest()[:32]
    with spot(folders.inbox, place / move.file, make=True, owner=owner) as target:
        as_read = replace(move, sha256=move.sha256 or digest, note="")
        write_journal(place.with_suffix(".json"), Plan((as_read,), ""), folders)
        moved(source, target)


@dataclass(slots=True)
class Kept:
    """The files that are kept in one drop folder."""

    folders: Folders
    _known: set[str] = field(default_factory=set)
    _listed: int = 0
    """When the folder had last changed at the last look."""

    def news(self) -> Iterator[tuple[Path, Move]]:
        """Yield the files that have come since the last look, by whichever watcher, with how they moved."""
        folder = self.folders.work / _KEPT
        try:
            changed = folder.lstat().st_mtime_ns
        except FileNotFoundError:
            return
        if changed == self._listed:
            return
        self._listed = changed
        names = {entry.name for entry in folder.iterdir() if entry.suffix == ".json"}
        for name in sorted(names - self._known):
            plan = read_journal(folder / name, self.folders, folder.lstat().st_uid)
            for move in plan.moves if plan else ():
                yield (folder / name).with_suffix("") / move.file, move
        self._known = names

    def forget(self, place: Path) -> None:
        """Remove a file that is kept no longer, if it is there, and what tells of it."""
        folder = self.folders.work / _KEPT
        name, *_ = place.relative_to(folder).parts
        with suppress(FileNotFoundError), spot(self.folders.inbox, place) as source:
            source.unlink()
        for inner in place.parents[: len(place.relative_to(folder).parts) - 1]:
            with suppress(FileNotFoundError):
                inner.rmdir()
        (folder / f"{name}.json").unlink(missing_ok=True)
        with suppress(OSError):  # others are kept
            folder.rmdir()
