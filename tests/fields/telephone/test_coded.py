"""Numbers of codes that leave out their country."""

from __future__ import annotations

from cardscan.fields import extract
from cardscan.fields.telephone.coded import in_country
from cardscan.model import Phone
from cardscan.payload import parse_payload
from tests.support.typed_cards import typed_card


def numbers(payload: str, country: str) -> list[tuple[str, str]]:
    found = in_country(parse_payload(payload), country)
    return [(code.value.value, code.value.type) for code in found if isinstance(code.value, Phone)]


def test_a_national_number_is_one_of_the_cards_country() -> None:
    assert numbers("tel:030 23125160", "DE") == [("+493023125160", "work")]
    assert numbers("MECARD:N:Falk,Mira;TEL:06 12 34 56 78;;", "FR") == [("+33612345678", "cell")]


def test_a_number_that_is_none_there_stays_as_it_is_said() -> None:
    assert numbers("tel:4711", "DE") == [("4711", "work")]
    assert numbers("tel:030 23125160", "") == [("030 23125160", "work")]


def test_bare_digits_are_a_number_only_where_they_are_one_in_the_country() -> None:
    assert numbers("01701234567", "DE") == [("+491701234567", "cell")]
    assert numbers("0000 0000 0000", "DE") == []


def test_what_the_print_says_tells_the_country_and_a_code_tells_it_too() -> None:
    card = typed_card("Engel Bau", "Clara Engel", "Tel. +49 30 23125 160")
    found = extract(card, codes=parse_payload("01701234567"))
    assert "+491701234567" in [one.value.value for one in found if isinstance(one.value, Phone)]
    card = typed_card("Engel Bau", "Clara Engel", "Tel. 030 23125 160")
    found = extract(card, codes=parse_payload("tel:+491701234567"))
    assert "+493023125160" in [one.value.value for one in found if isinstance(one.value, Phone)]
