"""Drawn cards that lie small, and whether their lines are found, as it is counted."""

import random

import numpy as np

from cardscan import geometry
from cardscan.model import Card, Picture, TextBox
from scripts.crowds.flat import FlatCard
from scripts.measure.small_print import found, scene

LINE = np.array([[[5, 5], [45, 5], [45, 9], [5, 9]]], np.float64)


def flat() -> FlatCard:
    pixels = np.full((1200, 2040, 3), 255, np.uint8)
    pixels[120:216, 120:1080] = 0
    return FlatCard(pixels, (85.0, 50.0), LINE)


def test_every_card_lies_in_the_picture_with_its_line_where_it_is_drawn() -> None:
    for seed in range(4):
        drawn = scene([flat()] * (seed + 1), random.Random(seed))
        height, width = drawn.pixels.shape[:2]
        assert len(drawn.widths) == len(drawn.lines) == seed + 1
        for size, [line] in zip(drawn.widths, drawn.lines, strict=True):
            assert 0.1 * width < size <= 1.1 * width
            x, y = line.mean(axis=0)
            assert 0 <= x < width and 0 <= y < height
            assert drawn.pixels[round(y), round(x)].max() < 40


def test_a_line_is_found_where_boxes_cover_most_of_it() -> None:
    picture = Picture(np.zeros((100, 100, 3), np.uint8), "", "drawn")

    def with_box(right: float) -> list[Card]:
        box = TextBox(((5, 4), (right, 4), (right, 10), (5, 10)), 0.9)
        return [Card(picture, geometry.rectangle(100, 100), (box,))]

    assert found(LINE, with_box(40)) == [True]
    assert found(LINE, with_box(20)) == [False]
    assert found(LINE, []) == [False]
