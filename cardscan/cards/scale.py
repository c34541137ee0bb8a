"""Cards that lie small in their picture: the part that has them by itself, and their text again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from cardscan import geometry
from cardscan.cards.evidence import text_on
from cardscan.cards.leftover import is_print

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence
    from cardscan.model import Card, Picture, Quad, TextBox

    Floats = NDArray[np.float32]

_NEAR = 0.65
"""Part of the picture's longer side that a card takes up whose small print is seen at first sight."""
_MARGIN = 0.03
"""Part of a card's size to look beyond its sides, since quads are not exact."""
_SEEN = 0.3
"""Part of a box from which on it is found again."""

_ROOM = 0.15
"""Ground kept on each side of all cards, beside the longer side of what they take up."""
_SMALL = 0.6
"""Longer side of that part, beside the picture's, up to which it is looked at by itself."""


@dataclass(frozen=True, slots=True)
class Window:
    """An upright part of a picture, in whole pixels."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def quad(self) -> Quad:
        """The part's corners."""
        return self.outside(geometry.rectangle(self.right - self.left, self.bottom - self.top))

    def of(self, picture: Picture) -> Picture:
        """Return the part as a picture."""
        return replace(picture, pixels=picture.pixels[self.top : self.bottom, self.left : self.right])

    def outside(self, quad: Quad) -> Quad:
        """Return a quad of the part's pixels in the picture's."""
        return geometry.as_quad((x + self.left, y + self.top) for x, y in quad)

    def inside(self, boxes: Iterable[TextBox]) -> tuple[TextBox, ...]:
        """Return those of the picture's text boxes that lie in the part, in its pixels."""
        return tuple(
            replace(box, quad=geometry.as_quad((x - self.left, y - self.top) for x, y in box.quad))
            for box in boxes
            if geometry.part_within(box.quad, [self.quad]) > 0.5
        )

    def back(self, card: Card, picture: Picture) -> Card:
        """Return a card of the part as one of the picture."""
        boxes = tuple(replace(box, quad=self.outside(box.quad)) for box in card.boxes)
        return replace(card, picture=picture, quad=self.outside(card.quad), boxes=boxes)


def window_round(evidence: Evidence, quads: Floats) -> tuple[Window, ...]:
    """Return the small part of the picture that holds the quads (n x 4 x 2) and all text; () if it is large.

    Text beside the quads that is the ground's print does not count.
    """
    text = np.array(evidence.text, np.float32).reshape(-1, 4, 2)
    points = quads if is_print(evidence, ~text_on(evidence, quads)) else np.concatenate([quads, text])
    if not len(points):
        return ()
    low, high = points.min(axis=(0, 1)), points.max(axis=(0, 1))
    room = _ROOM * float((high - low).max())
    size = np.array(evidence.size, np.float32)
    low, high = np.maximum(low - room, 0), np.minimum(high + room, size)
    if (high - low).max() > _SMALL * size.max():
        return ()
    (left, top), (right, bottom) = np.floor(low / evidence.scale), np.ceil(high / evidence.scale)
    return (Window(int(left), int(top), int(right), int(bottom)),)


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
