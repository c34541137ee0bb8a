"""Cards that touch: whether the network that sees seams knows better than edges and text do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.cards.evidence import text_inside

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence
    from cardscan.cards.seams import Parts

    Floats = NDArray[np.float32]

SURE = 0.7
"""Least mean chance of a border along a card's sides."""
_CROSSED = 0.1
"""A line that lies on two cards with this part each crosses the seam between them."""
_DOUBT = 0.15
"""A seam is none where such lines are this part of one of its cards' text."""
_HELD = 0.9
"""Least text on the network's cards beside that on those found by edges."""


def touching_cards(evidence: Evidence, parts: Parts, others: Floats) -> Floats:
    """Return the network's quads (n x 4 x 2) where they are to be believed, else `others` (m x 4 x 2).

    They are where they are at least two cards with text, at least as many as the
    others, and hold as much text: of a single card the edges know more.
    """
    quads = clockwise(parts.quads[parts.borders.mean(axis=1) > SURE])
    quads = _one_where_lines_cross(evidence, quads)
    inside = text_inside(evidence, quads) > 0.5
    quads, inside = quads[inside.any(axis=1)], inside[inside.any(axis=1)]
    theirs = text_inside(evidence, others) > 0.5
    held = float(evidence.weights @ inside.any(axis=0)) >= _HELD * float(
        evidence.weights @ theirs.any(axis=0)
    )
    if len(quads) < 2 or len(quads) < theirs.any(axis=1).sum() or not held:
        return others
    return quads


def _one_where_lines_cross(evidence: Evidence, quads: Floats) -> Floats:
    """Return the quads, two made one where lines of text run from one onto the other."""
    while len(quads) > 1:
        inside = text_inside(evidence, quads)
        held = inside @ evidence.weights
        both = np.minimum(inside[:, np.newaxis], inside[np.newaxis]) > _CROSSED
        doubt = both @ evidence.weights / np.maximum(np.minimum(held[:, np.newaxis], held), 1e-6)
        np.fill_diagonal(doubt, 0)
        first, second = np.unravel_index(int(doubt.argmax()), doubt.shape)
        if doubt[first, second] <= _DOUBT:
            break
        joined = cv2.boxPoints(cv2.minAreaRect(quads[[first, second]].reshape(-1, 2)))
        rest = np.delete(quads, [first, second], axis=0)
        quads = np.concatenate([rest, clockwise(np.array(joined, np.float32)[np.newaxis])])
    return quads


def clockwise(quads: Floats) -> Floats:
    """Return the quads (n x 4 x 2) with their corners clockwise, as pictures are seen."""
    x, y = quads[..., 0], quads[..., 1]
    doubled = (x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1)
    return np.asarray(np.where((doubled < 0)[:, np.newaxis, np.newaxis], quads[:, ::-1], quads), np.float32)
