"""Which label belongs to which number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cardscan.fields.layout.rows import sheet_of
from cardscan.fields.telephone.numbers import numbers
from cardscan.model import Line, Lines
from tests.support.typed_cards import LETTER, typed_card


def labels(*rows: str) -> list[str]:
    return [number.label for number in numbers(sheet_of(typed_card(*rows)))]


@pytest.mark.parametrize(
    ("row", "kinds"),
    [
        ("Fax 030 901820", ["fax"]),
        ("Tel. 030 901820 Fax 030 901821", ["phone", "fax"]),
        ("Mobil: 0171 5550142 / 0171 5550143", ["cell", "cell"]),
        ("650 555 0142 (M) 650 555 0143 (F)", ["cell", "fax"]),
        ("T 030 901820\tM 0171 5550142", ["phone", "cell"]),
        ("VAT 123456789", ["not"]),
        ("Telef. 210 000 123 | Telem. 910 000 123", ["phone", "cell"]),
        ("ĐT: 028 3822 0000 - DĐ: 0909 000 123", ["phone", "cell"]),
        ("Sentralbord 22 00 00 45", ["work"]),
        ("Sur rendez-vous : 02 00 12 34 56", ["phone"]),
    ],
)
def test_a_label_before_or_behind_a_number_is_its(row: str, kinds: list[str]) -> None:
    assert labels(row) == kinds


def test_a_label_in_a_line_of_its_own_is_the_next_lines() -> None:
    (number,) = numbers(sheet_of(typed_card("Fax", "030 901820")))
    assert number.label == "fax"
    assert [span.line for span in number.spans] == [0, 1]


def test_a_number_under_another_in_line_with_it_shares_its_label() -> None:
    card = typed_card("Mobil 0171 5550142", "0171 5550143")
    over, under = card.lines
    a, b, c, d = ((x + 6 * LETTER, y) for x, y in under.quad)
    moved = replace(card, lines=(over, replace(under, quad=(a, b, c, d))))
    assert [number.label for number in numbers(sheet_of(moved))] == ["cell", "cell"]
    assert [number.label for number in numbers(sheet_of(card))] == ["cell", ""]


def test_labels_over_columns_are_the_numbers_below_them() -> None:
    widths = (0, 300, 600)
    rows = (("Office", "Mobile", "Fax"), ("(202) 555-0143", "(202) 555-0199", "(202) 555-0177"))
    lines = [
        Line(text, ((x, y), (x + 200, y), (x + 200, y + 24), (x, y + 24)), 1.0)
        for y, row in zip((0, 36), rows, strict=True)
        for x, text in zip(widths, row, strict=True)
    ]
    found = numbers(sheet_of(Lines(tuple(lines), "typed", 900, 200)))
    assert [number.label for number in found] == ["work", "cell", "fax"]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("After hours: 202 555 0143", "other"),
        ("Notdienst 030 2312555", "other"),
        ("Of. 202 555 0143", "work"),
        ("Cel/ 11 91234 5678", "cell"),
        ("HP/WA: 0812 3456 7890", "cell"),
    ],
)
def test_words_that_cards_print_beside_numbers_are_labels(row: str, kind: str) -> None:
    (number,) = numbers(sheet_of(typed_card(row)))
    assert number.label == kind
