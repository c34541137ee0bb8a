"""Which way up a card lies, and its pixels made flat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cardscan import geometry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.model import Card, Pixels, Point, Quad, TextBox

_SQUARE = 1.5
"""Boxes less elongated than this say nothing about the direction of the text."""


def upright(card: Card, *, upside_down: bool) -> Card:
    """Return the card from its top left corner, each box from where its text starts.

    Where the card is upside down, its quad's third corner becomes the first. A box
    that lies along the card's first side runs with it; a tall one, vertical text,
    runs down the card.
    """
    quad = geometry.rolled(card.quad, 2 if upside_down else 0)
    along, down = geometry.direction_of(quad), geometry.direction_of(geometry.rolled(quad, 1))
    boxes = tuple(replace(box, quad=_started(box.quad, along, down)) for box in card.boxes)
    return replace(card, quad=quad, boxes=boxes)


def laid_along_text(quad: Quad, boxes: Iterable[TextBox]) -> Quad:
    """Return the quad from the corner that makes its text run along it, up to a half turn.

    Of the two ways round, the one whose text runs more to the right than to the
    left, or down where it is upright, is returned.
    """
    axis = text_axis(boxes)
    turns = [geometry.direction_of(geometry.rolled(quad, turn)) for turn in range(2)]
    lies = max(range(2), key=lambda turn: abs(_dot(turns[turn], axis)))
    x, y = turns[lies]
    leans_right = x > 0 if abs(x) >= abs(y) else y > 0
    return geometry.rolled(quad, lies if leans_right else lies + 2)


def text_axis(boxes: Iterable[TextBox]) -> Point:
    """Return the unit vector of the direction most text runs in, either way along it.

    Angles are averaged doubled, so that both ways along a line count as one.
    """
    total = 0j
    for box in boxes:
        along, across = geometry.size_of(box.quad)
        if along >= _SQUARE * across:
            total += along * complex(*geometry.direction_of(box.quad)) ** 2
    half = np.angle(total) / 2 if total else 0.0
    return float(np.cos(half)), float(np.sin(half))


def flatten(card: Card, long_side: int) -> Pixels:
    """Return the card's pixels, flat and as its quad says, `long_side` pixels at its longer side."""
    width, height = geometry.size_of(card.quad)
    scale = long_side / max(width, height, 1.0)
    return geometry.cut_out(
        card.picture.pixels, card.quad, max(1, round(width * scale)), max(1, round(height * scale))
    )


def _started(quad: Quad, along: Point, down: Point) -> Quad:
    length, height = geometry.size_of(quad)
    ways = range(4)
    if max(length, height) >= _SQUARE * min(length, height):
        ways = range(0, 4, 2) if length >= height else range(1, 4, 2)
    heads = {way: geometry.direction_of(geometry.rolled(quad, way)) for way in ways}
    with_card = max(ways, key=lambda way: _dot(heads[way], along))
    downwards = max(ways, key=lambda way: _dot(heads[way], down))
    tall = _dot(heads[downwards], down) > _dot(heads[with_card], along) and len(heads) == 2
    return geometry.rolled(quad, downwards if tall else with_card)


def _dot(a: Point, b: Point) -> float:
    return a[0] * b[0] + a[1] * b[1]
