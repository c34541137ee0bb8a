"""Which way up a card lies."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan import geometry
from cardscan.cards.turn import flatten, laid_along_text, text_axis, upright
from cardscan.model import Card, Quad, TextBox
from tests.support.plain_cards import BLACK, HEIGHT, WHITE, WIDTH, draw_plain, laid, picture_of, table

coordinates = st.floats(-300, 900, allow_nan=False)
quads = st.builds(geometry.as_quad, st.lists(st.tuples(coordinates, coordinates), min_size=4, max_size=4))


def test_boxes_of_an_upright_card_run_along_it_and_vertical_text_runs_down() -> None:
    across = geometry.as_quad([(100, 100), (400, 100), (400, 140), (100, 140)])
    down = geometry.as_quad([(500, 100), (540, 100), (540, 400), (500, 400)])
    square = geometry.as_quad([(600, 100), (640, 100), (640, 140), (600, 140)])
    for turns in range(4):
        boxes = tuple(TextBox(geometry.rolled(quad, turns), 1) for quad in (across, down, square))
        card = Card(picture_of(table(WHITE)), geometry.rectangle(WIDTH, HEIGHT), boxes)
        ways = [geometry.direction_of(box.quad) for box in upright(card, upside_down=False).boxes]
        assert np.allclose(ways, [(1, 0), (0, 1), (1, 0)])
        ways = [geometry.direction_of(box.quad) for box in upright(card, upside_down=True).boxes]
        assert np.allclose(ways, [(-1, 0), (0, -1), (-1, 0)])


def test_text_axis_counts_both_ways_along_a_line_as_one() -> None:
    line = geometry.as_quad([(0, 0), (100, 20), (96, 40), (-4, 20)])
    axis = text_axis([TextBox(line, 1), TextBox(geometry.rolled(line, 2), 1)])
    assert np.abs(np.dot(axis, geometry.direction_of(line))) == pytest.approx(1, abs=1e-3)


def test_flatten_shows_the_card_upright_at_the_size_asked_for() -> None:
    canvas, quad = table((90, 110, 140)), laid((800, 600), 180)
    draw_plain(canvas, quad, WHITE, BLACK)
    flat = flatten(Card(picture_of(canvas), quad, ()), 450)
    assert flat.shape == (260, 450, 3)
    left, right = flat[:, 20:225].mean(), flat[:, 225:430].mean()
    assert left < right, "the drawn card's text starts at its left"


@given(st.lists(quads, max_size=5), st.booleans())
def test_turning_a_card_twice_changes_nothing(places: list[Quad], upside_down: bool) -> None:
    boxes = tuple(TextBox(quad, 1) for quad in places)
    card = upright(Card(picture_of(table(WHITE, 8, 8)), laid((0, 0), 20), boxes), upside_down=upside_down)
    over = upright(upright(card, upside_down=True), upside_down=True)
    assert over.quad == card.quad
    assert [set(box.quad) for box in over.boxes] == [set(place) for place in places]


@pytest.mark.parametrize("turns", range(4))
def test_a_card_is_laid_along_its_text_up_to_a_half_turn(turns: int) -> None:
    quad = geometry.rectangle(WIDTH, HEIGHT)
    line = TextBox(((60, 60), (480, 60), (480, 94), (60, 94)), 1)
    assert laid_along_text(geometry.rolled(quad, turns), [line]) == quad
    backwards = TextBox(geometry.rolled(line.quad, 2), 1)
    assert laid_along_text(geometry.rolled(quad, turns), [backwards]) == quad
