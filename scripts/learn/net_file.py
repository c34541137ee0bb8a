"""A trained network with one hidden layer, as cardscan/ocr/small_net.py reads it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.neural_network import MLPClassifier  # type: ignore[import-untyped]


def write_net(network: MLPClassifier, labels: Sequence[str], path: Path, origin: str) -> None:
    """Write the weights as whole numbers with a scale a layer; `origin` is the comment above them."""
    layers = [np.vstack([w, b]) for w, b in zip(network.coefs_, network.intercepts_, strict=True)]
    write_layers(layers, labels, path, origin, finest=999)


def write_layers(
    layers: Sequence[NDArray[np.floating]], labels: Sequence[str], path: Path, origin: str, *, finest: int
) -> None:
    """Write layers, the bias last in each; the largest weight of each becomes `finest`."""
    scales = [float(np.abs(layer).max()) / finest for layer in layers]
    rows = [" ".join(labels), " ".join(f"{scale:.8g}" for scale in scales)]
    rows += [
        " ".join(str(round(value / scale)) for value in row)
        for layer, scale in zip(layers, scales, strict=True)
        for row in layer.tolist()
    ]
    path.write_text(origin + "\n".join(rows) + "\n", encoding="utf-8")
