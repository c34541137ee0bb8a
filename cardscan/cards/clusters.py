"""Text boxes that stand together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import Quad

_GAPS = (1.5, 3.0, 6.0, 12.0)
"""Widest gaps within a cluster, in heights of the text, from close to loose."""


def clusters_of(text: Sequence[Quad]) -> tuple[tuple[int, ...], ...]:
    """Return the clusters at several distances, as indices, each once; all text is the last."""
    if not text:
        return ()
    corners = np.array(text, np.float64).reshape(-1, 4, 2)
    heights = np.hypot(*(corners[:, 3] - corners[:, 0]).T)
    low, high = corners.min(axis=1), corners.max(axis=1)
    apart = np.maximum(low[:, np.newaxis] - high, low - high[:, np.newaxis]).clip(0)
    distance = np.hypot(apart[..., 0], apart[..., 1]) / max(float(np.median(heights)), 1.0)
    found = {tuple(range(len(text))): None}
    for gap in _GAPS:
        for cluster in _linked(distance <= gap):
            found.setdefault(cluster)
    return tuple(sorted(found, key=len))


def _linked(near: np.typing.NDArray[np.bool_]) -> list[tuple[int, ...]]:
    reach = near.copy()
    while True:
        wider = (reach.astype(np.float32) @ reach.astype(np.float32)) > 0
        if (wider == reach).all():
            break
        reach = wider
    return [tuple(map(int, row)) for row in dict.fromkeys(tuple(np.flatnonzero(r)) for r in reach)]
