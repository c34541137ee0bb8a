"""Which lines may be one address."""

from __future__ import annotations

import pytest

from cardscan.fields.online.broken import broken_at_marks, broken_at_signs, broken_locals, rejoined
from tests.support.typed_cards import typed_card, values


@pytest.mark.parametrize(
    ("known", "domain"),
    [
        (frozenset(), "falk-works.example"),
        (frozenset({"falkworks.example"}), "falkworks.example"),
        (frozenset({"falkworks.example", "falk-works.example"}), "falk-works.example"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_the_names_unless_the_card_denies_it(
    known: frozenset[str], domain: str
) -> None:
    letters = [(letter, at) for at, letter in enumerate("falk-\nworks.example")]
    assert "".join(letter for letter, _ in rejoined(letters, known)) == domain


def test_the_nearest_lines_come_first() -> None:
    pairs = broken_at_signs(typed_card("mira@", "falk.example", "works.example"), [])
    assert [pair.lines for pair in pairs][:1] == [(0, 1)]


def test_a_company_that_ends_in_a_dot_begins_no_address() -> None:
    reading = typed_card("Falk Ltd.", "mira@falk.example")
    assert list(broken_locals(reading, frozenset({"falk", "mira"}))) == []


@pytest.mark.parametrize(
    "rows", [("www.falk-", "works.example"), ("www.falk", "-works.example"), ("www.falk-works", ".example")]
)
def test_a_website_that_breaks_at_a_mark_goes_on_below(rows: tuple[str, str]) -> None:
    pairs = broken_at_marks(typed_card(*rows), [])
    assert [pair.text for pair in pairs] == ["\n".join(rows)]
    assert values("url", *rows) == ["https://www.falk-works.example"]
