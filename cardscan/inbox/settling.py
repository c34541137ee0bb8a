"""Which files have stood still long enough to be whole, which belong together, and whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cardscan.sides import may_be_a_side, pair_sides

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from cardscan.inbox.looking import Seen


@dataclass(slots=True)
class Settling:
    """Remembers since when each file has looked the same, and those that have settled in their order.

    A copy over a network comes in chunks, scanners open and close a file several times,
    phones write under the final name: only time without any change tells that a file is whole.
    """

    settle_seconds: float
    pair_seconds: float
    """How much longer a picture of one side waits for that of the other."""
    _since: dict[Path, tuple[Seen, float]] = field(default_factory=dict)
    _queue: dict[Path, tuple[Seen, ...]] = field(default_factory=dict)
    """Groups that have settled, by their first paths."""
    _queued: dict[Path, Path] = field(default_factory=dict)
    """By path: the first path of its group."""

    @property
    def waiting(self) -> int:
        """How many files have come and were not taken."""
        return len(self._since) + len(self._queued)

    @property
    def unsettled(self) -> tuple[Path, ...]:
        """The files that may still be written to."""
        return tuple(self._since)

    def look(self, files: Sequence[Seen], gone: Collection[Path], now: float) -> list[Path]:
        """Note what a look found, and queue what has settled: its paths, which need no further look.

        A card's two sides are queued together, the front first. `files` is all that lies there and has
        not settled before, `gone` what had settled and is there no more; `now` is in seconds of a clock
        that never goes back. What has changed waits anew; what is gone is forgotten.
        """
        known = self._since
        self._since = {
            seen.path: known[seen.path] if seen.path in known and known[seen.path][0] == seen else (seen, now)
            for seen in files
        }
        for path in gone:
            self._unqueue(path)
        settled: list[Path] = []
        for group in self._grouped(now):
            if all(self._age(path, now) >= self._wait(group) for path in group):
                settled += group
                self.put_back(tuple(file for path in group for file in self._let_go(path)))
        return settled

    def take(self) -> tuple[Seen, ...]:
        """Return the group whose turn it is, and forget it; () where none has settled."""
        for first in self._queue:
            return self._unqueue(first)
        return ()

    def put_back(self, group: tuple[Seen, ...]) -> None:
        """Queue a group behind all others."""
        if group:
            self._queue[group[0].path] = group
            self._queued.update((file.path, group[0].path) for file in group)

    def _grouped(self, now: float) -> tuple[tuple[Path, ...], ...]:
        """Return the files that may have settled: each by itself, or with its card's other side.

        Only where one of them is marked as a side, the other files of its folder are looked at.
        """
        still = [path for path in self._since if self._age(path, now) >= self.settle_seconds]
        folders = {path.parent for path in still if may_be_a_side(path)}
        if not folders:
            return tuple((path,) for path in still)
        there = sorted(path for path in (*self._since, *self._queued) if path.parent in folders)
        pairs = (group for group in pair_sides(there) if any(path in self._since for path in group))
        return (*((path,) for path in still if path.parent not in folders), *pairs)

    def _let_go(self, path: Path) -> tuple[Seen, ...]:
        """Take a file out of those that wait, and of the queue where it was queued by itself."""
        return (self._since.pop(path)[0],) if path in self._since else self._unqueue(path)

    def _age(self, path: Path, now: float) -> float:
        return now - self._since[path][1] if path in self._since else float("inf")

    def _wait(self, group: tuple[Path, ...]) -> float:
        alone = len(group) == 1 and may_be_a_side(group[0])
        return self.settle_seconds + (self.pair_seconds if alone else 0)

    def _unqueue(self, path: Path) -> tuple[Seen, ...]:
        group = self._queue.pop(self._queued.get(path, path), ())
        for file in group:
            self._queued.pop(file.path, None)
        return group
