"""Text beside the cards that were found: cards without visible edges, or print of the background."""

import numpy as np

from cardscan.cards.evidence import Evidence, evidence_of
from cardscan.cards.leftover import unframed_cards
from cardscan.model import Quad
from tests.support.plain_cards import BLACK, WHITE, Floats, box_at, draw_plain, laid, nearest, table

FOUND = (laid((500, 320), 0, 0.8), laid((1450, 320), 0, 0.8))


def seen(*bare: Quad, print_of: tuple[Quad, ...] = ()) -> Evidence:
    """Two cards with edges, others without, and single lines."""
    canvas = table(WHITE, 2000, 1200)
    boxes = [box for quad in FOUND for box in draw_plain(canvas, quad, (120, 160, 190), BLACK)]
    boxes += [box for quad in bare for box in draw_plain(canvas, quad, WHITE, BLACK)]
    return evidence_of(canvas, [*(box.quad for box in boxes), *print_of], long_side=2000)


def unframed(evidence: Evidence) -> Floats:
    return unframed_cards(evidence, np.array(FOUND, np.float32))


def test_as_much_text_as_on_a_card_is_a_card() -> None:
    [quad] = unframed(seen(laid((500, 880), 0, 0.8)))
    text = np.array([(500 - 360 + 48, 880 - 208 + 48), (500 + 24, 880 + 208 - 29)])
    assert (quad.min(axis=0) < text[0]).all()
    assert (quad.max(axis=0) > text[1]).all()
    assert nearest(quad[np.newaxis], laid((500, 880), 0, 0.8)) < 400


def test_a_line_or_two_are_no_card() -> None:
    assert len(unframed(seen(print_of=(box_at(100, 800, 500, 30), box_at(100, 850, 500, 30))))) == 0


def test_more_print_than_on_the_cards_is_the_background_s() -> None:
    page = tuple(box_at(60, 640 + 40 * row, 1850, 30) for row in range(13))
    assert len(unframed(seen(print_of=page))) == 0


def test_where_nothing_is_left_there_is_none() -> None:
    assert unframed(seen()).shape == (0, 4, 2)


def test_half_of_the_text_close_beside_a_card_is_a_card_too() -> None:
    canvas = table(WHITE, 2000, 1200)
    left, right = laid((500, 320), 0, 0.8), laid((1180, 320), 0, 0.8)
    boxes = [box.quad for quad in (left, right) for box in draw_plain(canvas, quad, WHITE, BLACK)]
    reaching = np.array([box_at(140, 112, 725, 416)], np.float32)
    [quad] = unframed_cards(evidence_of(canvas, boxes, long_side=2000), reaching)
    assert nearest(quad[np.newaxis], right) < 400
