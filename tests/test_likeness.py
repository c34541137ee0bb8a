"""When two values say the same thing, and which says more."""

import pytest

from cardscan.likeness import alike, says_more, squashed, words
from cardscan.model import (
    Address,
    Email,
    Phone,
    Social,
    Url,
    Value,
)


@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("Sørensen Byg", "Sorensen Byg"),
        ("Łódź Meble", "Lodz Meble"),
        ("Đặng Tea", "Dang Tea"),
        ("Æro", "Aero"),
    ],
)
def test_letters_that_have_no_accent_to_take_off_are_no_conflict(front: str, back: str) -> None:
    assert alike(front, back)


OFFICE = Address(formatted="Hauptstr. 1, 10115 Berlin")


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Weber", "WEBER GmbH", True),
        ("Blue Sky", "BLUESKY GmbH", True),
        ("Web", "Weber", False),
        ("Weber", "Koch", False),
        ("", "", True),
        ("!", "?", False),
        (Phone("+493012345678"), Phone("+49 30 12345678", type="cell"), True),
        (Phone("+493012345678"), Phone("+493012345678", extension="12"), False),
        (Email("Anna@Weber.example"), Email("anna@weber.example"), True),
        (Url("https://www.weber.example/"), Url("http://weber.example"), True),
        (Url("https://weber.example/a"), Url("https://weber.example/b"), False),
        (Social("x", "@annaweber"), Social("x", "annaweber"), True),
        (Social("x", "annaweber"), Social("linkedin", "annaweber"), False),
        (OFFICE, Address(formatted="Hauptstraße 1, 10115 Berlin, Germany"), True),
        (OFFICE, Address("Hauptstr. 1", "Berlin", "", "10115"), True),
        (OFFICE, Address(formatted="Hauptstr. 7, 10115 Berlin"), False),
        (Address(formatted="Lindenallee 1"), Address(formatted="Lindcnallee 1"), True),
        (OFFICE, Email("anna@weber.example"), False),
    ],
)
def test_values_of_one_kind_mean_the_same_or_not(a: Value, b: Value, *, same: bool) -> None:
    assert alike(a, b) is alike(b, a) is same


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("Weber GmbH", "Weber"),
        (Phone("+493012345678", type="fax"), Phone("+493012345678")),
        (Address(formatted="Hauptstraße 1, 10115 Berlin, Germany"), OFFICE),
    ],
)
def test_the_fuller_value_says_more(more: Value, less: Value) -> None:
    assert says_more(more, less)
    assert not says_more(less, more)
    assert not says_more(more, more)


def test_case_accents_and_spaces_do_not_count() -> None:
    assert words("Łódź-Möbel  Æro") == ["lodz", "mobel", "aero"]
    assert squashed("Blue Sky, Ltd.") == "blueskyltd"


def test_a_number_with_and_without_its_country_is_one() -> None:
    whole, national = Phone("+12025550143"), Phone("(202) 555-0143")
    assert alike(whole, national) and alike(national, whole)
    assert says_more(whole, national) and not says_more(national, whole)
    assert not alike(whole, Phone("(303) 555-0143"))
    assert not alike(whole, Phone("(202) 555-0143", extension="5"))
    assert not alike(Phone("(202) 555-0143"), Phone("555-0143"))
