"""What was put away and has changed since: a scanner that adds a page, a copy that was not whole.

A file is looked at again within the hour after it was filed, ever less often; at the start, those that
an earlier watcher filed within the last hour. Of what was copied to another disk, the source is looked at,
too, and removed when the hour is over.
"""

from __future__ import annotations

import heapq
import os
import re
import stat
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.inbox.happenings import is_our_note
from cardscan.inbox.moving.filing import digest_at, sha256_of
from cardscan.inbox.moving.free_places import note_of
from cardscan.inbox.moving.spots import spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.book import Book
    from cardscan.inbox.moving.kept import Kept
    from cardscan.inbox.moving.spots import Spot
    from cardscan.inbox.places import Folders

_FOR = timedelta(hours=1)
_CLOCKS_APART = timedelta(minutes=1)
"""By how much a share's clock and ours may differ."""
_UNKNOWN = (-1, -1)
_NUMBER = re.compile(r" \(\d+\)$")
"""What a file's name was made free with."""
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
    copy: Path | None = None
    """Where its copy lies, if it is a source that is kept for a while."""

    def now(self, status: os.stat_result) -> Filed:
        """Return the same with the size and time that the file has now."""
        return replace(self, size=status.st_size, mtime_ns=status.st_mtime_ns)


@dataclass(slots=True)
class Revisits:
    """The files that are looked at again; `largest` is how many bytes a file may have that is read."""

    largest: int
    kept: Kept
    _due: list[tuple[float, int, float, Filed]] = field(default_factory=list)
    """A heap: when it is due, a number that makes it unique, when it was filed."""
    _count: int = 0

    def remember(self, filed: Filed, now: float) -> None:
        """Look at the file again for a while, though not at once."""
        self._push(filed, now, now, rest=_AT_LEAST)

    def changed(self, now: float) -> Iterator[Filed]:
        """Yield those that are due and are no longer what was read."""
        while self._due and self._due[0][0] <= now:
            _, _, since, filed = heapq.heappop(self._due)
            root = self.kept.folders.root_of("done" if filed.copy is None else "back")
            with suppress(OSError), spot(root, filed.place) as place:  # it may have been taken away
                status = place.status()
                last = filed.copy is not None and now - since >= _FOR.total_seconds()
                if (last or not _is_as_it_was(filed, status)) and self._is_another(filed, status, place):
                    yield filed
                elif last:
                    self.kept.forget(filed.place)
                else:
                    self._push(filed.now(status), since, now)

    def let_go(self, filed: Filed, back: Path) -> None:
        """Remove the note of a file that is back in the folder, and of a source that grew its copy."""
        copy = filed.copy
        forget_note(copy or filed.place)
        if copy is None:
            return
        with suppress(OSError), spot(self.kept.folders.filed, copy) as place:
            grew = back.lstat().st_size >= place.status().st_size
            if grew and digest_at(place) in filed.digests:  # nobody has changed it: it is in the source
                place.unlink()
        self.kept.forget(filed.place)

    def begin(self, book: Book, folders: Folders, at: datetime, now: float) -> None:
        """Look at what was filed within the last hour, by whichever watcher, and at all that failed."""
        since = at.astimezone(UTC) - _FOR
        known: dict[Path, tuple[str, ...]] = {}  # several digests of a file that has grown before
        received: dict[Path, datetime] = {}
        for original in book.originals_since(_moment(since)):
            place = Path(original.path)
            known[place] = (*known.get(place, ()), original.sha256)
            received[place] = datetime.fromisoformat(original.received)
        for place, digests in known.items():
            if place.is_relative_to(folders.filed):
                with suppress(OSError):
                    filed = Filed(place, folders.file_of(place), digests, *_UNKNOWN)
                    compared = place.lstat().st_mtime >= (received[place] - _CLOCKS_APART).timestamp()
                    self._begin(filed, since, now, compared=compared)
        for place in _below(folders.filed / "failed"):
            with suppress(OSError):
                noted, status = note_of(place).lstat(), place.lstat()
                filed = Filed(place, folders.file_of(place), (), *_seen(status))
                if status.st_mtime_ns > noted.st_mtime_ns:
                    self._push(replace(filed, size=-1), now, now)
                else:
                    self._begin(filed, since, now)
        for place in _below(folders.filed / "duplicate"):
            with suppress(OSError):
                self._begin_duplicate(place, book, folders, since, now)

    def look_for_kept(self, at: datetime, now: float) -> None:
        """Look at the sources that were kept since the last time, by whichever watcher."""
        for place, move in self.kept.news():
            filed = Filed(place, Path(move.file), (move.sha256,), *_UNKNOWN, Path(move.target))
            with suppress(OSError):
                age = at.timestamp() - place.lstat().st_ctime
                self._push(filed, now - max(age, 0.0), now)

    def _begin_duplicate(
        self, place: Path, book: Book, folders: Folders, since: datetime, now: float
    ) -> None:
        """Remember a file that was moved or written lately; what the book does not have is due at once."""
        status = place.lstat()
        if status.st_ctime < since.timestamp() or status.st_size > self.largest:
            return
        digest = sha256_of(place) if stat.S_ISREG(status.st_mode) else ""
        known = bool(book.original(digest))
        digests, seen = ((digest,), _seen(status)) if known else ((), _UNKNOWN)
        self._push(Filed(place, folders.file_of(place), digests, *seen), now, now)

    def _begin(self, filed: Filed, since: datetime, now: float, *, compared: bool = False) -> None:
        """Remember a file that was moved or written lately; due at once if it is to be compared."""
        status = filed.place.lstat()
        if status.st_ctime >= since.timestamp():
            moved_last = status.st_mtime_ns < status.st_ctime_ns
            self._push(filed.now(status) if moved_last and not compared else filed, now, now)

    def _push(self, filed: Filed, since: float, now: float, rest: float = 0.0) -> None:
        if filed.copy is not None or now - since < _FOR.total_seconds():
            self._count += 1
            due = now + rest if filed.size < 0 else now + max(_AT_LEAST, (now - since) / 4)
            heapq.heappush(self._due, (due, self._count, since, filed))

    def _is_another(self, filed: Filed, status: os.stat_result, place: Spot) -> bool:
        """Tell whether the file has other content now, and such as may be read, or must not be removed."""
        if not stat.S_ISREG(status.st_mode):
            return False
        if status.st_size > self.largest:
            return filed.copy is not None
        return not filed.digests or digest_at(place) not in filed.digests


def may_have_been(file: Path, book: Book, folders: Folders, at: datetime) -> tuple[str, ...]:
    """Return the digests of what was filed lately under the file's name, and is gone from its place.

    It may be the file before it grew, whichever watcher brought it back; or somebody took that away, and
    this is another of the same name: the book compares their cards.
    """
    namesakes: dict[Path, list[str]] = {}
    stem = _NUMBER.sub("", file.stem)
    for original in book.originals_since(_moment(at.astimezone(UTC) - 2 * _FOR)):
        if stem in original.path:  # of a pile, few get so far
            place = Path(original.path)
            if place.is_relative_to(folders.filed) and _are_namesakes(folders.file_of(place), file):
                namesakes.setdefault(place, []).append(original.sha256)
    return tuple(
        digest
        for place, digests in namesakes.items()
        for digest in (digests[:-1] if os.path.lexists(place) else digests)  # the last one lies there
    )


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _are_namesakes(first: Path, second: Path) -> bool:
    """Tell whether two files have one name, or one of them has it with a number."""
    if first.parent != second.parent or first.suffix != second.suffix:
        return False
    bare = {_NUMBER.sub("", file.stem) for file in (first, second)}
    return len(bare) == 1 and (first == second or not bare.isdisjoint((first.stem, second.stem)))


def _below(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder of ours and below it; none where it is a link."""
    for place, _, names in os.walk(folder) if not folder.is_symlink() else ():
        yield from (Path(place, name) for name in names)


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
