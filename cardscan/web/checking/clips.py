"""A line of a card cut out of its picture, at the size in which it can be read."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardscan.model import Quad

_RIM = 0.14
"""Of a line's height, so much is shown around it."""
_LEAST_HEIGHT = 12.0
_HEIGHT = 30.0
"""Pixels of a page that a line's height is shown in."""
_TALLEST = 160.0
"""Pixels of a page for a line that runs down the card."""
_LONGEST = 20.0
"""Heights of a line; a longer one is shown in pieces, one below the other."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One line of text in the picture."""

    text: str
    pieces: tuple[str, ...]
    """SVG's viewBox of each: one below the other they show the line."""
    width: int
    """In pixels of the page, of each piece, as is the height."""
    height: int


def clip_of(text: str, quad: Quad) -> Clip:
    """Return how the line within these corners is shown.

    >>> clip_of("Agent", ((10, 20), (110, 20), (110, 40), (10, 40)))
    Clip(text='Agent', pieces=('7.2 17.2 105.6 25.6',), width=124, height=30)
    """
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    rim = _RIM * max(_LEAST_HEIGHT, min(width, height))
    left, top, width, height = min(xs) - rim, min(ys) - rim, width + 2 * rim, height + 2 * rim
    shown = min(_TALLEST, _HEIGHT * max(1.0, height / width))
    count = math.ceil(width / (_LONGEST * height))
    # pieces overlap, so that a letter that is cut in two is whole in one of them
    step, overlap = width / count, height if count > 1 else 0.0
    pieces = tuple(
        f"{left + number * step:.1f} {top:.1f} {step + overlap:.1f} {height:.1f}" for number in range(count)
    )
    return Clip(text, pieces, round(shown * (step + overlap) / height), round(shown))
