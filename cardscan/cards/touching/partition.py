"""Which quads together are a picture's cards: their shape, borders, text and sizes weighed jointly."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cardscan.cards.evidence import edge_support, text_held, text_inside
from cardscan.cards.quads import areas, share_within
from cardscan.cards.touching.hypotheses import hypotheses, neighbours
from cardscan.cards.touching.shapes import shapes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence
    from cardscan.cards.touching.seams import Parts

    Floats = NDArray[np.float32]

_EDGE = 0.85
"""What a side along an edge counts for beside one along a border that the network saw."""
_FAIR = 0.25
"""Least shape and borders of a card."""
_WORTH = 0.004
_EMPTY, _SURE, _UNREAD = 0.1, 0.5, 0.03
"""Of a quad without text, that of a small card may not have been seen: the most of a line in it, the least
border on each side, and what its text is worth."""
_HELD = 0.8
"""Part of a line of text that must lie in a quad to be its text."""
_OVERLAP = 0.12
"""Most of a card that may lie on another one: quads are not exact."""
_KEPT = 0.9
"""Least text that several cards hold beside what was found."""
_MUCH_TEXT = 16
"""Lines of text from which on a picture may be of several cards although the network sees one."""
_SEEN = 0.1
"""Least border on each side of what is only the neighbour of a card."""
_SAME = 0.85
"""Part of each of two quads that lies in the other where they are one card."""
_SIZES = 0.4
"""Least area of a card beside another one's."""
_SIZE_COUNTS = 0.5
"""How much cards must be of one size."""
_MOST, _REFERENCES, _BEAM, _GOOD = 60, 8, 12, 10
"""Quads that are combined, sizes that are tried, combinations kept, quads that may have neighbours."""
_ALONE = 1.25
"""How much better several cards must be than one."""
_SEVERAL, _EQUAL, _SHAPELY, _BONUS = 3, 0.6, 0.6, 1.55
"""Several cards of nearly one area, each in a card's shape, count for more: chance makes no such parts."""


class _Rated(NamedTuple):
    """Quads (n x 4 x 2) and how they do, 0 to 1 each."""

    quads: Floats
    shape: Floats
    worth: Floats
    """Text, shape and borders together."""
    has_text: NDArray[np.bool_]

    def at(self, places: Sequence[int] | NDArray[np.intp]) -> _Rated:
        """Return those at these places."""
        where = np.asarray(places, np.intp)
        return _Rated(self.quads[where], self.shape[where], self.worth[where], self.has_text[where])


def partition(evidence: Evidence, parts: Parts, found: Floats) -> Floats:
    """Return the picture's cards (n x 4 x 2), where several lie close together; else `found` (m x 4 x 2).

    They are those of the network's and their like that do best together, and at least as
    many as the edges gave: of a single card the edges know more. Of some of them no text
    may have been seen yet.
    """
    if not evidence.text or (len(parts.quads) < 2 and len(evidence.text) < _MUCH_TEXT):
        return found
    rated = _rated(evidence, parts, hypotheses(evidence, parts, found))
    good = rated.quads[np.argsort(-rated.worth)[:_GOOD]]
    beside = neighbours(evidence, good)
    more = _rated(evidence, parts, beside[parts.borders_of(beside).min(axis=1) > _SEEN])
    rated = _Rated(*(np.concatenate(both) for both in zip(rated, more, strict=True)))
    chosen = _best_together(rated)
    if len(chosen) < max(2, len(found)):
        return found
    several = _as_found(rated.quads[chosen], found)
    return several if text_held(evidence, several) > _KEPT * text_held(evidence, found) else found


def _as_found(quads: Floats, found: Floats) -> Floats:
    """Return the quads, each as the edges gave it where they did: that is more exact."""
    if not len(found):
        return quads
    shared = np.minimum(share_within(quads, found), share_within(found, quads).T)
    same = shared.max(axis=1) > _SAME
    return np.asarray(np.where(same[:, np.newaxis, np.newaxis], found[shared.argmax(axis=1)], quads))


def _rated(evidence: Evidence, parts: Parts, quads: Floats) -> _Rated:
    inside = text_inside(evidence, quads)
    text = np.where(inside > _HELD, inside, 0) @ evidence.weights
    text -= 2 * (4 * inside * (1 - inside)) @ evidence.weights
    shape, likeness = shapes(evidence, quads)
    borders = np.maximum(parts.borders_of(quads), _EDGE * edge_support(evidence, quads))
    quality = likeness * np.prod(np.maximum(borders, 0.02), axis=1) ** 0.25
    blank = (inside.max(axis=1) < _EMPTY) & (shape > _SHAPELY) & (parts.borders_of(quads).min(axis=1) > _SURE)
    text = np.where(blank, _UNREAD, text)
    worth = np.where(quality > _FAIR, np.maximum(text, 0) * quality, 0)
    kept = worth > _WORTH
    return _Rated(quads, shape, np.asarray(worth, np.float32), ~blank).at(np.flatnonzero(kept))


def _best_together(rated: _Rated) -> list[int]:
    """Return the indices of the quads that do best together, none on another, about of one size; [] for one.

    The best quad alone is weighed against them.
    """
    among = np.argsort(-rated.worth)[:_MOST]
    rated = rated.at(among)
    shared = share_within(rated.quads, rated.quads)
    apart = np.maximum(shared, shared.T) <= _OVERLAP
    area = areas(rated.quads)
    best, chosen = _ALONE * float(rated.worth.max(initial=0.0)), tuple[int, ...]()
    for reference in _references(area):
        ratio = np.exp(-np.abs(np.log(area / reference)))
        worth = rated.worth * (1 - _SIZE_COUNTS + _SIZE_COUNTS * ratio**2) * (ratio >= _SIZES)
        value, members = _heaviest(worth, apart)
        here = rated.at(members)
        texts = int(here.has_text.sum())
        sizes = area[list(members)]
        alike = texts >= _SEVERAL and sizes.min() > _EQUAL * sizes.max()
        if alike and here.shape.min() > _SHAPELY:
            value *= _BONUS
        if texts and len(members) > 1 and value > best:
            best, chosen = value, members
    return [int(among[member]) for member in chosen]


def _references(area: Floats) -> list[float]:
    """Return the areas of the best quads, each once."""
    found: list[float] = []
    for each in area.tolist():
        if all(abs(np.log(each / other)) > 0.15 for other in found):
            found.append(each)
    return found[:_REFERENCES]


def _heaviest(worth: Floats, apart: NDArray[np.bool_]) -> tuple[float, tuple[int, ...]]:
    """Return the greatest sum of what lies apart, and its indices, by a beam search."""
    beam: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for index in np.argsort(-worth).tolist():
        if worth[index] <= 0:
            break
        added = [
            (value + float(worth[index]), (*members, index))
            for value, members in beam
            if all(apart[index, member] for member in members)
        ]
        beam = sorted((*beam, *added), key=lambda each: -each[0])[:_BEAM]
    return beam[0]
