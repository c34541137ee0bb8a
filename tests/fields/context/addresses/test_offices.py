"""Several addresses of one company."""

from __future__ import annotations

import pytest

import cardscan
from cardscan.fields.context.addresses.offices import begins_address
from tests.fields.context.test_assign import blocks_of


def offices(*rows: str) -> tuple[list[str], str]:
    contact = cardscan.scan_text("\n".join(rows)).contact
    return [address.formatted for address in contact.addresses], contact.note


@pytest.mark.parametrize(
    ("rows", "addresses", "note"),
    [
        (
            ("Office: 7 Mill Street, Dayton, OH 45402", "Warehouse: 9 Quay Road, Toledo, OH 43604"),
            ["7 Mill Street, Dayton, OH 45402", "9 Quay Road, Toledo, OH 43604"],
            "Warehouse:",
        ),
        (
            ("Lindenstr. 7, 20457 Hamburg", "Niederlassung: Ring 9, 04109 Leipzig"),
            ["Lindenstr. 7, 20457 Hamburg", "Ring 9, 04109 Leipzig"],
            "Niederlassung:",
        ),
        (
            ("Siège : 7 rue du Port, 75002 Paris", "Agence : 9 quai Sud, 69002 Lyon"),
            ["7 rue du Port, 75002 Paris", "9 quai Sud, 69002 Lyon"],
            "Siège :\nAgence :",
        ),
        (
            (
                "Head Office",
                "7 Mill Street",
                "Dayton, OH 45402",
                "Factory",
                "9 Quay Road",
                "Toledo, OH 43604",
            ),
            ["7 Mill Street, Dayton, OH 45402", "9 Quay Road, Toledo, OH 43604"],
            "Head Office\nFactory",
        ),
        (
            ("Box 77, 111 22 Stockholm, Besök: Storgatan 9",),
            ["Box 77, 111 22 Stockholm", "Storgatan 9"],
            "Besök:",
        ),
        (
            ("本社 〒100-0001 東京都千代田区千代田7-7", "大阪支店 〒530-0001 大阪府大阪市北区梅田9-9"),
            ["〒100-0001 東京都千代田区千代田7-7", "〒530-0001 大阪府大阪市北区梅田9-9"],
            "本社\n大阪支店",
        ),
        (
            ("7 Mill Street, Dayton, OH 45402", "9 Quay Road, Toledo, OH 43604"),
            ["7 Mill Street, Dayton, OH 45402", "9 Quay Road, Toledo, OH 43604"],
            "",
        ),
    ],
)
def test_each_office_has_an_address_and_its_label_is_a_note(
    rows: tuple[str, ...], addresses: list[str], note: str
) -> None:
    assert offices("Reed Logistics Inc.", "John Reed", "j.reed@reed.example", *rows) == (addresses, note)


def test_registers_hours_and_lists_of_towns_are_no_addresses() -> None:
    rest = ("Niederlassungen: Leipzig, Dresden, Köln", "Öffnungszeiten: Mo-Fr 9-18 Uhr", "HRB 77777 Hamburg")
    addresses, note = offices("Reed Logistik GmbH", "Jonas Reed", "Lindenstr. 7, 20457 Hamburg", *rest)
    assert addresses == ["Lindenstr. 7, 20457 Hamburg"]
    assert note == "\n".join(rest)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Werk: Ring 9, 04109 Leipzig", True),
        ("Hamburg: Am Alten Tor 20457", True),
        ("Hamburg: HRB 77777", False),
        ("Office hours: 9-18", False),
        ("Ring 9, 04109 Leipzig", False),
    ],
)
def test_behind_an_offices_label_an_address_begins_where_a_place_is_named(text: str, *, begins: bool) -> None:
    assert begins_address(blocks_of(text)[0]) is begins


def test_a_whole_address_below_two_lines_of_another_is_a_second_one() -> None:
    rows = ("Unit 3, 19 Mill Road", "Lonsdale SA 5160", "PO Box 274, Christies Beach SA 5165")
    assert offices(*rows)[0] == ["Unit 3, 19 Mill Road, Lonsdale SA 5160", rows[2]]
