"""A network with one hidden layer, its weights whole numbers in a text file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class SmallNet:
    """A network with one hidden layer of rectified units."""

    labels: tuple[str, ...]
    hidden: NDArray[np.float32]
    """Shape (features + 1, units): the last row is the bias."""
    output: NDArray[np.float32]
    """Shape (units + 1, labels)."""

    def chances(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return each label's chance: (… x features) in, (… x labels) out."""
        units = np.maximum(features @ self.hidden[:-1] + self.hidden[-1], 0)
        scores = units @ self.output[:-1] + self.output[-1]
        powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=-1, keepdims=True), np.float32)


@cache
def small_net(file: Path) -> SmallNet:
    """Return the network in a file: labels, a scale a layer, then a row a feature."""
    rows = file.read_text(encoding="utf-8").splitlines()
    rows = [row for row in rows if row and not row.startswith("#")]
    labels = tuple(rows[0].split())
    scales = [float(scale) for scale in rows[1].split()]
    weights = [np.array(row.split(), np.float32) for row in rows[2:]]
    hidden = [row for row in weights if len(row) != len(labels)]
    output = [row for row in weights if len(row) == len(labels)]
    return SmallNet(labels, np.stack(hidden) * scales[0], np.stack(output) * scales[1])
