"""How like a card's the shapes of quads are, as they are seen and as they may be beyond the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cardscan.cards.evidence import on_border

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence

    Floats = NDArray[np.float32]

ASPECT = 1.65
"""The usual longer side of a card beside its shorter."""
_SPREAD = 0.22
"""The deviation of its logarithm."""
_ODD = 0.15
"""What the oddest shape counts for."""
_CUT_OFF = 0.8
"""What any shape counts for where the picture may cut the card off."""


def shapes(evidence: Evidence, quads: Floats) -> tuple[Floats, Floats]:
    """Return how like a card's the shapes are (n, 0 to 1) as they are seen, and as they may be beyond."""
    sides = np.hypot(*np.moveaxis(np.roll(quads, -1, axis=1) - quads, 2, 0))
    across, down = (np.maximum((sides[:, at] + sides[:, at + 2]) / 2, 1e-6) for at in (0, 1))
    opposite = np.minimum(sides[:, :2], sides[:, 2:]) / np.maximum(
        np.maximum(sides[:, :2], sides[:, 2:]), 1e-6
    )
    even = np.sqrt(opposite.min(axis=1))
    seen = _likeness(np.maximum(across, down) / np.minimum(across, down))
    rim = on_border(evidence, quads)
    longer = rim[:, 1] | rim[:, 3], rim[:, 0] | rim[:, 2]
    beyond = seen
    for cut, ratio in ((longer[0], across / down), (longer[1], down / across)):
        beyond = np.where(cut, np.maximum(beyond, _CUT_OFF * _likeness(np.maximum(ratio, ASPECT))), beyond)
    return np.asarray(seen * even, np.float32), np.asarray(beyond * even, np.float32)


def _likeness(aspect: Floats) -> Floats:
    away = np.log(aspect / ASPECT) / _SPREAD
    return np.asarray(np.maximum(_ODD, np.exp(-0.5 * away**2)), np.float32)
