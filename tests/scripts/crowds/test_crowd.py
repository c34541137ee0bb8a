"""Drawn pictures of cards close together: where the cards lie, what they lie on."""

import random

import cv2
import numpy as np
import pytest

from scripts.crowds.crowd import crowd
from scripts.crowds.flat import FlatCard
from scripts.crowds.grounds import KINDS, ground
from scripts.crowds.places import heaped, in_rows
from scripts.crowds.surfaces import card_ground
from tests.scripts.pictures.test_make_cards import needs_fonts

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

SIZES = [(85.0, 55.0), (90.0, 50.0), (55.0, 85.0), (85.0, 55.0)]


def common(one: Floats, other: Floats) -> float:
    return float(cv2.intersectConvexConvex(one.astype(np.float32), other.astype(np.float32))[0])


def plain_card(tone: int) -> FlatCard:
    line = np.array([[[10, 10], [40, 10], [40, 14], [10, 14]]], np.float64)
    return FlatCard(np.full((275, 425, 3), tone, np.uint8), (85.0, 55.0), line)


@pytest.mark.parametrize("seed", range(8))
def test_cards_lie_beside_one_another_and_hardly_on_one_another(seed: int) -> None:
    for lay in (in_rows, heaped):
        quads = lay(SIZES, random.Random(seed))
        assert [round(min(np.hypot(*np.diff(quad, axis=0).T))) for quad in quads] == [55, 50, 55, 55]
        pairs = [(a, b) for place, a in enumerate(quads) for b in quads[:place]]
        assert all(common(a, b) < 0.12 * 55 * 85 for a, b in pairs)


@pytest.mark.parametrize("kind", ["lid", "cloth", "plain", "collage"])
def test_the_corners_are_where_the_cards_are(kind: str) -> None:
    made = crowd([plain_card(0), plain_card(255)], random.Random(3), 320, kind=kind)
    assert max(made.pixels.shape) == 320
    dark, light = (cv2.mean(made.pixels, filled(quad, made.pixels.shape))[0] for quad in made.cards)
    assert light - dark > 60
    for quad, lines in zip(made.cards, made.lines, strict=True):
        assert common(quad, lines[0]) == pytest.approx(
            abs(cv2.contourArea(lines[0].astype(np.float32))), rel=0.01
        )


def filled(quad: Floats, shape: tuple[int, ...]) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    mask = np.zeros(shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, np.rint(quad).astype(np.int32), 1)
    return mask


def test_the_same_seed_draws_the_same() -> None:
    one, other = (crowd([plain_card(200)] * 3, random.Random(5), 320, kind="cloth") for _ in range(2))
    assert np.array_equal(one.pixels, other.pixels)
    assert np.array_equal(one.cards, other.cards)


@needs_fonts
@pytest.mark.parametrize("kind", KINDS)
def test_every_ground_can_be_drawn(kind: str) -> None:
    under = ground(random.Random(1), np.random.default_rng(1), kind, (60, 90), 8.0)
    assert under.shape == (60, 90, 3)


def test_cards_have_many_grounds() -> None:
    noise = np.random.default_rng(1)
    spread = [float(card_ground(noise, 55, 85).std(axis=(0, 1)).max()) for _ in range(20)]
    assert min(spread) < 1
    assert max(spread) > 40
