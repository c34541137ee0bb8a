"""Text boxes that stand together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from cardscan.model import Quad

    Floats = NDArray[np.float64]

_GAPS = (1.5, 3.0, 6.0, 12.0)
"""Widest gaps within a cluster, in heights of the text, from close to loose."""

_SAME_WAY = 0.35
"""Largest angle between lines of one card, in radians: perspective."""
_WAYS = 3
"""Directions tried."""
_SHORT = 2.5
"""Boxes that are fewer heights long have no sure direction."""


def clusters_of(text: Sequence[Quad]) -> tuple[tuple[int, ...], ...]:
    """Return the clusters of lines that run the same way, at several distances, as indices, each once."""
    if not text:
        return ()
    corners = np.array(text, np.float64).reshape(-1, 4, 2)
    heights = np.hypot(*(corners[:, 3] - corners[:, 0]).T)
    low, high = corners.min(axis=1), corners.max(axis=1)
    apart = np.maximum(low[:, np.newaxis] - high, low - high[:, np.newaxis]).clip(0)
    distance = np.hypot(apart[..., 0], apart[..., 1]) / max(float(np.median(heights)), 1.0)
    found: dict[tuple[int, ...], None] = {}
    for ways in _ways(corners, heights):
        for gap in _GAPS:
            for cluster in _linked(ways, distance[np.ix_(ways, ways)] <= gap):
                found.setdefault(cluster)
    return tuple(found)


def _ways(corners: Floats, heights: Floats) -> Iterator[NDArray[np.int64]]:
    """Yield the boxes that run each way that some run, the most text first, with short ones and without."""
    heading = (corners[:, 1] - corners[:, 0]) @ np.array([1, 1j])
    lengths = np.abs(heading)
    doubled = (heading / np.maximum(lengths, 1e-6)) ** 2
    short = lengths < _SHORT * heights
    left = ~short if not short.all() else np.ones_like(short)
    for _ in range(_WAYS):
        if not left.any():
            break
        agree = np.real(doubled[:, np.newaxis] * doubled.conj()) > np.cos(2 * _SAME_WAY)
        main = int(np.argmax(np.where(left, agree @ (lengths * left), -1)))
        yield np.flatnonzero(agree[main] | short)
        yield np.flatnonzero(agree[main] & ~short)
        left &= ~agree[main]


def _linked(members: NDArray[np.int64], near: NDArray[np.bool_]) -> list[tuple[int, ...]]:
    reach = near.copy()
    while True:
        wider = (reach.astype(np.float32) @ reach.astype(np.float32)) > 0
        if (wider == reach).all():
            break
        reach = wider
    return [tuple(map(int, members[row])) for row in np.unique(reach, axis=0)]
