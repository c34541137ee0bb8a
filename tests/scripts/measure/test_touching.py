"""Cards that touch, as they are counted."""

import numpy as np

from cardscan import geometry
from cardscan.model import Card, Picture, TextBox
from scripts.crowds.crowd import Crowd
from scripts.crowds.overlap import shared
from scripts.measure.touching import Told, told

PIXELS = np.zeros((600, 1200, 3), np.uint8)
LEFT, RIGHT = (np.array([[x, 100], [x + 400, 100], [x + 400, 350], [x, 350]], np.float64) for x in (100, 500))
LINES = [np.array([[[x, 120], [x + 300, 120], [x + 300, 150], [x, 150]]], np.float64) for x in (120, 520)]
TRUTH = Crowd(PIXELS, (LEFT, RIGHT), tuple(LINES))


def card(quad: np.ndarray[tuple[int, ...], np.dtype[np.float64]], *lines: int) -> Card:
    boxes = tuple(TextBox(geometry.as_quad(LINES[line][0]), 0.9) for line in lines)
    return Card(Picture(PIXELS, "", "drawn"), geometry.as_quad(quad), boxes)


def test_cards_in_their_places_are_found() -> None:
    assert told(TRUTH, [card(LEFT + 4, 0), card(RIGHT, 1)]) == Told(2, 2, 0, 2, 0)


def test_one_card_for_two_is_invented_and_mixes_their_lines() -> None:
    both = np.array([LEFT[0], RIGHT[1], RIGHT[2], LEFT[3]])
    assert told(TRUTH, [card(both, 0, 1)]) == Told(2, 0, 1, 2, 1)


def test_what_two_places_share() -> None:
    assert shared(LEFT, LEFT) == 1
    assert shared(LEFT, RIGHT) == 0
    assert round(shared(LEFT, LEFT + np.array([200, 0])), 3) == 0.333
