"""Cards that the network sees and the text does not yet tell of: where to look closely, and what to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cardscan.cards.evidence import text_inside
from cardscan.cards.quads import clockwise, share_within
from cardscan.cards.touching.shapes import shapes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence
    from cardscan.cards.touching.seams import Parts

    Floats = NDArray[np.float32]

_SHAPELY, _BORDERED = 0.4, 0.4
"""How like a card's its shape is, and how likely a border runs along each of its sides, at least."""
_FAR = 0.5
"""Longest side beside the picture's: of larger cards the text was seen at first sight."""
_READ = 4
"""Lines of text from which on a card's text was seen."""
_OVERLAP = 0.12
"""Most of a card that may lie on another one: quads are not exact."""
_LINES, _HELD = 2, 0.8
"""Lines of text that make a card of a quad, and the part of each that lies in it."""


def unread_cards(evidence: Evidence, parts: Parts) -> Floats:
    """Return the quads (n x 4 x 2) of small cards that the network sees, with hardly a line of text."""
    quads = _seen(evidence, parts)
    lines = (text_inside(evidence, quads) > _HELD).sum(axis=1)
    return np.asarray(quads[lines < _READ])


def lone_cards(evidence: Evidence, parts: Parts, found: Floats) -> Floats:
    """Return the quads (n x 4 x 2) of small cards with text that lie apart from those found (m x 4 x 2)."""
    quads = _seen(evidence, parts)
    lines = (text_inside(evidence, quads) > _HELD).sum(axis=1)
    if not len(found):
        return np.asarray(quads[lines >= _LINES])
    shared = np.maximum(share_within(quads, found), share_within(found, quads).T).max(axis=1)
    return np.asarray(quads[(lines >= _LINES) & (shared <= _OVERLAP)])


def _seen(evidence: Evidence, parts: Parts) -> Floats:
    quads = clockwise(parts.quads)
    sides = np.hypot(*np.moveaxis(np.roll(quads, -1, axis=1) - quads, 2, 0)).max(axis=1)
    seen, _ = shapes(evidence, quads)
    borders = parts.borders_of(quads).min(axis=1)
    small = sides < _FAR * max(evidence.size)
    return np.asarray(quads[small & (seen > _SHAPELY) & (borders > _BORDERED)])
