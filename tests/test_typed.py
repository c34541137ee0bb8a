"""Lines of text in place of a picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.errors import BadInputError
from cardscan.typed import text_in, typed_lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_known_in_the_usual_encodings(encoding: str) -> None:
    assert text_in("Zoë Müller\r\n€ 12".encode(encoding)) == "Zoë Müller\r\n€ 12"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0", b"\xff\xd8\xff\xe0\0\x10JFIF", b"a\0b", b"\x1b[2J"]
)
def test_what_holds_control_characters_is_no_text(data: bytes) -> None:
    assert text_in(data) == ""


@given(st.binary(max_size=60))
def test_any_bytes_are_text_or_none(data: bytes) -> None:
    assert isinstance(text_in(data), str)


def test_lines_lie_one_below_another_and_blank_ones_are_space() -> None:
    reading = typed_lines("Anna Weber\n\n  \nHead of Sales\n")
    assert [line.text for line in reading.lines] == ["Anna Weber", "Head of Sales"]
    assert {line.confidence for line in reading.lines} == {1.0}
    first, second = (line.quad for line in reading.lines)
    assert second[0][1] - first[0][1] == pytest.approx(3 * 36)
    assert typed_lines("").lines == ()


SEEN = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Co", "Cn"))


@given(st.text(SEEN | st.just("\n"), max_size=250))
def test_every_line_lies_within_the_card(text: str) -> None:
    reading = typed_lines(text)
    rows = [row.split() for row in text.splitlines() if row.strip()]
    assert [line.text.split() for line in reading.lines] == rows
    for line in reading.lines:
        assert all(0 <= x <= reading.width and 0 <= y <= reading.height for x, y in line.quad)


def test_signs_that_are_not_seen_are_left_out() -> None:
    assert [line.text for line in typed_lines("Anna\u00ad Weber\u200b\n\u2060\n").lines] == ["Anna Weber"]


@pytest.mark.parametrize("text", ["a\n" * 81, "word " * 900, "x" * 301])
def test_a_letter_is_no_signature(text: str) -> None:
    with pytest.raises(BadInputError, match=r"mail\.txt: is too long for a card"):
        typed_lines(text, label="mail.txt")
