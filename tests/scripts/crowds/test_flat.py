"""Flat cards: their lines lie where their letters are."""

import random

import numpy as np

from scripts.crowds.flat import flat_cards
from tests.scripts.pictures.test_make_cards import needs_fonts


@needs_fonts
def test_lines_lie_on_letters() -> None:
    cards = flat_cards(random.Random(2), 5, 5.0)
    assert len(cards) == 5
    first = cards[0]
    assert first.pixels.shape[1] == round(5 * first.size[0])
    for line in first.lines * 5:
        (left, top), (right, bottom) = line[0].astype(int), line[2].astype(int)
        assert np.ptp(first.pixels[top : bottom + 1, left : right + 1]) > 40
