"""Cards that lie small in their picture, and what both looks at their text found."""

from dataclasses import replace

import numpy as np
import pytest

from cardscan import geometry
from cardscan.cards.evidence import Evidence, evidence_of
from cardscan.cards.scale import found_closely, lies_small, seen_closely, surroundings, window_round
from cardscan.model import Card, Quad, TextBox
from tests.support.plain_cards import BLACK, box_at, laid, picture_of, table

LINES = tuple(TextBox(box_at(200, top, 300, 30), 0.9) for top in (150, 200, 250))


@pytest.fixture
def card() -> Card:
    return Card(picture_of(table(BLACK, 1600, 1200)), box_at(100, 100, 900, 520), LINES)


@pytest.mark.parametrize(("scale", "small"), [(0.3, True), (1.0, True), (1.7, False)])
@pytest.mark.parametrize("degrees", [0, 40, 90])
def test_how_large_a_card_lies_counts_however_it_is_turned(
    card: Card, scale: float, degrees: float, *, small: bool
) -> None:
    turned = replace(card, quad=laid((800, 600), degrees, scale))
    assert lies_small(turned) is small
    assert lies_small(replace(turned, boxes=())) is small


def test_the_second_look_goes_a_little_beyond_the_card(card: Card) -> None:
    around = surroundings(card.quad)
    assert geometry.centre_of(around) == pytest.approx(geometry.centre_of(card.quad))
    assert [round(length) for length in geometry.size_of(around)] == [954, 551]


def test_what_both_looks_find_is_there_once_and_what_one_finds_stays(card: Card) -> None:
    again = TextBox(box_at(202, 148, 297, 33), 0.8)
    missed_before = TextBox(box_at(200, 400, 200, 12), 0.7)
    seen = seen_closely(card, [again, missed_before])
    assert seen.boxes == (again, missed_before, *LINES[1:])


def test_a_line_of_the_next_card_is_none_of_this_one_s(card: Card) -> None:
    beyond = TextBox(box_at(200, 610, 300, 30), 0.9)
    assert seen_closely(card, [beyond]).boxes == LINES


def test_what_is_seen_closely_anywhere_in_the_picture_replaces_what_was_there() -> None:
    again, new = TextBox(box_at(202, 148, 297, 33), 0.8), TextBox(box_at(900, 900, 90, 12), 0.7)
    assert found_closely(LINES, [again, new]) == (again, new, *LINES[1:])
    assert found_closely(LINES, []) == LINES


CARDS = np.array([box_at(300, 210, 40, 24), box_at(341, 210, 40, 24)], np.float32)
"""Two cards in the pixels of a copy a quarter the size."""


def evidence(*text: Quad) -> Evidence:
    return evidence_of(table(BLACK, 1920, 1440), text, long_side=480)


def test_cards_in_a_corner_are_looked_at_by_themselves_with_ground_round_them() -> None:
    [window] = window_round(evidence(), CARDS)
    around = (window.left, window.top, window.right, window.bottom)
    assert around == pytest.approx((1151, 791, 1573, 985), abs=2)
    part = window.of(picture_of(table(BLACK, 1920, 1440)))
    assert part.pixels.shape == (window.bottom - window.top, window.right - window.left, 3)


def test_what_is_found_in_a_part_lies_in_the_picture_again() -> None:
    [window] = window_round(evidence(), CARDS)
    picture = picture_of(table(BLACK, 1920, 1440))
    line = TextBox(box_at(1210, 850, 90, 20), 0.9)
    [inside] = window.inside([line, TextBox(box_at(30, 30, 90, 20), 0.9)])
    card = Card(window.of(picture), box_at(49, 49, 160, 96), (inside,))
    back = window.back(card, picture)
    assert (back.picture, back.boxes) == (picture, (line,))
    assert geometry.centre_of(back.quad) == (window.left + 129, window.top + 97)


def test_text_elsewhere_may_be_another_card_s_and_print_of_the_ground_is_not() -> None:
    alone = [box_at(60, 60 + 40 * row, 300, 20) for row in range(3)]
    assert window_round(evidence(*alone), CARDS) == ()
    ground = [box_at(x, y, 300, 20) for x in (40, 500, 900) for y in range(40, 700, 40)]
    assert window_round(evidence(*ground), CARDS) == window_round(evidence(), CARDS)


def test_a_picture_full_of_cards_is_looked_at_whole() -> None:
    assert window_round(evidence(), np.array([box_at(60, 60, 300, 200)], np.float32)) == ()
    assert window_round(evidence(), CARDS[:0]) == ()
