"""What several steps ask of a reading, worked out once."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given

from cardscan.fields import understood
from cardscan.model import Lines
from tests.support.typed_cards import any_readings, typed_card


def test_finders_help_one_another() -> None:
    rows = ("Anna Weber", "anna@teahouse.example", "www.teahouse.example", "030 901820 Berlin")
    known = understood(typed_card(*rows))
    assert [candidate.kind for candidate in known.found] == ["email", "url", "phone"]
    assert known.country == "DE"
    assert known.witnesses.labels == ("teahouse",)
    assert {block.kind for block in known.blocks} >= {None, "email", "url", "phone"}


def test_the_country_assumed_holds_where_the_card_says_nothing() -> None:
    assert understood(typed_card("Mira"), region="AT").country == "AT"
    assert understood(typed_card("Mira")).country == ""


def test_lines_that_run_aslant_are_written() -> None:
    card = typed_card("Anna Weber", "Head of Sales", "Teahouse GmbH", "call her in May")
    a, b, c, d = card.lines[3].quad
    risen = replace(card.lines[3], quad=(a, (b[0], b[1] - 30.0), (c[0], c[1] - 30.0), d))
    assert understood(replace(card, lines=(*card.lines[:3], risen))).written == {3}
    assert understood(card).written == frozenset()


@given(any_readings())
def test_every_word_is_in_one_block(reading: Lines) -> None:
    covered: dict[int, list[tuple[int, int]]] = {}
    for block in understood(reading).blocks:
        covered.setdefault(block.span.line, []).append((block.span.start, block.span.end))
    for index, line in enumerate(reading.lines):
        spans = sorted(covered.get(index, []))
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        words = {place for place, sign in enumerate(line.text) if sign.isalnum()}
        assert words <= {place for start, end in spans for place in range(start, end)}
