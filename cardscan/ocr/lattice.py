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
    best = classes.max(axis=1, keepdims=True)
    kept = classes > best * np.exp(-_DEAREST)
    steps: list[tuple[tuple[str, float], ...]] = []
    for row, top, keep in zip(classes, best[:, 0], kept, strict=True):
        likely = np.flatnonzero(keep)
        likely = likely[np.argsort(-row[likely], kind="stable")][:_MOST]
        step = tuple((alphabet[i], round(float(np.log(top / row[i])), 2)) for i in likely.tolist())
        if len(step) > 1 or not steps or step != steps[-1]:
            steps.append(step)
    return tuple(steps)
