"""What lies in the drop folder: files to take, what is passed over, and which event a file is of."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.book import Event
from cardscan.inbox.places import VERDICTS

if TYPE_CHECKING:
    from collections.abc import Iterator

_LITTER = (
    ".*", "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "~$*", "*.tmp", "*.part", "*.partial",
    "*.crdownload", "*.download", "@eadir", "#recycle", "$recycle.bin", "lost+found", "__macosx",
    "*.error.txt",
)  # fmt: skip
"""What systems, browsers and synchronisers leave, and this program's own notes; in lower case."""

_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ _-]+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was at one look."""

    path: Path
    """Relative to the watched folder."""
    size: int
    mtime_ns: int
    inode: int

    @classmethod
    def of(cls, path: Path, status: os.stat_result) -> Seen:
        """Return what is remembered of a file with this status."""
        return cls(path, status.st_size, status.st_mtime_ns, status.st_ino)


@dataclass(slots=True)
class Contents:
    """One look at the folder."""

    files: list[Seen] = field(default_factory=list)
    """In the order of their paths."""
    refused: dict[Path, str] = field(default_factory=dict)
    """What is not taken though it is no litter, and why."""


def look(inbox: Path) -> Contents:
    """Return what lies in the folder and below it, relative to it.

    Litter, hidden files and the program's own folders are left out; symbolic links are never
    followed. What vanishes while we look is left out. Raises OSError where the folder itself
    cannot be read.
    """
    found = Contents()
    _look(inbox, Path(), found)
    found.files.sort(key=lambda seen: seen.path)
    return found


def _look(inbox: Path, below: Path, found: Contents) -> None:
    for entry in _entries(inbox / below):
        path = below / entry.name
        if is_litter(entry.name) or (below == Path() and entry.name.casefold() in VERDICTS):
            continue
        try:
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISDIR(status.st_mode):
                _look(inbox, path, found)
            elif why := _refusal(status.st_mode):
                found.refused[path] = why
            else:
                found.files.append(Seen.of(path, status))
        except (FileNotFoundError, NotADirectoryError):
            continue
        except PermissionError:
            found.refused[path] = "may not be looked into; change its permissions, or take it away"


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        yield from list(entries)


def _refusal(mode: int) -> str:
    if stat.S_ISLNK(mode):
        return "is a symbolic link, which is not followed; drop the picture itself"
    return "" if stat.S_ISREG(mode) else "is a device or pipe, not a file; take it away"


def is_litter(name: str) -> bool:
    """Tell whether a file or folder of this name is nothing that a person dropped.

    >>> is_litter("._IMG_0001.jpg"), is_litter("Thumbs.db"), is_litter("IMG_0001.jpg")
    (True, True, False)
    """
    return any(fnmatchcase(name.lower(), pattern) for pattern in _LITTER)


def event_named(name: str) -> Event:
    """Return the event that a folder's name tells of.

    >>> event_named("2026-11-20 Chamber mixer")
    Event(name='Chamber mixer', date='2026-11-20')
    >>> event_named("Chamber mixer")
    Event(name='Chamber mixer', date='')
    """
    if match := _DATED.fullmatch(name.strip()):
        try:
            day = date.fromisoformat(match[1])
        except ValueError:  # such as the 31st of February
            return Event(name=name.strip())
        return Event(name=(match[2] or "").strip(), date=day.isoformat())
    return Event(name=name.strip())


def event_of(path: Path, default: Event) -> Event:
    """Return the event of a file: its first folder's, else the default."""
    return event_named(path.parts[0]) if len(path.parts) > 1 else default
