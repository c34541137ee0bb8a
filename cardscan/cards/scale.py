"""Whether a card's text was large enough, in the copy that the detector saw, to be seen well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cardscan import geometry

if TYPE_CHECKING:
    from cardscan.model import Card

_SMALL = 21.0
"""Height of a text box in the copy's pixels; the letters in it are about half as high."""
_PART_OF_CARD = 0.3
"""Of the card's height: a box this high is several lines that ran together."""


def text_is_small(card: Card, long_side: int) -> bool:
    """Tell whether the text should be looked for again at a larger scale.

    `long_side` is that of the copy in which the card's boxes were found, in pixels.
    """
    if not card.boxes:
        return False
    scale = long_side / max(card.picture.pixels.shape[:2])
    heights = [geometry.size_of(box.quad)[1] for box in card.boxes]
    merged = max(heights) > _PART_OF_CARD * min(geometry.size_of(card.quad))
    return merged or float(np.median(heights)) * scale < _SMALL
