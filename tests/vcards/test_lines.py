from hypothesis import given
from hypothesis import strategies as st

from cardscan.vcards.lines import (
    ContentLine,
    content_line,
    escaped_parts,
    folded,
    lines_of,
    plain_text,
    written,
)


def test_a_line_is_taken_apart_and_keeps_its_text() -> None:
    text = 'item1.tel;type="WORK,voice";X-A="b:c;d";PREF:+49 30\\, 1:2'
    line = content_line(text)
    assert (line.text, line.name, line.group, line.value) == (text, "TEL", "item1", "+49 30\\, 1:2")
    assert line.types == {"WORK", "VOICE", "PREF"} and line.parameter("X-A") == "b:c;d"


def test_letters_cut_by_a_fold_or_of_another_character_set_are_read_line_by_line() -> None:
    data = (
        b"BEGIN:VCARD\r\nORG:Br\xc3\xb6d Sj\xc3\r\n \xb6n\r\nNOTE:caf\xe9\r\nN;CHARSET=koi8-r:\xeb\r\n"
        b"FN;ENCODING=QUOTED-PRINTABLE:M=C3=\r\n=BCller=0D=0AX\r\nEND:VCARD\r\n"
    )
    values = [line.value for line in lines_of(data)]
    assert values == ["VCARD", "Bröd Sjön", "café", "К", "Müller\\nX", "VCARD"]


def test_data_that_is_folded_without_spaces_is_one_value() -> None:
    lines = lines_of("BEGIN:VCARD\nPHOTO;ENCODING=BASE64;JPEG:QUJD\nREVG\nRQ==\n\nTEL:1\nEND:VCARD")
    assert [(line.name, line.value) for line in lines[1:3]] == [("PHOTO", "QUJDREVGRQ=="), ("TEL", "1")]


def test_what_is_no_property_is_kept_and_not_written() -> None:
    lines = lines_of("BEGIN:VCARD\nno property\nFN:A\nEND:VCARD\n")
    assert lines[1] == ContentLine("no property", "") and "no property" in plain_text(lines)
    assert written(lines) == b"BEGIN:VCARD\r\nFN:A\r\nEND:VCARD\r\n"


def test_parts_keep_their_escapes() -> None:
    assert escaped_parts(r"a\;b;c\\;d") == [r"a\;b", r"c\\", "d"] and escaped_parts("a,b", ",") == ["a", "b"]


@given(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=400))
def test_folding_keeps_every_line_short_and_is_undone(value: str) -> None:
    line = content_line(f"NOTE:{value}")
    data = folded(line.text.encode())
    assert all(len(piece) <= 75 for piece in data.split(b"\r\n"))
    assert lines_of(data) == (line,)


@given(st.binary())
def test_any_bytes_are_read_and_their_text_is_read_the_same(data: bytes) -> None:
    lines = lines_of(data)
    assert all("\n" not in line.text and "\r" not in line.text for line in lines)
    assert [line.name for line in lines_of(written(lines))] == [line.name for line in lines if line.name]
