"""What else the picture may say: the recogniser's posteriors, cut down to plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cardscan.model import Lattice

_DEAREST = 9.0
"""Nats beside the likeliest letter of a step: dearer ones are left out."""
_MOST = 6
"""Letters kept of one step."""


def lattice_of(classes: NDArray[np.float32], alphabet: Sequence[str]) -> Lattice:
    """Return the steps (steps x classes, probabilities; class 0 is CTC's blank) as letters with their cost.

    Steps that leave no choice and repeat the one before say nothing and are left out, as in CTC they do.
    """
    best = classes.max(axis=1)
    # Of some twenty thousand classes a step has a few: they are looked for in all steps at once.
    kept = np.flatnonzero(classes > (best * np.exp(-_DEAREST))[:, np.newaxis])
    ends = np.searchsorted(kept, np.arange(1, len(classes)) * classes.shape[1])
    steps: list[tuple[tuple[str, float], ...]] = []
    for row, top, likely in zip(classes, best, np.split(kept % classes.shape[1], ends), strict=True):
        chosen = likely[np.argsort(-row[likely], kind="stable")][:_MOST]
        costs = np.log(top / row[chosen]).tolist()
        step = tuple((alphabet[i], round(cost, 2)) for i, cost in zip(chosen.tolist(), costs, strict=True))
        if len(step) > 1 or not steps or step != steps[-1]:
            steps.append(step)
    return tuple(steps)
