"""Companies whose name runs over two lines."""

from __future__ import annotations

import pytest

from cardscan import scan_text
from cardscan.fields.context.companies import (
    firms_alone,
    headings,
    nobodys_names,
    rests_of_names,
    second_halves,
    second_line,
    services,
    trades,
)
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


def stacked(*texts: str) -> list[Block]:
    return [block(text, 100, 100 + 45 * at) for at, text in enumerate(texts)]


@pytest.mark.parametrize("text", ["Corte y Color", "Damen & Herren", "Armações - Lentes - Relógios"])
def test_what_a_shop_offers_stands_below_its_name(text: str) -> None:
    assert services(stacked("MIRALUNA", text)) == [1]
    assert services(stacked(text)) == []


@pytest.mark.parametrize("text", ["Weber & Söhne", "Anna and Ben", "Director and Owner", "Mill & Street"])
def test_people_titles_and_streets_are_no_offer(text: str) -> None:
    assert services(stacked("MIRALUNA", text)) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("CÔNG TY TNHH", "THIÊN PHÚC"),
        ("Café Restaurant", "LE PALMIER BLEU"),
        ("Restaurante e Churrascaria", "FOGO GAÚCHO"),
    ],
)
def test_what_a_firm_is_goes_on_with_its_name(first: str, second: str) -> None:
    assert second_halves(stacked(first, second)) == [1]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Cabinet Dentaire", "Dr. Leila TRABELSI"),
        ("Café Restaurant", "Anna Weber"),
        ("Café Restaurant", "12 rue Verte"),
        ("Café Restaurant Le Palmier", "LE BLEU"),
    ],
)
def test_a_person_or_a_street_is_no_such_name(first: str, second: str) -> None:
    assert second_halves(stacked(first, second)) == []


def test_a_name_of_unknown_words_stands_over_what_it_does() -> None:
    assert headings(stacked("MIRALUNA", "Bar & Grill")) == [0]
    assert headings(stacked("Anna Weber", "Bar & Grill")) == []
    assert headings(stacked("MIRALUNA", "Sales Manager")) == []


def test_trade_and_form_alone_are_the_rest_of_a_name() -> None:
    assert rests_of_names(stacked("MIRALUNA", "Turizm ve Havacılık A.Ş.")) == [1]
    assert rests_of_names(stacked("MIRALUNA", "Okan Turizm A.Ş.")) == []


@pytest.mark.parametrize(
    ("name", "below"),
    [
        ("AL FALKA", "TAILORING & MENDING EST."),
        ("SONRISAS DEL ROBLE", "CENTRO ODONTOLÓGICO E.I.R.L. – RUC 20551234567"),
    ],
)
def test_what_begins_as_a_trade_and_ends_in_a_form_is_the_rest_of_a_name(name: str, below: str) -> None:
    assert rests_of_names(stacked(name, below)) == [1]
    assert rests_of_names(stacked("ANNA WEBER", below)) == []


@pytest.mark.parametrize("text", ["Notaría Pública No. 57", "FARMACIA Nº 12"])
def test_firms_of_a_town_may_have_a_number(text: str) -> None:
    assert trades(stacked("Marram", text)) == [1]


def test_nobody_is_called_the() -> None:
    assert nobodys_names(stacked("The Rusty Anchor")) == [0]


@pytest.mark.parametrize("text", ["Falk Trading LLC-branch of Oakham 2", "Weber Maschinenbau GmbH Berlin"])
def test_a_firm_without_a_street_is_no_address(text: str) -> None:
    assert firms_alone(stacked(text)) == [0]


@pytest.mark.parametrize("text", ["Falk LLC, 12 Mill Street", "Weber GmbH, 80331 München", "12 Mill Street"])
def test_a_firm_with_its_street_or_code_may_be_one(text: str) -> None:
    assert firms_alone(stacked(text)) == []
