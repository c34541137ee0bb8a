"""Cards that lie small in their picture: whose text is looked for again, and what both looks found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan import geometry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cardscan.model import Card, Quad, TextBox

_NEAR = 0.65
"""Part of the picture's longer side that a card takes up whose small print is seen at first sight."""
_MARGIN = 0.03
"""Part of a card's size to look beyond its sides, since quads are not exact."""
_SEEN = 0.3
"""Part of a box from which on it is found again."""


def lies_small(card: Card) -> bool:
    """Tell whether the text should be looked for again at a larger scale."""
    longest: int = max(card.picture.pixels.shape[:2])
    return max(geometry.size_of(card.quad)) / longest < _NEAR


def surroundings(quad: Quad) -> Quad:
    """Return the quad and a little round it."""
    x, y = geometry.centre_of(quad)
    grow = 1 + 2 * _MARGIN
    return geometry.as_quad((x + grow * (a - x), y + grow * (b - y)) for a, b in quad)


def seen_closely(card: Card, boxes: Iterable[TextBox]) -> Card:
    """Return the card with the text boxes of a closer look, and those of before that it missed."""
    closer = tuple(box for box in boxes if geometry.part_within(box.quad, [card.quad]) > 0.5)
    return replace(card, boxes=found_closely(card.boxes, closer))


def found_closely(boxes: Iterable[TextBox], closer: Sequence[TextBox]) -> tuple[TextBox, ...]:
    """Return the text boxes of a closer look, and those of before that it missed."""
    quads = [box.quad for box in closer]
    return (*closer, *(box for box in boxes if geometry.part_within(box.quad, quads) < _SEEN))
