"""How likely quads are cards in the company of others."""

import numpy as np
from numpy.typing import NDArray

from cardscan.cards.touching.chances import company
from cardscan.model import Quad
from tests.support.plain_cards import box_at

Floats = NDArray[np.float32]
GRID = tuple(box_at(40 + 310 * column, 40 + 190 * row, 310, 190) for row in (0, 1) for column in (0, 1))
ROUND = box_at(40, 40, 620, 380)
ALIKE, WITHIN, SECOND_WITHIN = 2, 7, 8
"""Columns: the likeliest of one size elsewhere, and the two likeliest that lie in a quad."""


def company_of(*quads: Quad, alone: tuple[float, ...]) -> Floats:
    return company(np.array(quads, np.float32), np.array(alone, np.float32))


def test_cards_of_one_size_speak_for_one_another() -> None:
    first, *_ = company_of(*GRID, alone=(0.4, 0.9, 0.8, 0.7))
    assert first[ALIKE] > 0.85
    beside_a_small_one, _ = company_of(GRID[0], box_at(360, 40, 60, 40), alone=(0.4, 0.9))
    assert beside_a_small_one[ALIKE] < 0.1


def test_what_holds_two_likely_cards_knows_of_them() -> None:
    *_, whole = company_of(*GRID, ROUND, alone=(0.4, 0.9, 0.8, 0.7, 0.95))
    assert (whole[WITHIN], whole[SECOND_WITHIN]) == (np.float32(0.9), np.float32(0.8))


def test_a_lone_quad_has_no_company() -> None:
    [row] = company_of(ROUND, alone=(0.95,))
    assert np.isfinite(row).all()
    assert not row[ALIKE:SECOND_WITHIN].any()
