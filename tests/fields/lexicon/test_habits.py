"""What is usual in each country, as the one list of habits says it."""

import re

import pytest

from cardscan.fields.lexicon.habits import Habits, habits, habits_of, likely_countries
from cardscan.fields.lexicon.lists import groups
from cardscan.fields.names import split_name
from cardscan.fields.postal.addresses import parse_address


def test_a_country_that_nothing_is_known_of_has_no_habits() -> None:
    assert habits_of("") == habits_of("XX") == Habits()


def test_each_country_is_named_by_its_code_and_once() -> None:
    countries = [group.key for group in groups("habits")]
    assert [code for code in countries if not re.fullmatch("[A-Z]{2}", code)] == []
    assert sorted(set(countries)) == countries


def test_all_patterns_of_the_list_can_be_compiled() -> None:
    for usual in habits().values():
        shapes = (usual.postal_code.partition(" ")[2], usual.number_shape, usual.labelled_number_shape)
        for pattern in (*shapes, *usual.own_road_endings):
            re.compile(pattern)


def test_codes_that_cards_print_replace_the_generated_ones() -> None:
    generated = {group.key: group.entries[0] for group in groups("postal_codes")}
    assert habits_of("AT").postal_code != generated["AT"]
    assert habits_of("AD").postal_code == generated["AD"]


@pytest.mark.parametrize("kind", ["address", "telephone"])
def test_likely_countries_are_named_once(kind: str) -> None:
    countries = likely_countries(kind)
    assert len(countries) == len(set(countries)) > 20


@pytest.mark.parametrize(
    ("text", "region", "family"),
    [
        ("Kovács Anna", "HU", "Kovács"),
        ("Kovács Anna", "AT", "Anna"),
        ("Trần Văn Thảo", "DE", "Trần"),
        ("Wang Li", "CN", "Wang"),
        ("Wang Li", "US", "Li"),
    ],
)
def test_the_order_of_a_name_is_the_countrys(text: str, region: str, family: str) -> None:
    assert split_name(text, region).family == family


def test_the_order_of_an_address_is_the_countrys() -> None:
    before = parse_address(["Hauptstrasse 7, 1010 Wien"], "AT")
    behind = parse_address(["12 High Street, Sydney NSW 2000"], "AU")
    assert (before.postal_code, before.locality) == ("1010", "Wien")
    assert (behind.postal_code, behind.locality, behind.region) == ("2000", "Sydney", "NSW")
