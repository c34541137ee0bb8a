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


@needs_fonts
def test_a_logo_beside_a_line_is_none_of_it() -> None:
    for card in flat_cards(random.Random(4), 40, 5.0, reprints=0):
        ground = np.median(card.pixels.reshape(-1, 3), axis=0)
        for line in card.lines * 5:
            (left, top), (right, bottom) = line[0].astype(int), line[2].astype(int)
            away = np.abs(card.pixels[top : bottom + 1, left : right + 1] - ground).max(axis=(0, 2))
            gaps = np.diff(np.flatnonzero(away > 30), prepend=0)
            assert gaps.max(initial=0) < 3 * (bottom - top + 1)
