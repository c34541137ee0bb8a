"""What cards print beside telephone numbers, in many languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.fields.telephone.label_words import extension_pattern, folded, kinds, label_of


@pytest.mark.parametrize(
    ("label", "kind", "words"),
    [
        ("Tel", "phone", 1),
        ("Head office mobile no", "cell", 2),
        ("Télécopie", "fax", 1),
        ("Mobil", "cell", 1),
        ("MobiIe", "cell", 1),
        ("Tel Fax", "phone", 2),
        ("Office fax", "fax", 1),
        ("DĐ", "cell", 1),
        ("電話", "phone", 1),
        ("VAT", "not", 1),
        ("Hauptstrasse", "", 0),
        ("", "", 0),
    ],
)
def test_a_label_is_known_by_the_words_before_the_number(label: str, kind: str, words: int) -> None:
    assert label_of(label.split()) == (kind, words)


def test_the_vietnamese_mobile_and_the_direct_line_are_told_apart() -> None:
    assert folded("DĐ") != folded("DD")
    assert label_of(["DĐ"])[0] != label_of(["DD"])[0]


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        (" ext. 77", "77"),
        (" x12", "12"),
        (", Durchwahl 123", "123"),
        (" (ext 5)", "5"),
        (" #42", "42"),
        (" poste 9", "9"),
    ],
)
def test_an_extension_is_known_by_its_label(text: str, digits: str) -> None:
    found = extension_pattern().match(text)
    assert found
    assert found["digits"] == digits


@pytest.mark.parametrize("text", [" 77", " ext.", " ext. 030 901 820", " Fax 12"])
def test_digits_without_such_a_label_are_none(text: str) -> None:
    assert extension_pattern().match(text) is None


@given(st.lists(st.text(max_size=8), max_size=5))
def test_any_words_give_a_known_kind_and_take_no_more_than_there_are(words: list[str]) -> None:
    kind, taken = label_of(words)
    assert kind in {"", *kinds().values()}
    assert 0 <= taken <= len(words)
