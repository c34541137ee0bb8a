"""Which card each line of text lies on: one and no other; a line over two cards is cut between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cardscan import geometry
from cardscan.cards.evidence import text_inside
from cardscan.cards.quads import within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence
    from cardscan.model import TextBox

    Floats = NDArray[np.float32]

_STEPS = 60
"""Places along a line that are looked at."""
_LEAST = 0.15
"""A smaller part of a line than this is no text of a second card: quads are not exact."""
_LETTERS = 1.2
"""Shortest piece of a line that is read by itself, in heights of the line."""


def shared_out(
    evidence: Evidence, boxes: Sequence[TextBox], quads: Floats
) -> tuple[tuple[TextBox, ...], ...]:
    """Return the boxes on each card, in order; `boxes` are those of the evidence, larger by its scale.

    `quads` (n x 4 x 2) are in the evidence's pixels. What lies mostly on none is left out.
    """
    inside = text_inside(evidence, quads)
    found: list[list[TextBox]] = [[] for _ in quads]
    for number, box in enumerate(boxes):
        shares = inside[:, number]
        on = np.flatnonzero(shares > _LEAST)
        if len(on) > 1:
            for card, piece in _pieces(box, quads[on] / evidence.scale):
                found[on[card]].append(piece)
        elif shares.max() > 0.5:
            found[int(shares.argmax())].append(box)
    return tuple(tuple(each) for each in found)


def _pieces(box: TextBox, quads: Floats) -> list[tuple[int, TextBox]]:
    """Return the cards (of n x 4 x 2) that a line runs over, each with its piece of the line."""
    a, b, c, d = np.array(box.quad, np.float32)
    steps = (np.arange(_STEPS, dtype=np.float32) + 0.5) / _STEPS
    middle = (a + d) / 2 + steps[:, np.newaxis] * ((b + c) / 2 - (a + d) / 2)
    on = within(middle, quads)
    # Where cards overlap, the text is that of the card which has most of the line.
    most_first = np.argsort(-on.sum(axis=1), kind="stable")
    on[most_first] &= on[most_first].cumsum(axis=0) == 1
    long, tall = geometry.size_of(box.quad)
    shares = on.mean(axis=1)
    kept = np.flatnonzero((shares > _LEAST) & (shares * long > _LETTERS * tall))
    if len(kept) < 2:
        best = int(shares.argmax())
        return [(best, box)] if shares[best] > 0.5 else []
    found = []
    for card in kept:
        places = np.flatnonzero(on[card])
        start, end = places[0] / _STEPS, (places[-1] + 1) / _STEPS
        piece = (a + start * (b - a), a + end * (b - a), d + end * (c - d), d + start * (c - d))
        found.append((int(card), replace(box, quad=geometry.as_quad(piece))))
    return found
