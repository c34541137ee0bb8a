"""Values as the book's columns hold them, and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.book.file.columns import (
    contact_from_text,
    contact_to_text,
    path_from_bytes,
    path_to_bytes,
    quad_from_json,
    quad_to_json,
    reading_from_text,
    reading_to_text,
    storable,
)
from cardscan.model import Contact, Line, Lines
from tests.support.plain_cards import box_at
from tests.support.strategies import contacts
from tests.support.typed_cards import any_readings


@given(contacts())
def test_a_contact_comes_back(contact: Contact) -> None:
    text = contact_to_text(contact)
    assert contact_to_text(contact_from_text(text)) == text


@given(any_readings())
def test_a_reading_comes_back_to_a_tenth_of_a_pixel(reading: Lines) -> None:
    back = reading_from_text(reading_to_text(reading))
    assert [line.text for line in back.lines] == [line.text for line in reading.lines]
    assert (back.reader, back.width, back.height) == (reading.reader, reading.width, reading.height)
    for line, other in zip(back.lines, reading.lines, strict=True):
        corners = zip(line.quad, other.quad, strict=True)
        assert all(a == pytest.approx(b, abs=0.06) for a, b in corners)


def test_a_line_that_nobody_could_read_comes_back_as_such() -> None:
    plain = Line("Anna Weber", box_at(0, 0, 90, 20), 0.9)
    guessed = Line("x", box_at(0, 30, 90, 20), 0.4, unreadable="Hangul")
    reading = Lines((plain, guessed), "rapid", 100.0, 60.0)
    assert reading_from_text(reading_to_text(reading)) == reading


def test_a_place_in_a_picture_comes_back() -> None:
    quad = box_at(1.5, 2.0, 30.0, 20.0)
    assert quad_from_json((x, y) for x, y in quad_to_json(quad)) == quad


@pytest.mark.parametrize("path", ["in/a.jpg", "in/caf\udce9.jpg", "写真/名刺.jpg"])
def test_a_path_comes_back_even_if_it_is_no_text(path: str) -> None:
    assert path_from_bytes(path_to_bytes(path)) == path


@given(st.text(st.characters()))
def test_any_text_can_be_stored(text: str) -> None:
    assert storable(text).encode().decode() == storable(text)
    assert storable(storable(text)) == storable(text)
