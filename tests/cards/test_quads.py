"""Areas and overlaps of many quads at once."""

import numpy as np
import pytest

from cardscan.cards.quads import areas, clockwise, longest_sides, share_within, within
from cardscan.model import Quad
from tests.support.plain_cards import box_at


def quads_of(*quads: Quad) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(quads, np.float32).reshape(-1, 4, 2)


def test_corners_are_made_clockwise_and_areas_stay() -> None:
    there = quads_of(box_at(0, 0, 30, 20), box_at(50, 10, 10, 10))
    assert np.array_equal(clockwise(there), there)
    assert np.array_equal(clockwise(there[:, ::-1]), there)
    assert areas(there[:, ::-1]).tolist() == [600.0, 100.0]


def test_the_longest_side_is_that_of_the_four() -> None:
    assert longest_sides(quads_of(box_at(5, 5, 30, 40), ((0, 0), (9, 0), (60, 80), (0, 9)))).tolist() == [
        40.0, pytest.approx(95, abs=0.5),
    ]  # fmt: skip


def test_what_lies_in_another_quad_is_told_in_parts() -> None:
    whole, half, beside = box_at(0, 0, 100, 60), box_at(50, 0, 100, 60), box_at(200, 0, 20, 20)
    shares = share_within(quads_of(half, beside), quads_of(whole, half))
    assert np.allclose(shares, [[0.5, 1.0], [0.0, 0.0]], atol=0.01)
    points = np.array([[10, 10], [120, 10]], np.float32)
    assert within(points, quads_of(whole, half)).tolist() == [[True, False], [False, True]]
