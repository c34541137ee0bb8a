"""Whether text stands on its head: PP-OCR's turn classifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cardscan import geometry
from cardscan.ocr.engine import TURN_CLASSIFIER, Network, fill, model_path, read_model

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cardscan.model import Pixels, Quad

_HEIGHT, _WIDTH = 48, 192
_LINES_ASKED = 5


class TurnClassifier:
    """Tells text that stands upright from text turned by 180 degrees."""

    def __init__(self, *, threads: int, cache_dir: Path) -> None:
        """Load the model; raises MissingError where it is not installed."""
        self._network = Network(read_model(model_path(TURN_CLASSIFIER)), threads=threads, cache_dir=cache_dir)

    def upside_down(self, pixels: Pixels, quads: Iterable[Quad]) -> float:
        """Return the chance, 0 to 1, that these lines of text stand on their heads.

        Long lines are the best witnesses: the few longest are asked, and their mean
        is taken. 0.0 where there are no lines.
        """
        longest = sorted(quads, key=lambda quad: geometry.size_of(quad)[0], reverse=True)[:_LINES_ASKED]
        if not longest:
            return 0.0
        batch = np.zeros((len(longest), 3, _HEIGHT, _WIDTH), np.float32)
        for place, quad in zip(batch, longest, strict=True):
            along, across = geometry.size_of(quad)
            width = min(_WIDTH, max(1, round(along * _HEIGHT / max(across, 1.0))))
            line = geometry.cut_out(pixels, quad, width, _HEIGHT)
            fill(place, line)
        return float(self._network(batch)[:, 1].mean())
