"""Text of strangers does nothing: not to a terminal, not to a page."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.visible import escaped, visible

ACTING = "\x00\x07\x1b\x7f\x9b\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\u00ad\ufeff\ud800"


@pytest.mark.parametrize("sign", ACTING, ids=lambda sign: f"{ord(sign):04X}")
def test_what_acts_is_shown_and_does_nothing(sign: str) -> None:
    assert visible(f"a{sign}b") == f"a<U+{ord(sign):04X}>b"
    assert sign not in escaped(json.dumps(f"a{sign}b", ensure_ascii=False))


@pytest.mark.parametrize(
    "text",
    ["Zoë O'Neill", "王小明", "محمد علي", "می\u200cخواهم", "👩\u200d💻", "שלום\u200f", "a\u00a0b", "C:\\tmp"],
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert visible(text) == text
    assert escaped(json.dumps(text, ensure_ascii=False)) == json.dumps(text, ensure_ascii=False)


def test_breaks_stay_where_a_text_may_have_lines() -> None:
    assert visible("a\nb\tc") == "a<U+000A>b<U+0009>c"
    assert visible("a\nb\tc", breaks="\n") == "a\nb<U+0009>c"


@given(st.text(st.characters()))
def test_escaped_json_says_the_same(text: str) -> None:
    line = escaped(json.dumps({"text": text}, ensure_ascii=False))
    assert json.loads(line) == {"text": text} or "\\ud" in line.lower()
    assert line.encode()
    assert visible(line) == line
