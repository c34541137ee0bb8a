"""Addresses whose street has no number."""

from __future__ import annotations

import pytest

from cardscan import scan_text
from cardscan.fields.context.addresses.streets import streets_above
from tests.fields.context.test_companies import block

TOWN = block("Oakham", 100, 150)


@pytest.mark.parametrize("text", ["Mill Lane", "Quarry Museum Road", "Rue Jean Moulin"])
def test_a_street_without_a_number_stands_over_its_town(text: str) -> None:
    street = block(text, 100, 100)
    assert streets_above([TOWN], [street, TOWN], []) == (street,)


@pytest.mark.parametrize(
    "text",
    ["Head of Sales", "Falk Road Ltd", "Department of Space, Government of India", "12 Mill Lane", "Marram"],
)
def test_what_is_something_else_or_nothing_known_is_no_street(text: str) -> None:
    assert streets_above([TOWN], [block(text, 100, 100), TOWN], []) == ()


@pytest.mark.parametrize(
    "text",
    ["Marram", "Quinta del Olmo", "R77", "Olmedo 4410", "Papa Marram II", "Мирская улица, 77", "марам"],
)
def test_what_the_card_takes_for_nothing_else_is_one(text: str) -> None:
    street = block(text, 100, 100)
    assert streets_above([TOWN], [street, TOWN], [street]) == (street,)


def test_a_quarter_stands_between_street_and_town() -> None:
    slogan, street, quarter = (
        block("Bread and roses", 100, 0),
        block("Mill Lane", 100, 50),
        block("Marram", 100, 100),
    )
    assert streets_above([TOWN], [slogan, street, quarter, TOWN], [slogan, quarter]) == (street, quarter)


@pytest.mark.parametrize(
    "text", ["Building 7314, Marram Branch Rd., Al-Falk Dist.", "Organize Sanayi Bölgesi"]
)
def test_a_line_that_says_where_is_of_the_address_below_it_whatever_that_has(text: str) -> None:
    address, above = block("Unit 9, Oakham 13321", 100, 150), block(text, 100, 100)
    assert streets_above([address], [above, address], [above]) == (above,)
    assert streets_above([address], [above, address], []) == ()


@pytest.mark.parametrize("text", ["Nieuwestad 113 (werkplaats achter)", "Industrivænget 5B, Falkby"])
def test_a_house_s_number_tells_a_street(text: str) -> None:
    street = block(text, 100, 100)
    assert streets_above([TOWN], [street, TOWN], [street]) == (street,)


@pytest.mark.parametrize("first", ["Marram, Oakham", "7 Marram"])
def test_what_begins_with_a_quarter_or_a_number_has_its_street(first: str) -> None:
    address, above = block(first, 100, 150), block("Quinta del Olmo", 100, 100)
    assert streets_above([address], [above, address], [above]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Head of Sales",
        "Falk & Sons Ltd",
        "Norway",
        "Photography",
        "Diritto penale",
        "Ein Haus der Falk Gruppe",
    ],
)
def test_what_says_who_somebody_is_or_what_is_done_is_no_street(text: str) -> None:
    other = block(text, 100, 100)
    assert streets_above([TOWN], [other, TOWN], [other]) == ()


@pytest.mark.parametrize(
    ("left", "top", "height"), [(100, 20, 40), (900, 100, 40), (100, 85, 80), (100, 200, 40)]
)
def test_what_stands_elsewhere_or_in_other_letters_is_no_part_of_it(
    left: float, top: float, height: float
) -> None:
    assert streets_above([TOWN], [block("Mill Lane", left, top, height), TOWN], []) == ()


@pytest.mark.parametrize("first", ["12 Quay Terrace", "Quay Terrace"])
def test_an_address_with_a_street_wants_no_other(first: str) -> None:
    address = [block(first, 100, 150), block("Oakham", 100, 200)]
    assert streets_above(address, [block("Mill Lane", 100, 100), *address], []) == ()


@pytest.mark.parametrize(
    "street", ["West Mill Road", "Quarry Museum Road"], ids=["left over", "taken for a department"]
)
def test_the_street_of_a_card_is_in_its_address_and_nowhere_else(street: str) -> None:
    lines = ("Nordwind Trading Ltd", "Dora Hilton", "Sales Manager", street, "Oakham", "LE15 6AB")
    contact = scan_text("\n".join((*lines, "Tel: 020 7946 0123", "dora@nordwind.example"))).contact
    assert [address.street for address in contact.addresses] == [street]
    assert street not in (contact.department, contact.note)
