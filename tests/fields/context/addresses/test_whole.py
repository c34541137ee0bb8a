"""Addresses of which parts were found apart, or taken for something else."""

from __future__ import annotations

import pytest

from cardscan import scan_text
from cardscan.fields.context.addresses.whole import whole_addresses, with_town_alone
from cardscan.fields.context.segments import Segment
from tests.fields.context.test_assign import blocks_of

HEAD = ("Nordwind Trading Ltd", "Dora Hilton", "Sales Manager")
FOOT = ("Tel: 020 7946 0123", "dora@nordwind.example")


def test_a_street_and_its_town_are_one_address_with_what_is_left_between() -> None:
    street, quarter, town = blocks_of("7 Mill Street", "Marram", "London")
    parts = [Segment("address", (street,), 0.9), Segment("address", (town,), 0.8)]
    [whole] = whole_addresses(parts, [street, quarter, town], [quarter], [quarter])
    assert (whole.blocks, whole.probability) == ((street, quarter, town), 0.8)


def test_two_whole_addresses_stay_two() -> None:
    blocks = blocks_of("7 Mill Street", "London", "9 Quay Street", "Bristol")
    parts = [Segment("address", tuple(blocks[:2]), 0.9), Segment("address", tuple(blocks[2:]), 0.8)]
    assert whole_addresses(parts, blocks, [], []) == parts


def test_a_title_loses_what_is_the_street() -> None:
    title, street, town = blocks_of("Sales Manager", "Mill Lane", "London")
    parts = [Segment("title", (title, street), 0.7), Segment("address", (town,), 0.8)]
    assert [segment.blocks for segment in whole_addresses(parts, [title, street, town], [], [])] == [
        (title,),
        (street, town),
    ]


def test_a_country_may_stand_above() -> None:
    country, town, street = blocks_of("Norway", "Oslo", "7 Mill Street")
    [whole] = whole_addresses([Segment("address", (town, street), 0.8)], [country, town, street], [], [])
    assert whole.blocks == (country, town, street)


def test_a_town_that_is_left_over_is_the_address_of_a_card_without_one() -> None:
    name, town = blocks_of("Dora Hilton", "London")
    named = Segment("name", (name,), 0.9)
    assert [each.blocks for each in with_town_alone([named], [], [name, town])] == [(name,), (town,)]
    assert with_town_alone([named], [Segment("address", (name,), 0.3)], [town]) == [named]


@pytest.mark.parametrize(
    "rows",
    [
        ("Quarry Lane", "Barbican", "London", "EC2Y 7ZZ"),
        ("Quinta del Olmo 77", "Retiro", "C1077 AAZ Buenos Aires", "Argentina"),
        ("Norway", "0177 Oslo", "Mill Street, 77"),
        ("Rue Mireille", "Lyon"),
        ("R77", "Clifden", "County Galway"),
    ],
    ids=[
        "a quarter between",
        "an unknown street",
        "a country above",
        "a street like a name",
        "a region alone",
    ],
)
def test_an_address_is_whole_on_a_card_and_its_lines_are_nowhere_else(rows: tuple[str, ...]) -> None:
    contact = scan_text("\n".join((*HEAD, *rows, *FOOT))).contact
    assert [address.formatted for address in contact.addresses] == [", ".join(rows)]
    assert (contact.title, contact.department, contact.note) == ("Sales Manager", "", "")
