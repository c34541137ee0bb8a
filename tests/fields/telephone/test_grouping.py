"""How well a number is printed as in a country."""

from __future__ import annotations

import phonenumbers
import pytest

from cardscan.fields.telephone.grouping import printed_as_usual


def usual(text: str, country: str) -> float:
    return printed_as_usual(text, phonenumbers.parse(text, country), country)


@pytest.mark.parametrize(
    ("text", "home", "other"),
    [
        ("21 123 4567", "PT", "FR"),  # no zero in front
        ("020 - 123 45 67", "NL", "FR"),  # parted within an area code
        ("055 1234567", "IT", "DE"),
        ("01 23 45 67 89", "FR", "AT"),
    ],
)
def test_a_number_is_printed_as_at_home(text: str, home: str, other: str) -> None:
    assert usual(text, home) > usual(text, other)


def test_longer_groups_are_as_good_as_the_pairs_that_they_hold() -> None:
    assert usual("05 22 36 84 11", "MA") >= usual("0522-368411", "MA") > usual("052 236 8411", "MA")
