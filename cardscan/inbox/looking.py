"""What lies in the drop folder: files to take, what is passed over, and which event a file is of."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from datetime import date
from fnmatch import translate
from pathlib import Path

from cardscan.book import Event
from cardscan.inbox.places import VERDICTS, Folders

_LITTER = (
    ".*", "thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "~$*", "*.tmp", "*.part", "*.partial",
    "*.crdownload", "*.download", "@eadir", "#recycle", "$recycle.bin", "lost+found", "__macosx",
    "*.error.txt",
)  # fmt: skip
"""What systems, browsers and synchronisers leave, and this program's own notes; in lower case."""

_LITTER_NAME = re.compile("|".join(map(translate, _LITTER)))

_DEEPEST = 32
"""Folders one in the other."""
_PATH_MAX = 4096

ELSEWHERE = "lies on another disk, from which nothing can be taken at once; watch it by itself"
"""Why a folder that another disk is mounted on is refused."""

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
    """Those that have not settled yet, by folder and name."""
    gone: set[Path] = field(default_factory=set)
    """Those that had settled and are there no more."""
    refused: dict[Path, str] = field(default_factory=dict)
    """What is not taken though it is no litter, and why."""


class Lookout:
    """Looks at a drop folder again and again, and only at what is new or still changes.

    Of what has settled, and of litter, only the names are compared with the folder's: a look at a folder
    of many thousand files costs next to nothing while they wait.
    """

    def __init__(self, folders: Folders, largest: int = 0) -> None:
        """`largest`: what has more bytes is not moved to another disk, which takes long; 0 for no limit."""
        self._inbox = inbox = folders.inbox
        self._passed: dict[Path, set[str]] = {}
        """By folder: the names that need no further look."""
        self._unsettled: dict[Path, dict[str, Seen]] = {}
        """By folder and name: what was found at the last look."""
        self._apart: dict[Path, str] = {}
        self._longest = _longest_path(inbox) - len(os.fsencode(inbox)) - folders.longer_by
        self._largest = 0 if folders.on_one_disk else largest

    def look(self) -> Contents:
        """Return what lies in the folder and below it, relative to it.

        Litter, hidden files and the program's own folders are left out; symbolic links are never
        followed. What vanishes while we look is left out, and what cannot be looked into keeps nobody
        from the rest. Raises OSError where the folder itself cannot be read.
        """
        found = Contents()
        disk = self._inbox.stat().st_dev
        passed, unsettled, folders = self._passed, self._unsettled, [Path()]
        self._passed, self._unsettled = {}, {}
        while folders:
            below = folders.pop(0)
            try:
                names = set(os.listdir(self._inbox / below))  # noqa: PTH208 - names alone, of many thousands
            except OSError as error:
                if below == Path():
                    self._passed, self._unsettled = passed, unsettled
                    raise
                if not isinstance(error, FileNotFoundError):
                    found.refused[below] = _unlistable(error)
                continue
            before = passed.pop(below, set())
            found.gone.update(below / name for name in before - names if not is_litter(name))
            known = self._passed[below] = before & names
            self._unsettled[below] = {}
            for name in sorted(names - known):
                seen = unsettled.get(below, {}).get(name)
                if seen is None or not self._is_as_it_was(seen, found):
                    folders += self._look_at(below / name, found, known, disk)
        for folder, before in passed.items():
            found.gone.update(folder / name for name in before)
        return found

    def settled(self, path: Path) -> None:
        """Look at the file no more until it has gone."""
        self._unsettled.get(path.parent, {}).pop(path.name, None)
        self._passed.setdefault(path.parent, set()).add(path.name)

    def forget(self, path: Path) -> None:
        """Look at what lies there as if it had just come."""
        self._passed.get(path.parent, set()).discard(path.name)

    def refuse(self, path: Path, why: str) -> None:
        """Take what lies there no more."""
        self.forget(path)
        self._unsettled.get(path.parent, {}).pop(path.name, None)
        self._apart[path] = why

    def _is_as_it_was(self, seen: Seen, found: Contents) -> bool:
        """Note a file that is as it was at the last look; of thousands that wait, nothing else is asked."""
        try:
            status = os.lstat(f"{self._inbox}/{seen.path}")
        except OSError:
            return False
        if (status.st_size, status.st_mtime_ns, status.st_ino) != (seen.size, seen.mtime_ns, seen.inode):
            return False
        found.files.append(seen)
        self._unsettled[seen.path.parent][seen.path.name] = seen
        return True

    def _look_at(self, path: Path, found: Contents, known: set[str], disk: int) -> tuple[Path, ...]:
        """Note what lies at a path; return it where it is a folder to look into."""
        if is_litter(path.name):
            known.add(path.name)
            return ()
        try:
            status = (self._inbox / path).lstat()
        except (FileNotFoundError, NotADirectoryError):
            self._apart.pop(path, None)
            return ()
        except OSError as error:
            found.refused[path] = _unlistable(error)
            return ()
        is_folder = stat.S_ISDIR(status.st_mode)
        if is_folder and len(path.parts) == 1 and path.name.casefold() in VERDICTS:
            return ()
        if why := self._apart.get(path, "") or self._refusal(path, status, disk):
            found.refused[path] = why
        elif is_folder:
            return (path,)
        else:
            seen = Seen.of(path, status)
            found.files.append(seen)
            self._unsettled[path.parent][path.name] = seen
        return ()

    def _refusal(self, path: Path, status: os.stat_result, disk: int) -> str:
        if stat.S_ISLNK(status.st_mode):
            return "is a symbolic link, which is not followed; drop the picture itself"
        if not (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode)):
            return "is a device or pipe, not a file; take it away"
        if stat.S_ISDIR(status.st_mode):
            if status.st_dev != disk:
                return ELSEWHERE
            return "is nested too deep; move it further up" if len(path.parts) > _DEEPEST else ""
        if self._largest and status.st_size > self._largest:
            return f"is larger than the limit of {self._largest / 1e6:g} MB, and failed/ is on another disk"
        too_long = len(os.fsencode(path)) > self._longest
        return "has too long a path; move it further up, or give it a shorter name" if too_long else ""


def _longest_path(folder: Path) -> int:
    try:
        return os.pathconf(folder, "PC_PATH_MAX")
    except (AttributeError, ValueError, OSError):
        return _PATH_MAX


def _unlistable(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "may not be looked into; change its permissions, or take it away"
    return f"cannot be looked into: {error.strerror}"


def is_litter(name: str) -> bool:
    """Tell whether a file or folder of this name is nothing that a person dropped.

    >>> is_litter("._IMG_0001.jpg"), is_litter("Thumbs.db"), is_litter("IMG_0001.jpg")
    (True, True, False)
    """
    return _LITTER_NAME.match(name.lower()) is not None


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
