"""Cards that the network sees and the text does not yet tell of: where to look closely, and what to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cardscan.cards.evidence import text_inside
from cardscan.cards.quads import clockwise, longest_sides, share_within
from cardscan.cards.touching.shapes import shapes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence
    from cardscan.cards.touching.seams import Parts

    Floats = NDArray[np.float32]

_SHAPELY, _BORDERED = 0.4, 0.4
"""How like a card's its shape is, and how likely a border runs along each of its sides, at least."""
_OUTLINED = 0.5
"""How likely a border runs round what may be a panel of a card, at least."""
_FAR = 0.5
"""Longest side beside the picture's: of larger cards the text was seen at first sight."""
_READ = 4
"""Lines of text from which on a card's text was seen."""
_OVERLAP = 0.12
"""Most of a card that may lie on another one: quads are not exact."""
_LINES, _HELD = 2, 0.8
"""Lines of text that make a card of a quad, and the part of each that lies in it."""
_MOST = 16
"""Quads that are looked at closely in a picture."""


def seen_cards(evidence: Evidence, parts: Parts) -> Floats:
    """Return the quads (n x 4 x 2) of small cards that the network is sure of."""
    quads = _small(evidence, parts)
    shapely, _ = shapes(evidence, quads)
    return np.asarray(quads[(shapely > _SHAPELY) & (parts.borders_of(quads).min(axis=1) > _BORDERED)])


def unread_cards(evidence: Evidence, parts: Parts, found: Floats) -> Floats:
    """Return the quads (n x 4 x 2) of small cards with hardly a line of text.

    They are those that the network is sure of, and what it sees apart from the cards
    found (m x 4 x 2): that may be a panel of one.
    """
    panels = _small(evidence, parts)
    panels = panels[parts.borders_of(panels).mean(axis=1) > _OUTLINED]
    apart = share_within(panels, found).max(axis=1, initial=0) <= _OVERLAP
    quads = np.concatenate([seen_cards(evidence, parts), panels[apart]])
    lines = (text_inside(evidence, quads) > _HELD).sum(axis=1)
    return np.unique(quads[lines < _READ], axis=0)[:_MOST]


def lone_cards(evidence: Evidence, parts: Parts, found: Floats) -> Floats:
    """Return the quads (n x 4 x 2) of small cards with text that lie apart from those found (m x 4 x 2)."""
    quads = seen_cards(evidence, parts)
    lines = (text_inside(evidence, quads) > _HELD).sum(axis=1)
    shared = np.maximum(share_within(quads, found), share_within(found, quads).T).max(axis=1, initial=0)
    return np.asarray(quads[(lines >= _LINES) & (shared <= _OVERLAP)])


def _small(evidence: Evidence, parts: Parts) -> Floats:
    quads = clockwise(parts.quads)
    return np.asarray(quads[longest_sides(quads) < _FAR * max(evidence.size)])
