"""Cards whose edges cannot be seen: text left over beside the cards that were found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.cards.clusters import clusters_of
from cardscan.cards.evidence import text_on
from cardscan.cards.quads import within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence

    Floats = NDArray[np.float32]

_LEAST_LINES = 3
_LEAST_TEXT = 0.25
"""Least text of such a card, beside the mean of those found."""
_MOST_LEFT = 0.6
"""Where more than this is left over, beside what the cards hold, it is print of the background."""
_FEW = 12
"""Lines that are no such print, however much they are beside the cards'."""
_LONGEST = 1.1
"""Longest side, beside the longest of the cards found."""
_INNER = 0.94
"""Part of a quad, each way, that nothing else may reach into: quads are not exact."""
_MARGINS = (0.08, 0.03, 0.01)
"""Space round the text, as a part of its longer side; the largest that there is room for."""


def unframed_cards(evidence: Evidence, found: Floats) -> Floats:
    """Return quads (n x 4 x 2) round text that can be cards as those found (m x 4 x 2) are."""
    left = ~text_on(evidence, found)
    share = float(evidence.weights[left].sum())
    if not left.any() or is_print(evidence, left):
        return found[:0]
    longest = float(np.hypot(*(found - np.roll(found, 1, axis=1)).reshape(-1, 2).T).max())
    places = np.flatnonzero(left)
    quads: list[Floats] = []
    for cluster in sorted(clusters_of([evidence.text[place] for place in places]), key=len, reverse=True):
        members = places[list(cluster)]
        enough = float(evidence.weights[members].sum()) > _LEAST_TEXT * (1 - share) / len(found)
        if len(members) < _LEAST_LINES or not enough:
            continue
        for margin in _MARGINS:
            quad = _round(evidence, members, margin)
            fits = max(np.hypot(*(quad - np.roll(quad, 1, axis=0)).T)) < _LONGEST * longest
            if fits and all(_clear(quad, other) for other in [*found, *quads]):
                quads.append(quad)
                break
    return np.array(quads, np.float32).reshape(-1, 4, 2)


def is_print(evidence: Evidence, left: NDArray[np.bool_]) -> bool:
    """Whether the text that is left over beside the cards is print of the background."""
    share = float(evidence.weights[left].sum())
    return bool(share > _MOST_LEFT * (1 - share) and left.sum() > _FEW)


def _round(evidence: Evidence, members: NDArray[np.intp], margin: float) -> Floats:
    corners = np.array([evidence.text[member] for member in members], np.float32).reshape(-1, 2)
    centre, (width, height), angle = cv2.minAreaRect(corners)
    space = 2 * margin * max(width, height)
    return np.asarray(cv2.boxPoints((centre, (width + space, height + space), angle)), np.float32)


def _clear(quad: Floats, other: Floats) -> bool:
    """Whether neither quad reaches over the other's corners or middle, but for a little."""
    middles = [q.mean(axis=0, keepdims=True) for q in (quad, other)]
    points = [np.vstack([m + _INNER * (q - m), m]) for q, m in zip((quad, other), middles, strict=True)]
    return not (within(points[0], other[np.newaxis]).any() or within(points[1], quad[np.newaxis]).any())
