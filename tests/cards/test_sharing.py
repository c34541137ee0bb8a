"""Each line is one card's; one that runs over two is cut."""

import numpy as np
import pytest

from cardscan import geometry
from cardscan.cards.evidence import evidence_of
from cardscan.cards.sharing import shared_out
from cardscan.model import Quad, TextBox
from tests.support.plain_cards import WHITE, box_at, table

LEFT, RIGHT = box_at(100, 100, 400, 250), box_at(500, 100, 400, 250)


def texts_on(quads: list[Quad], *places: Quad) -> list[list[Quad]]:
    """The places of the lines that each card gets, in a picture twice as large as its copy."""
    evidence = evidence_of(table(WHITE, 1000, 800), places, long_side=500)
    boxes = [TextBox(place, 0.9) for place in places]
    corners = np.array(quads, np.float32) * evidence.scale
    return [[box.quad for box in card] for card in shared_out(evidence, boxes, corners)]


def test_each_card_gets_its_lines() -> None:
    mine, other, nobodys = box_at(120, 130, 300, 30), box_at(520, 130, 300, 30), box_at(120, 500, 300, 30)
    assert texts_on([LEFT, RIGHT], mine, other, nobodys) == [[mine], [other]]


@pytest.mark.parametrize("start", [460, 170])
def test_a_line_that_hardly_reaches_over_is_one_cards(start: float) -> None:
    line = box_at(start, 130, 370, 30)
    shares = texts_on([LEFT, RIGHT], line)
    assert sorted(map(len, shares)) == [0, 1]
    assert [line] in shares


def test_a_line_over_two_cards_is_cut_between_them() -> None:
    [first], [second] = texts_on([LEFT, RIGHT], box_at(200, 130, 600, 30))
    assert max(x for x, _ in first) == pytest.approx(500, abs=12)
    assert min(x for x, _ in second) == pytest.approx(500, abs=12)
    assert geometry.size_of(first)[1] == geometry.size_of(second)[1] == 30


def test_where_cards_overlap_a_line_is_given_once() -> None:
    line = box_at(480, 130, 40, 30)
    wide = box_at(100, 100, 440, 250)
    assert sorted(map(len, texts_on([wide, RIGHT], line))) == [0, 1]
