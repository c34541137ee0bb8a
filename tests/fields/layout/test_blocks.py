"""Lines into blocks, and blocks into reading order."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan.fields.layout.blocks import level_boxes, reading_order, split
from cardscan.model import Candidate, Email, Line, Lines, Span


def line(text: str, x: float, y: float, height: float = 20.0, width: float = 0.0) -> Line:
    right = x + (width or 0.5 * height * len(text))
    return Line(text, ((x, y), (right, y), (right, y + height), (x, y + height)), 0.9)


def reading(*lines: Line) -> Lines:
    return Lines(lines, "test", 1000.0, 600.0)


def texts(*lines: Line) -> list[str]:
    return [block.text for block in split(reading(*lines), ())]


def test_two_columns_side_by_side_are_read_one_after_the_other() -> None:
    left = [line(text, 50, 200 + 30 * row) for row, text in enumerate(("Mira Falk", "Painter", "Guild"))]
    right = [line(text, 600, 205 + 30 * row) for row, text in enumerate(("12 Elm Row", "Oakham", "Rutland"))]
    mixed = [entry for pair in zip(left, right, strict=True) for entry in pair]
    assert texts(*mixed) == ["Mira Falk", "Painter", "Guild", "12 Elm Row", "Oakham", "Rutland"]


def turned(entry: Line, degrees: float) -> Line:
    x, y = (sum(point[axis] for point in entry.quad) / 4 for axis in (0, 1))
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    a, b, c, d = (
        (x + (px - x) * cosine - (py - y) * sine, y + (px - x) * sine + (py - y) * cosine)
        for px, py in entry.quad
    )
    return Line(entry.text, (a, b, c, d), entry.confidence)


@pytest.mark.parametrize("degrees", [-12.0, 4.0, 9.0])
def test_what_is_written_aslant_between_printed_lines_is_read_last(degrees: float) -> None:
    name, written, title = line("Mira Falk", 50, 50), line("call Monday", 60, 80), line("Painter", 50, 110)
    blocks = split(reading(name, turned(written, degrees), title), ())
    assert [(block.text, block.aslant) for block in blocks] == [
        ("Mira Falk", False), ("Painter", False), ("call Monday", True),
    ]  # fmt: skip


@pytest.mark.parametrize("degrees", [1.5, 90.0, 180.0])
def test_print_a_little_off_or_set_upright_is_not_aslant(degrees: float) -> None:
    lines = (
        line("Mira Falk", 50, 50),
        turned(line("Long Company", 500, 300), degrees),
        line("Guild", 50, 110),
    )
    assert not any(block.aslant for block in split(reading(*lines), ()))


def test_lines_that_fan_out_in_perspective_are_not_aslant_but_what_is_written_between_is() -> None:
    fanned = [turned(line("A line of print", 50, 50 * row), 1.5 * row - 6) for row in range(9)]
    written = turned(line("call Monday", 420, 210), -8.0)
    blocks = split(reading(*fanned, written), ())
    assert [block.text for block in blocks if block.aslant] == ["call Monday"]


def test_a_header_over_two_columns_comes_first() -> None:
    header = line("The Long Company of Painters and Gilders", 50, 20, 30, width=900)
    left = [line("Mira Falk", 50, 200), line("Painter", 50, 230)]
    right = [line("12 Elm Row", 600, 200), line("Oakham", 600, 230)]
    assert texts(left[0], right[0], header, left[1], right[1]) == [
        header.text, "Mira Falk", "Painter", "12 Elm Row", "Oakham",
    ]  # fmt: skip


def test_a_stroke_or_bullet_parts_a_line() -> None:
    assert texts(line("Mira Falk | Painter", 0, 0)) == ["Mira Falk", "Painter"]
    assert texts(line("12 Elm Row • Oakham", 0, 0)) == ["12 Elm Row", "Oakham"]


def test_what_a_candidate_covers_is_a_block_of_its_kind_and_the_rest_stays_open() -> None:
    text = "Mira Falk, mira@falk.example"
    mail = Candidate("email", Email("mira@falk.example"), text[11:], 0.9, (Span(0, 11, 28),), "test")
    blocks = split(reading(line(text, 0, 0)), (mail,))
    assert [(block.text, block.kind) for block in blocks] == [("Mira Falk,", None), (text[11:], "email")]
    assert blocks[1].box[0] > blocks[0].box[2]


def test_a_slanted_card_is_levelled_before_it_is_ordered() -> None:
    slant = math.radians(12)
    cosine, sine = math.cos(slant), math.sin(slant)

    def turned(entry: Line) -> Line:
        a, b, c, d = ((x * cosine - y * sine, x * sine + y * cosine) for x, y in entry.quad)
        return Line(entry.text, (a, b, c, d), entry.confidence)

    lines = [line("Mira Falk", 50, 100), line("Painter", 50, 130), line("Oakham", 600, 100)]
    straight, level = level_boxes(lines), level_boxes([turned(entry) for entry in lines])
    heights = [box[3] - box[1] for box in level]
    assert all(math.isclose(height, 20.0, abs_tol=0.01) for height in heights)
    assert math.isclose(level[1][1] - level[0][1], straight[1][1] - straight[0][1], abs_tol=0.01)


boxes = st.tuples(st.floats(0, 900), st.floats(0, 500), st.floats(1, 300), st.floats(1, 60)).map(
    lambda box: (box[0], box[1], box[0] + box[2], box[1] + box[3])
)


@settings(max_examples=60, deadline=None)
@given(st.lists(boxes, max_size=25))
def test_reading_order_holds_every_box_once(placed: list[tuple[float, float, float, float]]) -> None:
    assert sorted(reading_order(placed)) == list(range(len(placed)))
