"""Companies whose name runs over two lines."""

from __future__ import annotations

import pytest

from cardscan import scan_text
from cardscan.fields.context.companies import nobodys_names, second_line, trades
from cardscan.fields.layout.blocks import Block
from cardscan.model import Span


def block(text: str, left: float, top: float, height: float = 40, width: float = 300) -> Block:
    return Block(Span(0, 0, len(text)), text, None, (left, top, left + width, top + height), 1.0)


@pytest.mark.parametrize(
    ("first", "second", "site"),
    [
        ("FALK", "Engineering Services", ""),
        ("UNIVERSITY OF", "OAKHAM", ""),
        ("FALK", "Harbour", "falkharbour"),
    ],
)
def test_a_name_goes_on_under_it(first: str, second: str, site: str) -> None:
    begun, rest = block(first, 100, 100), block(second, 110, 145)
    assert second_line(begun, [begun, rest], [site] if site else []) is rest


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Falk Ltd", "Engineering Services"),
        ("Falk Associates", "Engineering"),
        ("FALK", "Sales Manager"),
        ("FALK", "Falk Networks"),
        ("FALK", "Pears and quinces since 1901"),
        ("FALK", "12 Elm Street"),
        ("FALK", "Mary Brown"),
    ],
)
def test_a_whole_name_or_another_thing_does_not_go_on(first: str, second: str) -> None:
    begun, rest = block(first, 100, 100), block(second, 110, 145)
    assert second_line(begun, [begun, rest], ["falk"]) is None


def test_a_name_goes_on_behind_it_on_its_line_only() -> None:
    begun = block("FALK", 100, 100)
    behind, far, above = (block("PRODUCTIONS", x, y) for x, y in ((420, 104), (600, 104), (100, 40)))
    assert second_line(begun, [begun, behind], []) is behind
    assert second_line(begun, [begun, far, above], []) is None


@pytest.mark.parametrize("firm", ["King & Bishop LLP", "Smith & Jones LLC", "Fischer GmbH"])
def test_what_ends_in_a_legal_form_is_nobody_s_name(firm: str) -> None:
    said = scan_text(f"{firm}\nSolicitors").contact
    assert (said.full_name, said.organization) == ("", firm)


@pytest.mark.parametrize(
    ("person", "firm"),
    [("Anna Weber", "Weber GmbH"), ("Ravi Sharma", "Sharma Pvt Ltd"), ("Daniel Fischer", "Fischer AG")],
)
def test_a_person_over_a_firm_of_that_name_is_no_part_of_it(person: str, firm: str) -> None:
    said = scan_text(f"{person}\n{firm}").contact
    assert (said.full_name, said.organization) == (person, firm)


def test_a_trade_at_either_end_is_no_person_and_before_a_name_a_company() -> None:
    texts = ("Padaria Santa Rita", "Oakham Bakery", "Boulangerie Martin", "Hasan Çelik", "Anna Weber")
    card = [
        Block(Span(at, 0, len(text)), text, None, (0.0, 30.0 * at, 200.0, 30.0 * at + 20), 1.0)
        for at, text in enumerate(texts)
    ]
    assert nobodys_names(card) == [0, 1, 2]
    assert trades(card) == [0, 2]
