"""Quads, the maps between them, and flat cut-outs."""

import cv2
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cardscan import geometry
from cardscan.model import Quad
from tests.support.plain_cards import box_at

SLANTED: Quad = ((100.0, 50.0), (500.0, 90.0), (480.0, 320.0), (80.0, 280.0))


def test_a_quad_is_four_corners_of_two_numbers() -> None:
    assert geometry.as_quad(np.array(SLANTED)) == SLANTED
    with pytest.raises(ValueError, match="unpack"):
        geometry.as_quad([(0, 0), (1, 0), (1, 1)])


@given(st.integers(-9, 9))
def test_rolling_four_times_comes_back(turns: int) -> None:
    assert geometry.rolled(SLANTED, turns + 4) == geometry.rolled(SLANTED, turns)
    assert geometry.rolled(geometry.rolled(SLANTED, turns), -turns) == SLANTED


def test_size_centre_and_direction_are_those_of_the_text() -> None:
    upright = geometry.rectangle(300, 200)
    assert geometry.size_of(upright) == (300, 200)
    assert geometry.size_of(geometry.rolled(upright, 1)) == (200, 300)
    assert geometry.centre_of(upright) == (150, 100)
    assert geometry.direction_of(upright) == (1, 0)
    assert geometry.direction_of(geometry.rolled(upright, 1)) == (0, 1)
    assert geometry.direction_of(((5, 5),) * 4) == (0, 0)


@given(st.lists(st.floats(-40, 40), min_size=8, max_size=8))
def test_a_map_takes_corners_to_corners_and_back(moves: list[float]) -> None:
    target = geometry.as_quad(np.array(SLANTED) + np.reshape(moves, (4, 2)))
    assume(min(geometry.size_of(target)) > 50)
    there = geometry.homography(SLANTED, target)
    assert np.allclose(geometry.project(there, SLANTED), target, atol=0.01)
    back = geometry.homography(target, SLANTED)
    assert np.allclose(geometry.project(back, geometry.project(there, SLANTED)), SLANTED, atol=0.05)


@pytest.mark.parametrize("shrink", [1, 4])
def test_a_cut_out_is_flat_whether_it_shrinks_or_not(shrink: int) -> None:
    picture = np.zeros((400, 600, 3), np.uint8)
    onto = geometry.homography(geometry.rectangle(400, 200), SLANTED)
    for column, colour in ((0, (255, 0, 0)), (200, (0, 0, 255))):
        half = geometry.project(onto, box_at(column, 0, 200, 200))
        cv2.fillConvexPoly(picture, np.round(np.array(half)).astype(np.int32), colour)
    flat = geometry.cut_out(picture, SLANTED, 400 // shrink, 200 // shrink)
    assert flat.shape == (200 // shrink, 400 // shrink, 3)
    for x, colour in ((100, (255, 0, 0)), (300, (0, 0, 255))):
        assert np.abs(flat[100 // shrink, x // shrink].astype(int) - colour).max() < 5


def test_thin_strokes_survive_shrinking() -> None:
    picture = np.full((800, 800, 3), 255, np.uint8)
    picture[::10] = 0
    flat = geometry.cut_out(picture, geometry.rectangle(800, 800), 100, 100)
    assert 200 < flat.mean() < 240
    assert flat.std() < 20


def test_what_lies_outside_the_picture_is_its_border_repeated() -> None:
    picture = np.full((50, 50, 3), 90, np.uint8)
    flat = geometry.cut_out(picture, box_at(-100, -100, 90, 90), 20, 20)
    assert flat.tolist() == np.full((20, 20, 3), 90).tolist()
