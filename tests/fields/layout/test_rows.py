"""Lines side by side become rows, and each letter of a row is still known by its line."""

from dataclasses import replace

import pytest
from hypothesis import given

from cardscan.fields.layout.rows import GAP, below, sheet_of, side_by_side
from cardscan.model import Line, Lines, Span
from tests.support.plain_cards import box_at
from tests.support.typed_cards import any_readings, typed_card


def line(text: str, x: float, y: float, height: float = 24, width: float = 0) -> Line:
    return Line(text, box_at(x, y, width or 12 * len(text), height), 0.9)


def rows_of(*lines: Line) -> list[str]:
    return [row.text for row in sheet_of(Lines(lines, "test", 1000.0, 600.0)).rows]


def test_lines_side_by_side_are_a_row_with_a_gap_where_they_are_far_apart() -> None:
    assert rows_of(line("Weber", 112, 50), line("Anna", 50, 50), line("Fax", 400, 50)) == ["Anna Weber\tFax"]


def test_rows_go_from_top_to_bottom() -> None:
    assert rows_of(line("third", 50, 150), line("first", 50, 50), line("second", 50, 100)) == [
        "first", "second", "third",
    ]  # fmt: skip


def test_a_row_that_climbs_is_followed_from_end_to_start() -> None:
    climbing = [
        replace(line("Anna", 50, 50), quad=((50, 60), (98, 50), (98, 74), (50, 84))),
        replace(line("Weber", 110, 40), quad=((110, 48), (170, 36), (170, 60), (110, 72))),
        replace(line("MBA", 182, 26), quad=((182, 34), (218, 27), (218, 51), (182, 58))),
    ]
    assert rows_of(*climbing) == ["Anna Weber MBA"]


def test_letters_of_other_sizes_and_levels_are_rows_of_their_own() -> None:
    assert not side_by_side(line("Anna", 50, 50), line("Weber", 110, 50, height=60))
    assert not side_by_side(line("Anna", 50, 50), line("Weber", 110, 65))
    assert not side_by_side(line("Anna Weber", 50, 50), line("Weber", 60, 50))


def test_a_line_goes_on_right_under_it_and_in_its_column_only() -> None:
    upper = line("Head of Sales,", 50, 50)
    assert below(upper, line("Europe", 50, 80))
    assert not below(upper, line("Europe", 400, 80))
    assert not below(upper, line("Europe", 50, 160))
    assert not below(line("Europe", 50, 80), upper)


def test_a_stretch_of_a_row_is_known_by_its_lines_and_as_printed() -> None:
    reading = typed_card("Ｔｅｌ\t030 901820")
    [row] = sheet_of(reading).rows
    assert row.text == f"Tel{GAP}030 901820"
    assert row.spans(2, 7) == (Span(0, 2, 3), Span(1, 0, 3))
    assert row.printed(0, 7, reading) == "Ｔｅｌ 030"
    assert row.spans(3, 4) == ()


def test_text_already_taken_is_a_gap_and_the_rest_stays_where_it_was() -> None:
    sheet = sheet_of(typed_card("Tel 030 901820 anna@weber.example"))
    [row] = sheet.without([Span(0, 0, 3), Span(0, 15, 99)])
    assert row.text == f"{GAP * 3} 030 901820 {GAP * 18}"
    assert sheet.without([]) == sheet.rows


@given(any_readings())
def test_each_line_is_in_one_row_and_every_letter_has_its_place(reading: Lines) -> None:
    sheet = sheet_of(reading)
    assert sorted(index for row in sheet.rows for index in row.lines) == list(range(len(reading.lines)))
    for row in sheet.rows:
        spans = row.spans(0, len(row.text))
        assert [span for span in spans if span.end > span.start] == [
            Span(index, 0, len(reading.lines[index].text)) for index in row.lines if reading.lines[index].text
        ]


@pytest.mark.parametrize("rows", [(), ("",)])
def test_nothing_printed_is_no_text(rows: tuple[str, ...]) -> None:
    assert "".join(row.text for row in sheet_of(typed_card(*rows)).rows) == ""
