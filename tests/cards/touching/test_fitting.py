"""Quads laid exactly on cards by the network, and what it is shown of them."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from cardscan.cards.touching.fitting import (
    HEIGHT,
    PLANES,
    WIDTH,
    cutouts,
    fitted,
    lengthwise,
    moved,
    steps_to,
)
from cardscan.cards.touching.networks import FITTING
from cardscan.model import Quad
from cardscan.ocr.engine import Network, read_model
from tests.support.plain_cards import BLACK, WHITE, box_at, draw_plain, laid, nearest, table

if TYPE_CHECKING:
    from cardscan.cards.touching.fitting import Fit

Floats = NDArray[np.float32]
PLACES = laid((150, 160), 4, 0.2), laid((335, 170), 4, 0.2)
"""Two cards in a picture as it is looked at, a hair's breadth apart."""


@pytest.fixture(scope="module")
def fit(cache_dir: Path) -> "Fit":
    canvas = table((70, 80, 70), 480, 330)
    for place in PLACES:
        draw_plain(canvas, place, WHITE, BLACK)
    return partial(fitted, canvas, Network(read_model(FITTING), threads=1, cache_dir=cache_dir))


def quads_of(*quads: Quad) -> Floats:
    return np.array(quads, np.float32).reshape(-1, 4, 2)


def off(quad: Quad, by: float) -> Quad:
    """The quad with its right side moved out by a part of its width."""
    a, b, c, d = np.array(quad)
    (x, y), (u, v) = b + by * (b - a), c + by * (c - d)
    return (float(a[0]), float(a[1])), (float(x), float(y)), (float(u), float(v)), (float(d[0]), float(d[1]))


@pytest.mark.parametrize("by", [-0.3, -0.15, 0.15, 0.3])
@pytest.mark.parametrize("place", PLACES)
def test_a_quad_that_is_off_is_laid_on_its_card(fit: "Fit", place: Quad, by: float) -> None:
    said = fit(quads_of(off(place, by)))
    assert said.rough[0] > 0.5
    assert nearest(fit(said.quads).quads, place) < 8


def test_a_card_is_told_from_its_half_from_two_and_from_the_table(fit: "Fit") -> None:
    first, second = PLACES
    both = (first[0], second[1], second[2], first[3])
    said = fit(quads_of(first, second, off(first, -0.5), both, box_at(20, 250, 90, 55)))
    assert said.exact[:2].min() > 0.7
    assert said.exact[2:].max() < 0.3
    assert said.rough[-1] < 0.3


def test_the_longer_sides_come_first_however_a_quad_lies() -> None:
    wide, tall = box_at(10, 20, 90, 50), box_at(10, 20, 50, 90)
    assert (lengthwise(quads_of(wide)) == quads_of(wide)).all()
    [turned] = lengthwise(quads_of(tall))
    assert [tuple(corner) for corner in turned] == [*tall[1:], tall[0]]


@given(st.integers(0, 2**32 - 1))
def test_moving_a_quad_s_corners_by_the_steps_to_another_gives_that_one(seed: int) -> None:
    noise = np.random.default_rng(seed)
    quad, other = (quads_of(laid((300, 200), 30, 0.3)) + noise.normal(0, 12, (1, 4, 2)) for _ in range(2))
    there = moved(quad.astype(np.float32), steps_to(quad.astype(np.float32), other.astype(np.float32)))
    assert there == pytest.approx(other, abs=0.05)


def test_what_the_network_sees_has_the_quad_in_the_middle_and_ground_round_it() -> None:
    canvas = table((0, 0, 0), 480, 330)
    canvas[100:200, 100:260] = 250
    [seen] = cutouts(canvas, quads_of(box_at(100, 100, 160, 100)))
    assert seen.shape == (PLANES, HEIGHT, WIDTH)
    assert seen[0, HEIGHT // 2, WIDTH // 2] > 0.9
    assert seen[0, 3, 3] < -0.9
    assert seen[3, 0, 0] == pytest.approx(np.log(1.6), abs=0.01)


def test_no_quads_are_none(fit: "Fit") -> None:
    said = fit(quads_of())
    assert said.quads.shape == (0, 4, 2)
    assert said.exact.shape == (0,)
