import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.export.formats.code_page import fit
from tests.support.strategies import paragraphs


@given(paragraphs(), st.sampled_from(["cp1252", "cp1250", "cp932", "big5", "ascii"]))
def test_only_reported_characters_change(text: str, encoding: str) -> None:
    replaced: dict[str, str] = {}
    fitted = fit(text, encoding, replaced)
    fitted.encode(encoding)
    composed = unicodedata.normalize("NFC", text)
    assert fitted == "".join(replaced.get(char, char) for char in composed)
    for char in replaced:
        assert char.encode(encoding, errors="ignore") == b""


@pytest.mark.parametrize(
    ("text", "fitted"),
    [
        ("Dvořák", "Dvorák"),
        ("Đặng Thị Hằng", "Ðang Thi Hang"),
        ("İstanbul", "Istanbul"),
        ("Ｔｏｋｙｏ", "Tokyo"),
        ("a\u200bb", "ab"),
        ("京都 ½ ﬁ", "?? ½ fi"),
    ],
)
def test_the_nearest_characters_of_western_windows(text: str, fitted: str) -> None:
    assert fit(text, "cp1252", {}) == fitted.replace("Ð", "D")
