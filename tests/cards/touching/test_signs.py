"""What speaks for and against quads being cards."""

import numpy as np
import pytest
from numpy.typing import NDArray

from cardscan.cards.evidence import evidence_of
from cardscan.cards.touching.signs import alike, signs_of
from cardscan.model import Quad
from tests.support.plain_cards import box_at, table
from tests.support.touching import parts

Floats = NDArray[np.float32]
SIZE = (700, 460)
LEFT, RIGHT = box_at(40, 60, 300, 180), box_at(340, 60, 300, 180)
BOTH = box_at(40, 60, 600, 180)
TEXT = tuple(box_at(60 + 300 * side, 90 + 40 * row, 180, 22) for side in (0, 1) for row in range(3))


def quads_of(*quads: Quad) -> Floats:
    return np.array(quads, np.float32).reshape(-1, 4, 2)


def rows_of(quads: Floats) -> Floats:
    evidence = evidence_of(table((90, 90, 90), *SIZE), TEXT, long_side=max(SIZE))
    return signs_of(evidence, parts(SIZE, LEFT, RIGHT), quads, quads_of(BOTH)).numbers


def test_two_alike_cards_have_like_signs_and_both_together_others() -> None:
    left, right, both = rows_of(quads_of(LEFT, RIGHT, BOTH))
    assert np.isfinite([left, right, both]).all()
    assert left == pytest.approx(right, abs=0.15)
    assert np.abs(left - both).max() > 0.5


def test_the_corner_at_which_a_quad_begins_is_no_sign() -> None:
    quad = quads_of(LEFT)[0]
    turned = np.stack([np.roll(quad, times, axis=0) for times in range(4)])
    first, *others = rows_of(turned)
    assert all(other == pytest.approx(first, abs=1e-4) for other in others)


def test_what_holds_a_line_has_text() -> None:
    evidence = evidence_of(table((90, 90, 90), *SIZE), TEXT[:3], long_side=max(SIZE))
    signs = signs_of(evidence, parts(SIZE, LEFT, RIGHT), quads_of(LEFT, RIGHT), quads_of())
    assert signs.has_text.tolist() == [True, False]


def test_quads_are_alike_as_far_as_they_share_their_area() -> None:
    shares = alike(quads_of(LEFT, BOTH), quads_of(LEFT, RIGHT))
    assert shares == pytest.approx(np.array([[1, 0], [0.5, 0.5]]), abs=0.05)
