"""The order in which a person reads lines."""

import itertools

import pytest

from cardscan.model import Line
from cardscan.ocr.order import reading_order
from tests.support.plain_cards import box_at


def line(text: str, x: float, y: float, height: float = 30) -> Line:
    return Line(text, box_at(x, y, 200, height), 0.9)


ROWS = (line("Anna", 40, 40), line("Weber", 300, 46), line("Teahouse", 40, 100), line("Berlin", 300, 96))


@pytest.mark.parametrize("lines", list(itertools.permutations(ROWS)))
def test_rows_go_down_and_each_from_left_to_right(lines: tuple[Line, ...]) -> None:
    assert reading_order(lines) == ROWS


def test_a_line_half_a_letter_lower_is_a_row_of_its_own() -> None:
    assert [item.text for item in reading_order([line("right", 300, 40), line("left", 40, 60)])] == [
        "right",
        "left",
    ]
    small = line("small", 40, 60, 10)
    assert [item.text for item in reading_order([small, line("large", 300, 40)])] == ["large", "small"]


def test_no_lines_are_no_rows() -> None:
    assert reading_order([]) == ()
