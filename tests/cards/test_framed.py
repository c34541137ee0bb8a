"""Cards by their edges and the text they hold."""

from cardscan.cards.evidence import Evidence, evidence_of
from cardscan.cards.framed import framed_cards
from cardscan.model import Quad, TextBox
from tests.support.plain_cards import BLACK, WHITE, Canvas, box_at, draw_plain, laid, nearest, table


def evidence(canvas: Canvas, boxes: tuple[TextBox, ...]) -> Evidence:
    return evidence_of(canvas, [box.quad for box in boxes], long_side=max(canvas.shape))


def test_a_card_with_sound_edges_is_framed() -> None:
    canvas, quad = table((60, 110, 70)), laid((800, 600), 10)
    found = framed_cards(evidence(canvas, draw_plain(canvas, quad, WHITE, BLACK)))
    assert len(found) == 1
    assert nearest(found, quad) < 12


def test_text_without_any_edge_round_it_has_no_frame() -> None:
    lines: list[Quad] = [box_at(500, 400 + 60 * row, 400, 30) for row in range(4)]
    boxes = tuple(TextBox(quad, 0.9) for quad in lines)
    assert not len(framed_cards(evidence(table(WHITE), boxes)))
