"""Where numbers begin and end in a row, and what readers make of their digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.fields.layout.rows import Row
from cardscan.fields.telephone.bare_numbers import bare_numbers, mended_digits


def texts(row: str) -> list[str]:
    return [number.text for number in bare_numbers(Row(row, (0,), (0,)), mended_digits(row))]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("+49 3O 9018I0", "+49 30 901810"),
        ("0 +49 30 901820", "* +49 30 901820"),
        ("Suite B12", "Suite B12"),
        ("0: 030 901820", "O: 030 901820"),
    ],
)
def test_letters_within_numbers_are_read_as_digits(read: str, meant: str) -> None:
    assert mended_digits(read) == meant


@pytest.mark.parametrize(
    ("row", "apart"),
    [
        ("+49 30 901820 +49 171 5550142", ["+49 30 901820", "+49 171 5550142"]),
        ("030 901820/21", ["030 901820", "21"]),
        ("(212) 555-0142(212) 555-0143", ["(212) 555-0142", "(212) 555-0143"]),
        ("9.00-18.00", []),
    ],
)
def test_numbers_run_together_are_taken_apart(row: str, apart: list[str]) -> None:
    assert texts(row) == apart


def test_an_extension_ends_its_number() -> None:
    text = "212 555 0142 ext. 77 Fax 212 555 0143"
    first, second = bare_numbers(Row(text, (0,), (0,)), text)
    assert (first.text, first.extension, first.end) == ("212 555 0142", "77", 21)
    assert second.text == "212 555 0143"


@given(st.text(alphabet="0123456789OoIl|SBZ+-()/. ,:\tTel", max_size=60))
def test_mending_keeps_every_place(text: str) -> None:
    mended = mended_digits(text)
    assert len(mended) == len(text)
    for number in bare_numbers(Row(text, (0,), (0,)), mended):
        assert mended[number.start : number.start + len(number.text)] == number.text
        assert number.start < number.end <= len(text)
