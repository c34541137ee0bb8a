"""Numbers that are printed as words."""

from __future__ import annotations

import pytest

from cardscan.fields.telephone.vanity import with_keys
from tests.support.typed_cards import found, phone


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1-800-FLOWERS", "+18003569377"),
        ("Call 1-888-555-HELP", "+18885554357"),
        ("Toll free: (800) PAINTER", "+18007246837"),
    ],
)
def test_a_word_is_dialled_by_its_keys(text: str, value: str) -> None:
    number = phone("Blue Harbour", text, "Springfield, IL 62701")
    assert number.value == value
    assert number.raw in text


@pytest.mark.parametrize(
    "text", ["1-800-flowers", "ISO 800-1234567", "PO Box 800 OAKHAM", "800 MAIN ST", "Suite 800"]
)
def test_other_words_behind_digits_are_words(text: str) -> None:
    assert with_keys(text) == text
    assert not found("phone", text, "Springfield, IL 62701")
