"""Which numbers stand on a card, postal codes and dates among them."""

from __future__ import annotations

import pytest

from cardscan.fields.layout.rows import sheet_of
from cardscan.fields.telephone.numbers import numbers
from cardscan.model import Span
from tests.support.typed_cards import typed_card


@pytest.mark.parametrize("date", ["12.05.2026", "1998 - 2026", "2026-05-12"])
def test_a_date_is_no_number(date: str) -> None:
    assert numbers(sheet_of(typed_card(date))) == ()


def test_postal_codes_and_house_numbers_are_numbers_too() -> None:
    found = numbers(sheet_of(typed_card("Elm Road 12", "10115 Berlin")))
    assert [(number.text, number.label) for number in found] == [("12", ""), ("10115", "")]


def test_text_that_is_something_else_holds_no_number() -> None:
    assert numbers(sheet_of(typed_card("anna42@weber.example")), [Span(0, 0, 20)]) == ()


@pytest.mark.parametrize("text", ["20.12.34", "98 30 12", "12.05.26"])
def test_what_a_label_says_is_a_number_is_no_date(text: str) -> None:
    assert [number.text for number in numbers(sheet_of(typed_card(f"Tel: {text}")))] == [text]


def test_c_p_is_a_cell_phone_before_ten_digits_and_a_postal_code_before_five() -> None:
    assert [number.label for number in numbers(sheet_of(typed_card("C.P. 010-5550-0199")))] == ["cell"]
    assert [number.label for number in numbers(sheet_of(typed_card("C.P. 44100")))] == ["not"]
