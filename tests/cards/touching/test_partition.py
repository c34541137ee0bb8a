"""Which quads together are a picture's cards."""

from functools import partial

import numpy as np
import pytest

from cardscan.cards.evidence import Evidence, evidence_of
from cardscan.cards.touching.partition import partition
from cardscan.model import Quad
from tests.support.plain_cards import box_at, nearest, table
from tests.support.touching import parts as parts_at

SIZE = (700, 460)
GRID = tuple(box_at(40 + 310 * column, 40 + 190 * row, 310, 190) for row in (0, 1) for column in (0, 1))
ROUND = box_at(40, 40, 620, 380)


def quads_of(*quads: Quad) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(quads, np.float32).reshape(-1, 4, 2)


def lines_on(quad: Quad, count: int = 3) -> list[Quad]:
    (left, top), *_ = quad
    return [box_at(left + 30, top + 30 + 40 * row, 180, 22) for row in range(count)]


def evidence(*text: Quad) -> Evidence:
    return evidence_of(table((90, 90, 90), *SIZE), text, long_side=max(SIZE))


parts = partial(parts_at, SIZE)


def assert_are(chosen: np.ndarray[tuple[int, ...], np.dtype[np.float32]], wanted: tuple[Quad, ...]) -> None:
    assert len(chosen) == len(wanted)
    assert all(nearest(chosen, quad) < 8 for quad in wanted)


def test_a_grid_of_cards_that_edges_take_for_one_is_taken_apart() -> None:
    text = [line for quad in GRID for line in lines_on(quad)]
    assert_are(partition(evidence(*text), parts(*GRID), quads_of(ROUND)), GRID)


def test_cards_that_the_network_ran_together_are_cut_apart() -> None:
    text = [line for quad in GRID for line in lines_on(quad)]
    rows = box_at(40, 40, 620, 190), box_at(40, 230, 620, 190)
    assert_are(partition(evidence(*text), parts(*GRID, seen=rows), quads_of(ROUND)), GRID)


def test_a_card_that_the_network_missed_is_found_beside_the_others() -> None:
    text = [line for quad in GRID for line in lines_on(quad)]
    assert_are(partition(evidence(*text), parts(*GRID, seen=GRID[:3]), quads_of(*GRID[:3])), GRID)


def test_a_card_without_a_line_of_text_yet_is_one_beside_others() -> None:
    text = [line for quad in GRID[:3] for line in lines_on(quad)]
    assert_are(partition(evidence(*text), parts(*GRID), quads_of(ROUND)), GRID)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.62])
def test_the_panels_of_one_card_are_one_card(share: float) -> None:
    card = box_at(120, 60, 480, 290)
    panels = box_at(120, 60, 480 * share, 290), box_at(120 + 480 * share, 60, 480 * (1 - share), 290)
    text = [box_at(left + 20, top + 60, 80, 22) for (left, top), *_ in panels]
    found = quads_of(card)
    assert partition(evidence(*text), parts(*panels, sure=0.6), found) is found


def test_a_line_that_runs_across_speaks_for_one_card() -> None:
    halves = box_at(120, 60, 300, 180), box_at(120, 240, 300, 180)
    found = quads_of(box_at(120, 60, 300, 360))
    across = [box_at(140 + 60 * n, 160, 30, 160) for n in range(4)]
    assert partition(evidence(*across), parts(*halves), found) is found


@pytest.mark.parametrize("text", [[], lines_on(GRID[0])], ids=["no text", "text on one"])
def test_what_edges_found_stands_where_no_two_cards_have_text(text: list[Quad]) -> None:
    found = quads_of(GRID[0])
    assert partition(evidence(*text), parts(*GRID), found) is found


def test_cards_of_which_the_network_sees_one_are_told_apart_where_there_is_much_text() -> None:
    much, little = ([line for quad in GRID for line in lines_on(quad, count)] for count in (4, 1))
    assert_are(partition(evidence(*much), parts(*GRID, seen=(ROUND,)), quads_of(ROUND)), GRID)
    found = quads_of(ROUND)
    assert partition(evidence(*little), parts(*GRID, seen=(ROUND,)), found) is found


def test_several_cards_are_not_taken_where_text_of_the_one_found_is_lost() -> None:
    large = box_at(250, 150, 420, 290)
    small = box_at(20, 20, 150, 95), box_at(500, 20, 150, 95)
    text = [
        *(box_at(left + 20, top + 15 + 25 * row, 90, 12) for ((left, top), *_) in small for row in range(3)),
        *(box_at(262, 180 + 50 * row, 130, 18) for row in range(2)),
        *(box_at(262, 346 + 22 * row, 130, 14) for row in range(4)),
    ]
    corner = box_at(250, 340, 155, 100)
    found = quads_of(*small, large)
    assert_are(
        partition(evidence(*text), parts(*small, large, corner, seen=(*small, corner)), found),
        (*small, large),
    )
