"""What a picture says of quads: edges along their sides, text within them."""

import numpy as np
import pytest

from cardscan import geometry
from cardscan.cards.evidence import (
    Evidence,
    edge_support,
    evidence_of,
    is_text,
    on_border,
    shrunk,
    text_inside,
    with_text,
)
from cardscan.cards.quads import within
from cardscan.model import Quad
from tests.support.plain_cards import BLACK, WHITE, box_at, draw_plain, laid, table

CARD = laid((800, 600), 12)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    canvas = table((90, 110, 140))
    boxes = draw_plain(canvas, CARD, WHITE, BLACK)
    return evidence_of(canvas, [box.quad for box in boxes], long_side=800)


def in_copy(evidence: Evidence, *quads: Quad) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.array(quads, np.float32) * evidence.scale


def test_the_copy_is_as_long_as_asked_for_and_never_enlarged(evidence: Evidence) -> None:
    assert (evidence.size, evidence.scale) == ((800, 600), 0.5)
    assert evidence_of(table(WHITE, 300, 200), [], long_side=800).size == (300, 200)


def test_sides_on_edges_are_supported_and_others_are_not(evidence: Evidence) -> None:
    support = edge_support(evidence, in_copy(evidence, CARD, laid((800, 600), 40), laid((800, 600), 12, 1.2)))
    assert support[0].min() > 0.8
    assert support[1:].max() < 0.3


def test_a_side_along_the_border_may_be_the_card_s_or_not(evidence: Evidence) -> None:
    whole, inside = geometry.rectangle(1600, 1200), geometry.rectangle(1000, 800)
    beside = on_border(evidence, in_copy(evidence, whole, inside))
    assert beside.tolist() == [[True] * 4, [True, False, False, True]]
    [support] = edge_support(evidence, in_copy(evidence, whole))
    assert ((support > 0.3) & (support < 0.9)).all()


def test_text_is_counted_where_it_lies(evidence: Evidence) -> None:
    a, b, c, d = np.array(CARD)
    upper = geometry.as_quad([a, b, (b + c) / 2, (a + d) / 2])
    inside = text_inside(evidence, in_copy(evidence, CARD, upper, laid((2400, 600))))
    assert inside.tolist() == [[1.0] * 6, [1.0] * 2 + [0.0] * 4, [0.0] * 6]


def test_points_are_within_or_not() -> None:
    points = np.array([(5, 5), (-1, 5), (5, 11)], np.float32)
    quads = np.array([geometry.rectangle(10, 10), geometry.rectangle(4, 4)], np.float32)
    assert within(points, quads).tolist() == [[True, False, False], [False, False, False]]


def test_blank_paper_and_half_the_picture_are_no_text() -> None:
    canvas = table((150, 130, 120))
    [line, *_] = draw_plain(canvas, laid((800, 600)), WHITE, BLACK)
    blank, half = box_at(900, 650, 300, 40), box_at(0, 0, 1600, 700)
    seen = evidence_of(canvas, [line.quad, blank, half], long_side=1600)
    assert is_text(seen).tolist() == [True, False, False]
    kept = with_text(seen, is_text(seen))
    assert len(kept.text) == 1
    assert kept.weights.tolist() == [pytest.approx(1.0)]


def test_letters_are_no_edges_once_they_are_known_as_text(evidence: Evidence) -> None:
    plain = with_text(evidence, np.ones(len(evidence.text), bool))
    inner = in_copy(evidence, laid((800, 600), 12, 0.95))
    before, after = (
        within(np.argwhere(seen.edges)[:, ::-1].astype(np.float32), inner).sum() for seen in (evidence, plain)
    )
    assert after < 0.1 * before


def test_a_quad_shrinks_by_its_smaller_size_and_never_inside_out() -> None:
    assert shrunk(geometry.rectangle(100, 20), 0.2) == pytest.approx(
        np.array([(4, 4), (96, 4), (96, 16), (4, 16)])
    )
    assert np.ptp(np.array(shrunk(geometry.rectangle(100, 20), 0.5))[:, 1]) == pytest.approx(0)


def test_the_whole_picture_is_its_own_quad() -> None:
    seen = evidence_of(table(WHITE, 640, 400), (), long_side=640)
    assert np.array_equal(seen.whole, [[(0, 0), (640, 0), (640, 400), (0, 400)]])
