"""When the network that sees seams is believed, and when not."""

import numpy as np
import pytest

from cardscan.cards.evidence import Evidence, evidence_of
from cardscan.cards.seams import Parts
from cardscan.cards.touching import SURE, clockwise, touching_cards
from cardscan.model import Quad
from tests.support.plain_cards import BLACK, WHITE, box_at, draw_plain, laid, table

LEFT, RIGHT = laid((400, 400), 0, 0.6), laid((940, 400), 0, 0.6)
BOTH = box_at(130, 244, 1080, 312)


def evidence_with(*more: Quad) -> Evidence:
    """Two cards side by side, and further boxes of text."""
    canvas = table((70, 80, 70), 1400, 800)
    text = [box.quad for place in (LEFT, RIGHT) for box in draw_plain(canvas, place, WHITE, BLACK)]
    return evidence_of(canvas, [*text, *more], long_side=1400)


def quads_of(*quads: Quad) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(quads, np.float32).reshape(-1, 4, 2)


def parts_at(*quads: Quad, sure: float = 0.95) -> Parts:
    return Parts(quads_of(*quads), np.full((len(quads), 4), sure, np.float32))


def test_two_cards_that_edges_take_for_one_are_two() -> None:
    chosen = touching_cards(evidence_with(), parts_at(LEFT, RIGHT), quads_of(BOTH))
    assert np.array_equal(chosen, quads_of(LEFT, RIGHT))


@pytest.mark.parametrize(
    "parts",
    [parts_at(), parts_at(LEFT), parts_at(LEFT, RIGHT, sure=SURE - 0.1), parts_at(LEFT, laid((940, 900)))],
    ids=["none", "one", "unsure borders", "one without text"],
)
def test_else_what_the_edges_say_stands(parts: Parts) -> None:
    others = quads_of(BOTH)
    assert touching_cards(evidence_with(), parts, others) is others


def test_a_line_across_a_seam_makes_one_card_of_two() -> None:
    others = quads_of(BOTH)
    across = box_at(300, 300, 900, 40)
    assert touching_cards(evidence_with(across), parts_at(LEFT, RIGHT), others) is others


def test_fewer_cards_than_the_edges_know_are_not_believed() -> None:
    others = quads_of(LEFT, box_at(670, 244, 270, 312), box_at(940, 244, 270, 312))
    lines = box_at(960, 260, 100, 30), box_at(1100, 500, 90, 30)
    assert touching_cards(evidence_with(*lines), parts_at(LEFT, RIGHT), others) is others


def test_corners_are_made_clockwise() -> None:
    there = quads_of(LEFT, RIGHT)
    assert np.array_equal(clockwise(there), there)
    assert np.array_equal(clockwise(there[:, ::-1]), there)
