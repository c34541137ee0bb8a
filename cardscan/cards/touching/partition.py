"""Which quads together are a picture's cards: the likeliest of which none lies on another."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cardscan.cards.evidence import text_held
from cardscan.cards.leftover import unframed_cards
from cardscan.cards.quads import share_within
from cardscan.cards.touching.chances import OVERLAP, chances_alone, chances_together
from cardscan.cards.touching.hypotheses import hypotheses
from cardscan.cards.touching.signs import signs_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence
    from cardscan.cards.touching.seams import Parts

    Floats = NDArray[np.float32]

_COST = 0.3
"""Chance from which a card is worth being wrong about."""
_KEPT = 0.9
"""Least text that several cards hold beside what was found."""
_LEAST_TEXT = 2
"""Cards that must have text: where but one has, its neighbours may be anything with corners."""
_MUCH_TEXT = 16
"""Lines of text from which on a picture may be of several cards although the network sees one."""
_SAME = 0.85
"""Part of each of two quads that lies in the other where they are one card."""
MOST = 60
"""Quads that are combined."""
_BEAM = 16
"""Combinations that are kept."""


class Rated(NamedTuple):
    """Quads that may be cards, what is known of them, and how likely they are cards by themselves."""

    quads: Floats
    """n x 4 x 2."""
    numbers: Floats
    """n x signs."""
    has_text: NDArray[np.bool_]
    alone: Floats
    """n."""


def partition(evidence: Evidence, parts: Parts, found: Floats) -> Floats:
    """Return the picture's cards (n x 4 x 2), where several lie close together; else `found` (m x 4 x 2).

    They are those of the network's, of the edges' and their like that are likeliest together, and hold
    as much text. Of some of them no text may have been seen yet.
    """
    if not evidence.text or (len(parts.quads) < 2 and len(evidence.text) < _MUCH_TEXT):
        return found
    rated = rate(evidence, parts, found)
    chosen = _likeliest(rated.quads, chances_together(rated.quads, rated.numbers, rated.alone) - _COST)
    if rated.has_text[chosen].sum() < _LEAST_TEXT:
        return found
    several = _as_found(rated.quads[chosen], found)
    several = np.concatenate([several, unframed_cards(evidence, several)])
    return several if text_held(evidence, several) > _KEPT * text_held(evidence, found) else found


def rate(evidence: Evidence, parts: Parts, found: Floats) -> Rated:
    """Return the likeliest cards, each by itself; `found` (m x 4 x 2) is what edges alone gave."""
    quads = hypotheses(evidence, parts, found)
    signs = signs_of(evidence, parts, quads, found)
    alone = chances_alone(signs.numbers)
    best = np.argsort(-alone, kind="stable")[:MOST]
    return Rated(quads[best], signs.numbers[best], signs.has_text[best], alone[best])


def _as_found(quads: Floats, found: Floats) -> Floats:
    """Return the quads, each as the edges gave it where they did: that is more exact."""
    if not len(found):
        return quads
    shared = np.minimum(share_within(quads, found), share_within(found, quads).T)
    same = shared.max(axis=1) > _SAME
    return np.asarray(np.where(same[:, np.newaxis, np.newaxis], found[shared.argmax(axis=1)], quads))


def _likeliest(quads: Floats, worth: Floats) -> list[int]:
    """Return the indices of the quads of the greatest worth together, none on another, by a beam search."""
    shared = share_within(quads, quads)
    apart = np.maximum(shared, shared.T) <= OVERLAP
    beam: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for index in np.argsort(-worth, kind="stable").tolist():
        if worth[index] <= 0:
            break
        added = [
            (value + float(worth[index]), (*members, index))
            for value, members in beam
            if all(apart[index, member] for member in members)
        ]
        beam = sorted((*beam, *added), key=lambda each: -each[0])[:_BEAM]
    return list(beam[0][1])
