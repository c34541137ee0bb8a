"""Cards that lie small in their picture, and what both looks at their text found."""

from dataclasses import replace

import pytest

from cardscan import geometry
from cardscan.cards.scale import found_closely, lies_small, seen_closely, surroundings
from cardscan.model import Card, TextBox
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
