"""What speaks for and against quads being cards, as numbers: shape, borders, text, surroundings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cardscan.cards.evidence import edge_support, on_border, text_inside
from cardscan.cards.quads import areas, share_within
from cardscan.cards.touching.hypotheses import borders_or_edges
from cardscan.cards.touching.shapes import shapes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence
    from cardscan.cards.touching.seams import Parts

    Floats = NDArray[np.float32]

_HELD = 0.8
"""Part of a line of text that must lie in a quad to be its text."""
_LEAST = 0.02
"""Below it a border is as good as none."""
_ACROSS = np.linspace(0.1, 0.9, 9, dtype=np.float32)
_ALONG = np.linspace(0.06, 0.94, 24, dtype=np.float32)
_CUTS = np.linspace(0.2, 0.8, 25, dtype=np.float32)
"""Where a seam may part a quad, in parts of its side."""
_BESIDE = 0.04
"""How far beyond a side is looked, in parts of the quad."""


class Signs(NamedTuple):
    """What is known of n quads."""

    numbers: Floats
    """n x as many as there are signs."""
    has_text: NDArray[np.bool_]
    sides: Floats
    """How likely each side is a border or an edge (n x 4)."""


def signs_of(evidence: Evidence, parts: Parts, quads: Floats, found: Floats) -> Signs:
    """Return the signs of clockwise quads (n x 4 x 2); `found` (m x 4 x 2) is what edges alone gave."""
    inside = text_inside(evidence, quads)
    sides = borders_or_edges(evidence, parts, quads)
    columns = [
        *_form(evidence, quads),
        *_sides(evidence, parts, quads, sides),
        *_text(evidence, inside, quads),
        *_within(parts, quads),
        *_beyond(parts, quads),
        alike(quads, parts.quads).max(axis=1, initial=0),
        alike(quads, found).max(axis=1, initial=0),
    ]
    return Signs(
        np.stack(columns, axis=1).astype(np.float32), np.asarray((inside > _HELD).any(axis=1)), sides
    )


def alike(quads: Floats, others: Floats) -> Floats:
    """Return the area that each of n quads shares with each of m others, beside that of both (n x m)."""
    common = share_within(quads, others) * areas(quads)[:, np.newaxis]
    both = areas(quads)[:, np.newaxis] + areas(others) - common
    return np.asarray(common / np.maximum(both, 1e-6), np.float32)


def _form(evidence: Evidence, quads: Floats) -> list[Floats]:
    seen, beyond = shapes(evidence, quads)
    sides = np.hypot(*np.moveaxis(np.roll(quads, -1, axis=1) - quads, 2, 0))
    across, down = (np.maximum(sides[:, at] + sides[:, at + 2], 1e-3) for at in (0, 1))
    part = areas(quads) / (evidence.size[0] * evidence.size[1])
    rim = on_border(evidence, quads).sum(axis=1)
    return [seen, beyond, np.abs(np.log(across / down)), np.log(np.maximum(part, 1e-4)), rim]


def _sides(evidence: Evidence, parts: Parts, quads: Floats, either: Floats) -> list[Floats]:
    """Return how likely the sides are borders, the weakest first: by the network, by edges, by the better."""
    borders, edges = parts.borders_of(quads), edge_support(evidence, quads)
    weakest_first = (np.sort(each, axis=1).T for each in (borders, edges, either))
    return [*np.concatenate(list(weakest_first)), np.log(np.maximum(either, _LEAST)).mean(axis=1)]


def _text(evidence: Evidence, inside: Floats, quads: Floats) -> list[Floats]:
    """Return what text a quad holds and what its sides cut, in parts of all text and in lines."""
    holds, cuts = inside > _HELD, (inside > 1 - _HELD) & (inside < _HELD)
    held = np.where(holds, inside, 0) @ evidence.weights
    part = areas(quads) / (evidence.size[0] * evidence.size[1])
    return [
        held,
        (4 * inside * (1 - inside)) @ evidence.weights,
        np.log1p(holds.sum(axis=1)),
        np.log1p(cuts.sum(axis=1)),
        held / np.maximum(part, 1e-3),
        np.full(len(quads), np.log1p(len(evidence.text)), np.float32),
    ]


def _within(parts: Parts, quads: Floats) -> list[Floats]:
    """Return how much of a quad is card, how much border, and how sure the surest seam through it is."""
    card = parts.card_at(_grid(quads, _ACROSS, _ACROSS))
    across = parts.border_at(_grid(quads, _CUTS, _ALONG)).mean(axis=1).max(axis=1)
    along = parts.border_at(_grid(quads, _ALONG, _CUTS)).mean(axis=2).max(axis=1)
    border = parts.border_at(_grid(quads, _ACROSS, _ACROSS)).mean(axis=(1, 2))
    return [card.mean(axis=(1, 2)), card.min(axis=(1, 2)), border, across, along, np.maximum(across, along)]


def _beyond(parts: Parts, quads: Floats) -> list[Floats]:
    """Return how much is card right beyond each side, the least first."""
    near, far = (np.array([at], np.float32) for at in (-_BESIDE, 1 + _BESIDE))
    strips = [(_ALONG, near), (_ALONG, far), (near, _ALONG), (far, _ALONG)]
    cards = [parts.card_at(_grid(quads, *strip)).mean(axis=(1, 2)) for strip in strips]
    return [*np.sort(np.stack(cards, axis=1), axis=1).T]


def _grid(quads: Floats, across: Floats, down: Floats) -> Floats:
    """Return points in each quad (n x down x across x 2), at these parts of its sides."""
    a, b, c, d = np.moveaxis(quads, 1, 0)[:, :, np.newaxis, np.newaxis]
    u, v = across[np.newaxis, np.newaxis, :, np.newaxis], down[np.newaxis, :, np.newaxis, np.newaxis]
    return np.asarray((a * (1 - u) + b * u) * (1 - v) + (d * (1 - u) + c * u) * v, np.float32)
