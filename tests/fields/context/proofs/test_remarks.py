"""Lines that are none of a card's fields."""

import pytest

from cardscan.fields.context.proofs.remarks import belonging, learnt, registered
from cardscan.fields.layout.blocks import Block
from cardscan.model import Kind, Span


def block(text: str, kind: Kind | None = None) -> Block:
    return Block(Span(0, 0, len(text)), text, kind, (0.0, 0.0, 200.0, 20.0), 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "Diplômée de la Faculté de Médecine Dentaire",
        "Board Certified in General Surgery",
        "Mitglied der Architektenkammer",
        "✓ Livraison rapide",
    ],
)
def test_what_somebody_has_learnt_or_offers(text: str) -> None:
    assert learnt([block(text)]) == [0]


@pytest.mark.parametrize("text", ["Member of Parliament", "Anna Weber", "Fellow", "Oakham Board"])
def test_a_title_is_nothing_learnt(text: str) -> None:
    assert learnt([block(text)]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Lic. #CFC1428877",
        "24 Hr. Towing",
        "Il Shree Ganeshay Namah II",
        "...In God We Trust",
        "You call - we haul!",
        "Consulting Hours",
        "SELARL d'avocats au capital de 40 000 €",
        "Telex 12345 oaks g",
        "Cables: OAKSTEEL",
        "Timings : Morning 10.30 to 1.00",
        "Registered in England No. 01234567",
        "CRM 12345",
        "RPPS 10003456789",
        "EAA License No. S-123456",
        "P.IVA 01234567890",
        "Amtsgericht Stuttgart HRA 231964",
        "Toque 1874",
        "I-IV 8.00-17.00, V 8.00-15.45",
    ],
)
def test_the_number_of_a_licence(text: str) -> None:
    assert registered([block(text)]) == [0]


@pytest.mark.parametrize(
    "text", ["Open Wed–Sun 10–5", "Mo-Fr 8-18 Uhr", "Sábados: 9h - 13h", "ID 12*3*45678"]
)
def test_hours_and_radio_numbers(text: str) -> None:
    assert registered([block(text)]) == [0]


@pytest.mark.parametrize(
    "text", ["Sunday Road 10", "Regd Office: 12 Dock Road, Leeds", "Reg Dwight", "Open House", "IE 7"]
)
def test_streets_and_names_that_begin_like_it(text: str) -> None:
    assert registered([block(text)]) == []


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("A division of Harmon Industries, Inc.", [0]),
        ("Ein Unternehmen der Velten Gruppe", [0]),
        ("Une société du Groupe Valdoise", [0]),
        ("Offices also at Tetbury & London", [0]),
        ("Part of", [0]),
        ("Harmon Industries", []),
    ],
)
def test_whose_a_company_is(text: str, whose: list[int]) -> None:
    assert belonging([block(text)]) == whose


def test_whose_a_company_is_may_go_on_below() -> None:
    lines = [block("A company of the"), block("Velten Group plc"), block("Anna Weber")]
    assert belonging(lines) == [0, 1]


@pytest.mark.parametrize(
    ("text", "is_none"),
    [
        ("“Your smile comes first”", True),
        ('"Senyum tanpa ragu"', True),
        ('"The Old Bakery Company"', False),
        ("„Das kleine Café am Markt“", False),
        ("$5 Pizza Company", False),
        ('"Velten" d.o.o.', False),
        ("$150 deposit / walk-ins welcome", True),
        ("P. IVA e C.F. 01843720358 – Albo 71306", True),
        ("Via Milano 12", False),
    ],
)
def test_sayings_prices_and_numbers_of_registers_are_none(text: str, is_none: bool) -> None:
    assert bool(registered([block(text)])) == is_none


def test_what_is_known_by_its_form_is_none() -> None:
    assert registered([block("CRM 12345", "phone")]) == []


@pytest.mark.parametrize(
    "text", ["An ISO 9001 certified company", "Eine Marke der Falk AG", "Published by Oakham Press Ltd."]
)
def test_whose_or_what_a_company_is_is_not_its_name(text: str) -> None:
    assert belonging([block(text)])[0] == 0


@pytest.mark.parametrize("text", ["Ann Falk Company", "The Oakham Company", "Cable Systems", "A & B Company"])
def test_a_company_s_name_is_no_remark(text: str) -> None:
    assert belonging([block(text)]) == registered([block(text)]) == []


def test_lines_that_begin_with_the_same_sign_are_a_list() -> None:
    offers = [block(text) for text in ("★ House pads", "★ Fence rows", "★ Ponds")]
    assert learnt(offers) == [0, 1, 2]
    assert learnt([block("★ Hotel Stella"), block("Anna Weber")]) == []
