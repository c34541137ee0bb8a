"""Quads that may be cards: among them the card."""

import pytest

from cardscan.cards.candidates import from_contours, from_ground
from cardscan.cards.evidence import evidence_of
from tests.support.plain_cards import BLACK, WHITE, Colour, draw_plain, laid, nearest, table


@pytest.mark.parametrize("paper", [WHITE, (40, 30, 110)])
@pytest.mark.parametrize("degrees", [0, 25])
def test_outlines_and_the_ground_under_text_show_the_card(paper: Colour, degrees: float) -> None:
    canvas, quad = table((90, 110, 140)), laid((800, 600), degrees)
    boxes = draw_plain(canvas, quad, paper, BLACK if paper == WHITE else WHITE)
    seen = evidence_of(canvas, [box.quad for box in boxes], long_side=800)
    for found in (from_contours(seen), from_ground(seen)):
        assert nearest(found / seen.scale, quad) < 12


def test_without_text_there_is_no_ground() -> None:
    bare = evidence_of(table((90, 110, 140)), [], long_side=800)
    assert from_ground(bare).shape == (0, 4, 2)
