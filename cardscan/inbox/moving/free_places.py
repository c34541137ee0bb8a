"""Where a file may be put: a place where nothing lies, in folders that are folders and nothing else."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NOTE = ".error.txt"
_LONGEST_NAME = 255


def free_place(wanted: Path, *, noted: bool = False) -> Path:
    """Return the path itself if nothing is there, else one with " (2)" or so before its suffix.

    With `noted`, its error note must be free as well.
    """
    for number in count(1):
        tail = (f" ({number})" if number > 1 else "") + wanted.suffix
        place = wanted.with_name(_fitting(wanted.stem, tail))
        if not os.path.lexists(place) and not (noted and os.path.lexists(note_of(place))):
            return place
    raise AssertionError("unreachable: numbers do not end")


def free_folder(wanted: Path, root: Path) -> Path:
    """Return the folder, each part below `root` with a number where a file or a link has its name."""
    place = root
    for name in wanted.relative_to(root).parts:
        place = next(
            numbered
            for number in count(1)
            if _may_be_a_folder(numbered := place / _fitting(name, f" ({number})" if number > 1 else ""))
        )
    return place


def note_of(file: Path) -> Path:
    """Return where the reason for a file's failure is told."""
    return file.with_name(_fitting(file.name, _NOTE))


def noted_below(folder: Path, most: int) -> Sequence[tuple[Path, str]]:
    """Return the files in a folder and below it that have notes, and these; the newest, at most so many.

    The newest comes last.
    """
    found: list[tuple[float, Path, str]] = []
    for place, _, names in os.walk(folder) if not folder.is_symlink() else ():
        for file in (Path(place, name) for name in names):
            with suppress(OSError, ValueError):
                note = note_of(file)
                if note.name in names and stat.S_ISREG(note.lstat().st_mode):
                    found.append((note.lstat().st_mtime, file, note.read_text(encoding="utf-8")))
    return [(file, note) for _, file, note in sorted(found)[-most:]]


def _may_be_a_folder(place: Path) -> bool:
    try:
        return stat.S_ISDIR(place.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return True


def _fitting(stem: str, tail: str) -> str:
    while len(os.fsencode(stem + tail)) > _LONGEST_NAME and stem:
        stem = stem[:-1]
    return stem + tail
