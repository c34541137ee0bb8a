"""What was put away and has changed since: a scanner that adds a page, a copy that was not whole.

A file is looked at again within the hour after it was filed, ever less often; at the start, those that
an earlier watcher filed within the last hour.
"""

from __future__ import annotations

import heapq
import os
import stat
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.inbox.happenings import is_our_note
from cardscan.inbox.moving.filing import sha256_of
from cardscan.inbox.moving.free_places import note_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from cardscan.book import Book
    from cardscan.inbox.places import Folders

_FOR = timedelta(hours=1)
_UNKNOWN = (-1, -1)
_AT_LEAST = 2.0
"""Seconds between two looks at a file; later, a quarter of the time since it was filed."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A file that was put away."""

    place: Path
    """Where it lies now."""
    file: Path
    """Where it lay, relative to the watched folder."""
    digests: tuple[str, ...]
    """Those it has had when it was read; () where nobody knows them."""
    size: int
    mtime_ns: int

    def now(self, status: os.stat_result) -> Filed:
        """Return the same with the size and time that the file has now."""
        return replace(self, size=status.st_size, mtime_ns=status.st_mtime_ns)


@dataclass(slots=True)
class Revisits:
    """The files that are looked at again; `largest` is how many bytes a file may have that is read."""

    largest: int
    _due: list[tuple[float, int, float, Filed]] = field(default_factory=list)
    """A heap: when it is due, a number that makes it unique, when it was filed."""
    _count: int = 0

    def remember(self, filed: Filed, now: float) -> None:
        """Look at the file again for a while."""
        self._push(filed, now, now)

    def changed(self, now: float) -> Iterator[Filed]:
        """Yield those that are due and are no longer what was read."""
        while self._due and self._due[0][0] <= now:
            _, _, since, filed = heapq.heappop(self._due)
            with suppress(OSError):  # it was taken away
                status = filed.place.lstat()
                if _is_as_it_was(filed, status):
                    self._push(filed, since, now)
                elif self._is_another(filed, status):
                    yield filed
                else:
                    self._push(filed.now(status), since, now)

    def begin(self, book: Book, folders: Folders, at: datetime, now: float) -> None:
        """Look at what was filed within the last hour, by whichever watcher, and at all that failed."""
        since = at.astimezone(UTC) - _FOR
        digests: dict[Path, tuple[str, ...]] = {}  # several of a file that has grown before
        for original in book.originals_since(f"{since:%Y-%m-%dT%H:%M:%SZ}"):
            place = Path(original.path)
            digests[place] = (*digests.get(place, ()), original.sha256)
        for place in digests:
            if place.is_relative_to(folders.filed):
                filed = Filed(place, folders.file_of(place), digests[place], *_UNKNOWN)
                with suppress(OSError):
                    self._begin(filed, since, now)
        failed = folders.filed / "failed"
        for folder, _, names in os.walk(failed) if not failed.is_symlink() else ():
            for place in (Path(folder, name) for name in names):
                with suppress(OSError):
                    noted, status = note_of(place).lstat(), place.lstat()
                    filed = Filed(place, folders.file_of(place), (), *_seen(status))
                    if status.st_mtime_ns > noted.st_mtime_ns:
                        self._push(replace(filed, size=-1), now, now)
                    else:
                        self._begin(filed, since, now)

    def _begin(self, filed: Filed, since: datetime, now: float) -> None:
        """Remember a file that was moved or written lately; where it was written last, it is due at once."""
        status = filed.place.lstat()
        if status.st_ctime >= since.timestamp():
            moved_last = status.st_mtime_ns < status.st_ctime_ns
            self._push(filed.now(status) if moved_last else filed, now, now)

    def _push(self, filed: Filed, since: float, now: float) -> None:
        if now - since < _FOR.total_seconds():
            self._count += 1
            due = now if filed.size < 0 else now + max(_AT_LEAST, (now - since) / 4)
            heapq.heappush(self._due, (due, self._count, since, filed))

    def _is_another(self, filed: Filed, status: os.stat_result) -> bool:
        """Tell whether the file has other content now, and such as may be read."""
        if not stat.S_ISREG(status.st_mode) or status.st_size > self.largest:
            return False
        return sha256_of(filed.place) not in filed.digests if filed.digests else True


def forget_note(place: Path) -> None:
    """Remove the note beside a file that failed, if it is ours."""
    note = note_of(place)
    with suppress(OSError, ValueError):
        if stat.S_ISREG(note.lstat().st_mode) and is_our_note(note.read_text(encoding="utf-8")):
            note.unlink()


def _is_as_it_was(filed: Filed, status: os.stat_result) -> bool:
    return (filed.size, filed.mtime_ns) == _seen(status)


def _seen(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns
