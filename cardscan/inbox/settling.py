"""What comes into the folder: which files are whole, which belong together, and whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain, islice
from typing import TYPE_CHECKING

from cardscan.inbox.looking import Lookout
from cardscan.sides import may_be_a_side, pair_sides

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from cardscan.inbox.looking import Seen
    from cardscan.inbox.places import Folders

_LOOK_AT_MOST = 10
"""One part in so many of the time is spent looking."""


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

    def files(self, most: int) -> tuple[Path, ...]:
        """Return those that have come and were not taken, at most so many; whose turn is next comes first."""
        return tuple(islice(chain(self._queued, self._since), most))

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
        self._since = {}
        for seen in files:
            before = known.get(seen.path)
            self._since[seen.path] = before if before and before[0] == seen else (seen, now)
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


class Incoming:
    """The folder looked at every `poll_seconds`, or less often where a look takes long.

    With `once` only what lies there at the first look comes in, and what is expected.
    """

    def __init__(
        self, folders: Folders, largest: int, settling: Settling, poll_seconds: float, *, once: bool
    ) -> None:
        self.settling = settling
        self._folders = folders
        self._largest = largest
        self._poll_seconds = poll_seconds
        self._once = once
        self._lookout = Lookout(folders)
        self._refused: set[Path] = set()
        self._of_this_pass: set[Path] = set()
        self._looked = False
        self._next_look = float("-inf")

    def begin(self) -> None:
        """Look from now on, in folders that are there; raises OSError."""
        self._lookout = Lookout(self._folders, self._largest)

    @property
    def is_empty(self) -> bool:
        """Tell whether the last look found nothing that is still to be taken."""
        return not self.settling.waiting and self._next_look > float("-inf")

    def is_due(self, now: float) -> bool:
        """Tell whether it is time for another look."""
        return now >= self._next_look

    def look(self, now: float, clock: Callable[[], float]) -> list[tuple[Path, str]]:
        """Look, and return what is not taken and was not told before, with the reason.

        Raises OSError where the folder cannot be read.
        """
        listing = self._lookout.look()
        files = listing.files
        if self._once:
            if not self._looked:
                self._of_this_pass.update(file.path for file in files)
            files = [file for file in files if file.path in self._of_this_pass]
        for path in self.settling.look(files, listing.gone, now):
            self._lookout.settled(path)
        news = [(path, why) for path, why in listing.refused.items() if path not in self._refused]
        self._refused = set(listing.refused)
        self._looked = True
        self._next_look = now + max(self._poll_seconds, (clock() - now) * _LOOK_AT_MOST)
        return news

    def expect(self, *paths: Path) -> None:
        """Look soon, for these were put back."""
        self._of_this_pass.update(paths)
        self._next_look = float("-inf")

    def take(self) -> tuple[Seen, ...]:
        """Return the files whose turn it is; () where there are none."""
        return self.settling.take()

    def put_back(self, group: tuple[Seen, ...]) -> None:
        """Have the files wait for another turn, behind all others."""
        self.settling.put_back(group)

    def taken(self, group: tuple[Seen, ...]) -> None:
        """Let others come in under the names of files that were taken."""
        for file in group:
            self._lookout.forget(file.path)

    def refuse(self, group: tuple[Seen, ...], why: str) -> None:
        """Take the files no more, as long as they are there."""
        for file in group:
            self._lookout.refuse(file.path, why)
