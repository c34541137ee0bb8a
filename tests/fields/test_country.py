"""What speaks for a card's country."""

from __future__ import annotations

import pytest

from cardscan.fields.country import region_votes
from cardscan.fields.understanding import understood
from tests.support.typed_cards import typed_card


def first(*rows: str, default: str = "") -> str:
    return understood(typed_card(*rows), region=default).country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("+216 71 123 456", "TN"),
        ("mira@falk.com.br", "BR"),
        ("Republic of Korea", "KR"),
        ("Österreich", "AT"),
        ("Springfield, IL 62701", "US"),
        ("London SW1A 1AA", "GB"),
        ("Ottawa K1A 0B1", "CA"),
        ("〒150-0002", "JP"),
        ("東京都渋谷区", "JP"),
        ("Lindenstraße 3", "DE"),
        ("Falk Pvt. Ltd.", "IN"),
        ("Falk Sp. z o.o.", "PL"),
        ("Falk Kft.", "HU"),
        ("bd Moulay Sliman, Casablanca", "MA"),
        ("Thành phố Hồ Chí Minh", "VN"),
        ("(212) 555-0123", "US"),
    ],
)
def test_one_hint_is_enough_where_no_other_speaks(text: str, code: str) -> None:
    assert first(text) == code


def test_a_country_code_outweighs_a_foreign_mail_provider() -> None:
    assert first("Tel +212 522 12 34 56", "mira@yahoo.fr") == "MA"


def test_the_default_counts_only_where_the_card_says_little() -> None:
    assert first("Mira Falk", default="be") == "BE"
    assert first("Mira Falk", "+81 3 1234 5678", default="BE") == "JP"


def test_a_card_without_hints_has_no_votes() -> None:
    assert region_votes(typed_card("Mira"), ()) == ()


@pytest.mark.parametrize(
    ("name", "number", "code"),
    [("Barbados", "(246) 412-3456", "BB"), ("Mauretanien", "35 12 34 56", "MR"), ("Fiji", "321 2345", "FJ")],
)
def test_any_country_is_believed_that_an_address_ends_in(name: str, number: str, code: str) -> None:
    assert first("Blue Harbour Trading", f"12 Market Road, {name}", f"Tel. {number}") == code


@pytest.mark.parametrize("town", ["Norway, ME 04268", "Peru, IN 46970", "Mexico, MO 65265"])
def test_a_town_of_a_state_is_no_country(town: str) -> None:
    assert first("Blue Harbour", "12 Main Street", town, "Tel. 207-555-0143") == "US"


def test_a_state_is_no_country() -> None:
    assert first("Blue Harbour", "12 Peach Street, Atlanta, Georgia") == "US"


def test_a_domain_that_anybody_may_have_speaks_where_something_else_does() -> None:
    assert first("Mill Street", "Tripoli", "Tel: 021-2345678", "mira@falk.ly") == "LY"
    assert first("Mill Street", "Tel: 030 901820", "Berlin", "mira@falk.ly") == "DE"


@pytest.mark.parametrize(
    ("number", "domain", "code"),
    [
        ("410 1234", "falk.is", "IS"),
        ("20-123", "falk.to", "TO"),
        ("030 234 567", "falk.me", "ME"),
        ("(315) 555-0143", "falk.co", "US"),
    ],
)
def test_a_domain_that_anybody_may_have_is_believed_with_numbers_printed_as_there(
    number: str, domain: str, code: str
) -> None:
    assert first(f"Tel: {number}", f"mira@{domain}") == code


def test_an_island_is_not_iceland_and_new_mexico_not_mexico() -> None:
    assert first("12 Island Ring Road", "Tel: 444 1234", "mira@falk.nr") == "NR"
    assert first("Taos, New Mexico", "Tel: 575-555-0122") == "US"


@pytest.mark.parametrize(
    ("town", "code"), [("Kolonia, FM 96941", "FM"), ("Majuro, MH 96960", "MH"), ("San Juan, PR 00907", "PR")]
)
def test_america_s_islands_have_its_codes(town: str, code: str) -> None:
    assert first(town) == code


def test_serbian_names_are_not_vietnamese() -> None:
    assert first("Nenad Delić", "Karađorđeva 8", "011/3455-112") == "RS"
