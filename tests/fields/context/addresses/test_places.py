"""Lines that go on with the address above them."""

from __future__ import annotations

import pytest

import cardscan
from cardscan.fields.context.addresses.places import are_places, is_country, places_below
from tests.fields.context.test_assign import blocks_of


@pytest.mark.parametrize(
    "below",
    [
        ("EC2Y 7ZZ",),
        ("SW7",),
        ("Greater London", "United Kingdom"),
        ("United Kingdom", "SW7 7ZZ"),
    ],
)
def test_code_region_and_country_of_the_town_go_on_with_it(below: tuple[str, ...]) -> None:
    street, town, *rest = blocks_of("7 Mill Road", "London", *below)
    assert [block.text for block in places_below((street, town), rest)] == list(below)


@pytest.mark.parametrize("below", ["20457", "Bayern", "Mira Falk", "Room 7", "Portugal", "UK7"])
def test_what_is_of_no_country_that_the_town_is_in_does_not(below: str) -> None:
    street, town, other = blocks_of("7 Mill Road", "London", below)
    assert places_below((street, town), [other]) == ()


def test_the_town_itself_may_be_below() -> None:
    street, *rest = blocks_of("7 Mill Road", "London", "SW7")
    assert [block.text for block in places_below((street,), rest)] == ["London", "SW7"]
    street, *rest = blocks_of("7 Mill Road", "Room with a view")
    assert places_below((street,), rest) == ()


def test_a_line_farther_down_does_not_go_on() -> None:
    street, town, _, code = blocks_of("7 Mill Road", "London", "Mira Falk", "EC2Y 7ZZ")
    assert places_below((street, town), [code]) == ()


def test_a_countrys_name_is_known_in_full() -> None:
    assert [is_country(block) for block in blocks_of("Trinidad and Tobago", "Trinidad Works")] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("7 Mill Road", "Cape Town", "7700"),
        ("7 Mill Road", "Dublin", "D02 X777"),
        ("7 Mill Road", "London", "E10"),
        ("7 Mill Road", "Galway", "Co. Galway", "H91 X777", "Ireland"),
        ("High Street", "Basseterre", "Saint Kitts and Nevis"),
    ],
)
def test_the_whole_address_is_one(rows: tuple[str, ...]) -> None:
    contact = cardscan.scan_text("\n".join(("Falk Trading Ltd", "Mira Falk", *rows))).contact
    assert [address.formatted for address in contact.addresses] == [", ".join(rows)]


def test_a_town_whose_street_bears_its_name_is_no_repetition() -> None:
    rows = ("Falk GmbH", "Mira Falk", "Hamburger Allee 7", "Hamburg")
    assert cardscan.scan_text("\n".join(rows)).contact.addresses[0].locality == "Hamburg"


def test_lines_that_say_more_than_a_place_are_no_places() -> None:
    street, town, code, other = blocks_of("7 Mill Road", "London", "SW7", "9 Quay Road")
    assert are_places((code,), (street, town))
    assert not are_places((code, other), (street, town))
