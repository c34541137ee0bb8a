"""Vietnamese names, told from streets and places that are called after people."""

import unicodedata

import pytest

from cardscan.fields.lexicon.vietnamese import is_vietnamese_name


@pytest.mark.parametrize("text", ["Đỗ Văn Thành", "TRẦN THỊ MAI LAN", "Lê Minh Quân"])
def test_a_family_name_with_names_behind_it_is_a_name(text: str) -> None:
    assert is_vietnamese_name(text)
    assert is_vietnamese_name(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize("text", ["Trần Hưng Đạo", "Hồ Chí Minh", "Nguyen Van Hung", "Hà Nội", "Đỗ", ""])
def test_streets_places_and_words_without_marks_are_none(text: str) -> None:
    assert not is_vietnamese_name(text)
