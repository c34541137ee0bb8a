"""Quads between the straight edges on the four sides of text."""

import pytest

from cardscan import geometry
from cardscan.cards.borders import from_sides
from cardscan.cards.clusters import clusters_of
from cardscan.cards.evidence import Evidence, evidence_of, with_text
from cardscan.model import Quad
from tests.support.plain_cards import BLACK, HEIGHT, WHITE, WIDTH, box_at, draw_plain, laid, nearest, table


def seen(quad: Quad, *, paper: tuple[int, int, int] = WHITE) -> Evidence:
    """What a picture says of a card with text on both halves, without the edges of its letters."""
    canvas = table((90, 110, 140))
    boxes = draw_plain(canvas, quad, paper, BLACK)
    onto = geometry.homography(geometry.rectangle(WIDTH, HEIGHT), quad)
    right = geometry.project(onto, box_at(560, 60, 280, 34))
    found = evidence_of(canvas, [right, *(box.quad for box in boxes)], long_side=800)
    return with_text(found, found.weights >= 0)


@pytest.mark.parametrize("degrees", [0, 8, 45, 90])
def test_the_card_is_between_the_lines_beside_its_text(degrees: float) -> None:
    evidence = seen(laid((800, 600), degrees))
    quads = from_sides(evidence, clusters_of(evidence.text))
    assert nearest(quads / evidence.scale, laid((800, 600), degrees)) < 12


def test_a_card_that_the_picture_cuts_off_ends_at_the_border() -> None:
    evidence = seen(laid((1250, 600)))
    quads = from_sides(evidence, clusters_of(evidence.text)) / evidence.scale
    assert nearest(quads, ((800, 340), (1599, 340), (1599, 860), (800, 860))) < 12


def test_where_a_side_has_no_line_there_is_no_quad() -> None:
    evidence = seen(laid((800, 600), 30), paper=(90, 110, 140))
    assert from_sides(evidence, clusters_of(evidence.text)).shape[1:] == (4, 2)
    assert len(from_sides(evidence, clusters_of(evidence.text))) == 0
