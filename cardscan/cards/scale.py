"""Cards that lie small in their picture: whose text is looked for again, and what both looks found."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan import geometry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.model import Card, Quad, TextBox

_NEAR = 0.65
"""Part of the picture's longer side that a card takes up whose small print is seen at first sight."""
_FAR = 0.5
"""The same of a card that fills so little that whole cards may have been missed beside it."""
_MARGIN = 0.03
"""Part of a card's size to look beyond its sides, since quads are not exact."""
_SEEN = 0.3
"""Part of a box from which on it is found again."""


def lies_small(card: Card) -> bool:
    """Tell whether the text should be looked for again at a larger scale."""
    return _part_of_picture(card) < _NEAR


def lies_far(card: Card) -> bool:
    """Tell whether the card lies so small that others may lie beside it, of whose text nothing was seen."""
    return _part_of_picture(card) < _FAR


def _part_of_picture(card: Card) -> float:
    longest: int = max(card.picture.pixels.shape[:2])
    return max(geometry.size_of(card.quad)) / longest


def surroundings(card: Card) -> Quad:
    """Return the card's quad and a little round it."""
    x, y = geometry.centre_of(card.quad)
    grow = 1 + 2 * _MARGIN
    return geometry.as_quad((x + grow * (a - x), y + grow * (b - y)) for a, b in card.quad)


def seen_closely(card: Card, boxes: Iterable[TextBox]) -> Card:
    """Return the card with the text boxes of a closer look, and those of before that it missed."""
    closer = tuple(box for box in boxes if geometry.part_within(box.quad, [card.quad]) > 0.5)
    quads = [box.quad for box in closer]
    missed = (box for box in card.boxes if geometry.part_within(box.quad, quads) < _SEEN)
    return replace(card, boxes=(*closer, *missed))
