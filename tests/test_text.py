"""Text made comparable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.text import fold, is_cjk, is_native, plain, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "lodz"),
        ("Sørensen", "sorensen"),
        ("Đặng", "dang"),
        ("Æro", "aero"),
        ("STRAẞE", "strasse"),
        ("İnönü", "inonu"),
        ("ＡＢＣ", "abc"),
        ("٣", "3"),
        ("ガラス", "カラス"),
        ("O’Neill", "o'neill"),
    ],
)
def test_case_accents_and_forms_of_letters_do_not_count(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(text.upper()) == fold(text.upper().casefold())
    assert words(" ".join(words(text))) == words(text)


@given(st.text(max_size=40))
def test_plain_text_keeps_its_length(text: str) -> None:
    assert len(plain(text)) == len(text)
    assert plain(plain(text)) == plain(text)


@pytest.mark.parametrize(
    ("text", "native", "cjk"),
    [
        ("Anna Weber", False, False),
        ("山田太郎", True, True),
        ("山田 Taro Yamada", False, True),
        ("Иван Петров", True, False),
        ("홍길동", True, True),
        ("12-34", False, False),
        ("", False, False),
    ],
)
def test_most_letters_decide_the_script(text: str, native: bool, cjk: bool) -> None:
    assert (is_native(text), is_cjk(text)) == (native, cjk)
