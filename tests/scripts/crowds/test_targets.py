"""What a network shall say of cards that touch."""

import cv2
import numpy as np

from scripts.crowds.targets import CELL, corners, short_side, targets


def test_the_short_side_of_a_card_on_its_side() -> None:
    assert short_side(np.array([[0, 0], [0, 90], [50, 90], [50, 0]], np.float64)) == 50


def test_kernels_of_cards_that_touch_are_apart() -> None:
    left = np.array([[40, 40], [140, 40], [140, 100], [40, 100]], np.float64)
    right = left + np.array([100, 0])
    maps, weights = targets([left, right], (160, 320))
    assert cv2.connectedComponents(maps[0])[0] == 2
    assert cv2.connectedComponents(maps[1])[0] == 3
    assert maps[2, 70, 140] and maps[2, 40, 90] and not maps[2, 70, 90]
    assert weights[70, 140] > weights[70, 90]


def test_what_lies_on_a_card_hides_it() -> None:
    below = np.array([[40, 40], [140, 40], [140, 100], [40, 100]], np.float64)
    maps, _ = targets([below, below + np.array([70, 30])], (160, 320))
    assert not maps[1, 95, 135 - 20]
    assert maps[2, 90, 110]


def test_each_cell_says_where_the_corners_of_its_card_lie() -> None:
    below = np.array([[40, 40], [140, 40], [140, 100], [40, 100]], np.float64)
    above = below + np.array([70, 30])
    away, sizes = corners([below, above], (40, 80))
    for cell, card in (((15, 15), below), ((22, 32), above)):
        middle = CELL * (np.array(cell[::-1]) + 0.5)
        assert np.allclose(away[:, :, *cell] + middle, card)
        assert sizes[cell] == np.sqrt(6000).astype(np.float32)
    assert not sizes[5, 5]
