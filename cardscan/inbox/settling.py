"""Which files have stood still long enough to be whole, and which belong together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cardscan.sides import may_be_a_side, pair_sides

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cardscan.inbox.looking import Seen


@dataclass(slots=True)
class Settling:
    """Remembers since when each file has looked the same.

    A copy over a network comes in chunks, scanners open and close a file several times,
    phones write under the final name: only time without any change tells that a file is whole.
    """

    settle_seconds: float
    pair_seconds: float
    """How much longer a picture of one side waits for that of the other."""
    _since: dict[Path, tuple[Seen, float]] = field(default_factory=dict)

    def ready(self, files: Sequence[Seen], now: float) -> list[tuple[Seen, ...]]:
        """Return the files that have settled, those of a card's two sides together, the front first.

        `files` is all that lies there now; `now` is in seconds of a clock that never goes back.
        What has changed waits anew; what is gone is forgotten.
        """
        known = self._since
        self._since = {
            seen.path: known[seen.path] if seen.path in known and known[seen.path][0] == seen else (seen, now)
            for seen in files
        }
        return [
            tuple(self._since[path][0] for path in group)
            for group in pair_sides([seen.path for seen in files])
            if all(self._age(path, now) >= self._wait(group) for path in group)
        ]

    def _age(self, path: Path, now: float) -> float:
        return now - self._since[path][1]

    def _wait(self, group: tuple[Path, ...]) -> float:
        alone = len(group) == 1 and may_be_a_side(group[0])
        return self.settle_seconds + (self.pair_seconds if alone else 0)
