"""Cards that the network sees and of whose text little was seen."""

import numpy as np
import pytest

from cardscan.cards.evidence import Evidence, evidence_of
from cardscan.cards.touching.overlooked import lone_cards, seen_cards, unread_cards
from cardscan.model import Quad
from tests.cards.touching.test_partition import GREY, SIZE, parts, quads_of
from tests.support.plain_cards import box_at, table

SMALL, LARGE = box_at(40, 40, 210, 130), box_at(330, 60, 340, 220)
TEXT = tuple(box_at(360, 90 + 40 * row, 180, 22) for row in range(3))
"""On the large one."""


def evidence(*text: Quad) -> Evidence:
    return evidence_of(table(GREY, *SIZE), text, long_side=max(SIZE))


def text_on(quad: Quad, count: int) -> list[Quad]:
    (left, top), *_ = quad
    return [box_at(left + 20, top + 15 + 25 * row, 90, 14) for row in range(count)]


@pytest.mark.parametrize(("lines", "unread"), [(0, 1), (3, 1), (4, 0)])
def test_a_card_with_hardly_a_line_of_text_is_looked_at_again(lines: int, unread: int) -> None:
    text = evidence(*text_on(SMALL, lines), *TEXT)
    assert len(unread_cards(text, parts(SMALL), quads_of())) == unread
    assert len(unread_cards(text, parts(SMALL), quads_of(box_at(20, 20, 660, 420)))) == unread


@pytest.mark.parametrize("quad", [box_at(40, 40, 210, 30), box_at(40, 40, 400, 250)], ids=["strip", "large"])
def test_what_is_no_card_s_shape_or_was_seen_well_is_not_looked_at_again(quad: Quad) -> None:
    assert not len(seen_cards(evidence(*TEXT), parts(quad)))
    assert not len(unread_cards(evidence(*TEXT), parts(quad), quads_of(box_at(20, 20, 660, 420))))


def test_what_may_be_a_panel_of_a_card_that_was_not_found_is_looked_at_again() -> None:
    strip = box_at(40, 40, 210, 30)
    assert len(unread_cards(evidence(*TEXT), parts(strip), quads_of(LARGE))) == 1


def test_what_has_no_sure_border_is_not_looked_at_again() -> None:
    assert not len(unread_cards(evidence(), parts(SMALL, sure=0.3), quads_of()))


@pytest.mark.parametrize(("lines", "kept"), [(0, 0), (1, 0), (2, 1)])
def test_a_card_apart_from_those_found_is_one_if_it_has_text(lines: int, kept: int) -> None:
    text = [*text_on(SMALL, lines), *TEXT]
    assert len(lone_cards(evidence(*text), parts(SMALL), quads_of(LARGE))) == kept
    assert len(lone_cards(evidence(*text), parts(SMALL), quads_of())) == kept


def test_a_part_of_a_card_that_was_found_is_no_card_by_itself() -> None:
    seen = evidence(*text_on(SMALL, 3))
    round_it = np.array([box_at(20, 20, 420, 260)], np.float32)
    assert not len(lone_cards(seen, parts(SMALL), round_it))
