"""Where cards may lie that touch."""

import numpy as np
import pytest

from cardscan.cards.evidence import Evidence, evidence_of
from cardscan.cards.touching.hypotheses import hypotheses, neighbours
from cardscan.cards.touching.seams import Parts
from cardscan.model import Quad
from tests.support.plain_cards import box_at, nearest, table

SIZE = (480, 320)
LEFT, RIGHT = box_at(60, 100, 160, 100), box_at(220, 100, 160, 100)
BOTH = box_at(60, 100, 320, 100)


def quads_of(*quads: Quad) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(quads, np.float32).reshape(-1, 4, 2)


def evidence(*text: Quad) -> Evidence:
    return evidence_of(table((90, 90, 90), *SIZE), text, long_side=480)


def parts(*quads: Quad, seam: int = 0) -> Parts:
    """What the network saw, and how likely a border runs upright at x = seam."""
    border = np.zeros(SIZE[::-1], np.float32)
    border[:, seam - 3 : seam + 4] = 1.0 if seam else 0.0
    return Parts(quads_of(*quads), border, np.ones(SIZE[::-1], np.float32))


def test_a_quad_round_two_cards_is_cut_where_the_seam_is() -> None:
    told = hypotheses(evidence(box_at(70, 120, 100, 12)), parts(seam=220), quads_of(BOTH))
    assert max(nearest(told, LEFT), nearest(told, RIGHT)) < 8


def test_no_line_of_text_is_cut() -> None:
    told = hypotheses(evidence(box_at(100, 140, 240, 12)), parts(seam=220), quads_of(BOTH))
    assert nearest(told, LEFT) > 20


def test_two_regions_side_by_side_may_be_one_card() -> None:
    told = hypotheses(evidence(), parts(LEFT, RIGHT), quads_of())
    assert nearest(told, BOTH) < 2
    far = hypotheses(evidence(), parts(LEFT, box_at(300, 10, 160, 60)), quads_of())
    assert nearest(far, box_at(60, 10, 400, 190)) > 20


@pytest.mark.parametrize("place", [RIGHT, box_at(60, 0, 160, 100), box_at(60, 200, 160, 100)])
def test_a_card_may_lie_beside_each_side_of_another(place: Quad) -> None:
    assert nearest(neighbours(evidence(), quads_of(LEFT)), place) < 1


def test_no_card_lies_beyond_the_picture() -> None:
    told = neighbours(evidence(), quads_of(LEFT))
    assert len(told) == 3
    assert told.min() > -30
