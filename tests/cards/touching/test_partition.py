"""Which quads together are a picture's cards."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray

from cardscan.cards.evidence import evidence_of, rgb_of
from cardscan.cards.touching.fitting import Fitted, fitted
from cardscan.cards.touching.networks import FITTING
from cardscan.cards.touching.partition import partition
from cardscan.cards.touching.seams import Parts
from cardscan.model import Quad
from cardscan.ocr.engine import Network, read_model
from tests.support.plain_cards import BLACK, WHITE, Canvas, box_at, draw_plain, fill, nearest, table
from tests.support.touching import parts as parts_at

if TYPE_CHECKING:
    from cardscan.cards.touching.networks import Network as Asked

Floats = NDArray[np.float32]
SIZE = (700, 460)
GRID = tuple(box_at(40 + 310 * column, 40 + 190 * row, 310, 190) for row in (0, 1) for column in (0, 1))
ROUND = box_at(40, 40, 620, 380)
CREAM, GREY, BLUE = (215, 235, 250), (90, 90, 90), (190, 120, 60)
PAPERS = WHITE, CREAM, CREAM, WHITE


class Scene(NamedTuple):
    """Plain cards on a table, drawn, and the boxes round their lines."""

    canvas: Canvas
    text: list[Quad]


def drawn(*cards: Quad, silent: int = -1) -> Scene:
    """The cards; of the one at `silent` no text was seen."""
    canvas, text = table(GREY, *SIZE), []
    for number, card in enumerate(cards):
        boxes = draw_plain(canvas, card, PAPERS[number % 4], BLACK)
        text += [box.quad for box in boxes if number != silent]
    return Scene(canvas, text)


@pytest.fixture(scope="module")
def network(cache_dir: Path) -> "Asked":
    return Network(read_model(FITTING), threads=1, cache_dir=cache_dir)


def quads_of(*quads: Quad) -> Floats:
    return np.array(quads, np.float32).reshape(-1, 4, 2)


def chosen(scene: Scene, parts: Parts, found: Floats, network: "Asked") -> Floats:
    evidence = evidence_of(scene.canvas, scene.text, long_side=max(SIZE))
    return partition(evidence, parts, found, partial(fitted, rgb_of(evidence), network))


parts = partial(parts_at, SIZE)


def assert_are(quads: Floats, wanted: tuple[Quad, ...]) -> None:
    assert len(quads) == len(wanted)
    assert all(nearest(quads, quad) < 8 for quad in wanted)


def test_a_grid_of_cards_that_edges_take_for_one_is_taken_apart(network: "Asked") -> None:
    assert_are(chosen(drawn(*GRID), parts(*GRID), quads_of(ROUND), network), GRID)


def test_cards_that_the_network_ran_together_are_cut_apart(network: "Asked") -> None:
    rows = box_at(40, 40, 620, 190), box_at(40, 230, 620, 190)
    assert_are(chosen(drawn(*GRID), parts(*GRID, seen=rows), quads_of(ROUND), network), GRID)


def test_a_card_that_the_network_missed_is_found_beside_the_others(network: "Asked") -> None:
    seen = parts(*GRID, seen=GRID[:3])
    assert_are(chosen(drawn(*GRID), seen, quads_of(*GRID[:3]), network), GRID)


def test_a_card_without_a_line_of_text_yet_is_one_beside_others(network: "Asked") -> None:
    assert_are(chosen(drawn(*GRID, silent=3), parts(*GRID), quads_of(ROUND), network), GRID)


def test_a_card_that_the_network_sees_askew_is_laid_straight(network: "Asked") -> None:
    (a, b, c, d) = GRID[0]
    askew = (a, (b[0] + 30, b[1] + 25), (c[0] - 25, c[1]), (d[0] + 20, d[1] - 30))
    seen = parts(*GRID, seen=(askew, *GRID[1:]))
    assert_are(chosen(drawn(*GRID), seen, quads_of(*GRID[1:]), network), GRID)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.62])
def test_the_panels_of_one_card_are_one_card(share: float, network: "Asked") -> None:
    card = box_at(120, 60, 480, 290)
    panels = box_at(120, 60, 480 * share, 290), box_at(120 + 480 * share, 60, 480 * (1 - share), 290)
    scene = drawn(card)
    fill(scene.canvas, panels[0], BLUE)
    text = [box_at(left + 20, top + 60, 80, 22) for (left, top), *_ in panels]
    seen = parts(*panels, sure=0.6)
    assert not len(chosen(Scene(scene.canvas, text), seen, quads_of(card), network))


def test_a_line_that_runs_across_speaks_for_one_card(network: "Asked") -> None:
    card = box_at(120, 60, 300, 360)
    halves = box_at(120, 60, 300, 180), box_at(120, 240, 300, 180)
    across = [box_at(140 + 60 * n, 160, 30, 160) for n in range(4)]
    assert not len(chosen(Scene(drawn(card).canvas, across), parts(*halves), quads_of(card), network))


@pytest.mark.parametrize("number", [0, 1], ids=["no text", "text on one"])
def test_what_edges_found_stands_where_no_two_cards_have_text(number: int, network: "Asked") -> None:
    whole = drawn(*GRID)
    scene = Scene(whole.canvas, whole.text[: 6 * number])
    assert not len(chosen(scene, parts(*GRID), quads_of(GRID[0]), network))


def test_cards_of_which_the_network_sees_one_are_told_apart_where_there_is_much_text(
    network: "Asked",
) -> None:
    seen, found, scene = parts(*GRID, seen=(ROUND,)), quads_of(ROUND), drawn(*GRID)
    assert_are(chosen(scene, seen, found, network), GRID)
    assert not len(chosen(Scene(scene.canvas, scene.text[::6]), seen, found, network))


def test_print_of_the_ground_says_nothing_against_cards_on_it(network: "Asked") -> None:
    cards = box_at(60, 60, 250, 150), box_at(310, 60, 250, 150)
    scene = drawn(*cards)
    ground = [box_at(x, y, 110, 8) for x in (20, 160, 300, 440, 560) for y in range(230, 450, 12)]
    for line in ground:
        fill(scene.canvas, line, BLACK)
    sheet = quads_of(box_at(4, 4, 690, 450))
    assert_are(chosen(Scene(scene.canvas, [*scene.text, *ground]), parts(*cards), sheet, network), cards)


def test_several_cards_are_not_taken_where_text_of_the_one_found_is_lost(network: "Asked") -> None:
    large = box_at(250, 150, 420, 290)
    small = box_at(20, 20, 150, 95), box_at(500, 20, 150, 95)
    corner = box_at(250, 340, 155, 100)
    scene = drawn(*small, large)
    seen = parts(*small, large, corner, seen=(*small, corner))
    assert_are(chosen(scene, seen, quads_of(*small, large), network), (*small, large))


def test_one_card_on_print_is_found_where_edges_found_none(network: "Asked") -> None:
    card = box_at(180, 60, 330, 200)
    scene = drawn(card)
    ground = [box_at(x, y, 150, 8) for x in (10, 530) for y in range(20, 450, 12)]
    ground += [box_at(x, y, 150, 8) for x in (180, 350) for y in range(280, 450, 12)]
    for line in ground:
        fill(scene.canvas, line, BLACK)
    seen, nothing = parts(card), quads_of()
    assert_are(chosen(Scene(scene.canvas, [*scene.text, *ground]), seen, nothing, network), (card,))
    assert not len(chosen(scene, seen, nothing, network))


def test_white_cards_on_white_whose_sides_nobody_sees_are_not_guessed_at(network: "Asked") -> None:
    canvas = table(WHITE, *SIZE)
    text = [box.quad for card in GRID for box in draw_plain(canvas, card, WHITE, BLACK)]
    assert not len(chosen(Scene(canvas, text), parts(*GRID, sure=0.05), quads_of(), network))


def test_one_card_that_edges_and_network_see_alike_is_not_weighed_against_others() -> None:
    scene = drawn(ROUND)
    evidence = evidence_of(scene.canvas, scene.text * 5, long_side=max(SIZE))

    def fit(quads: Floats) -> Fitted:
        raise AssertionError(f"asked of {len(quads)}")

    assert len(partition(evidence, parts(ROUND), quads_of(ROUND), fit)) == 0
