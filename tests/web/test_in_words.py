"""A contact's values in words."""

import pytest

from cardscan.model import Address, Email, Phone, Social, Url
from cardscan.web.in_words import shown_number, value_text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Phone("+493012345678", type="fax"), "+49 30 12345678 (fax)"),
        (Phone("+493012345678", extension="12"), "+49 30 12345678 ext. 12 (work)"),
        (Phone("+4915112345678", type="cell"), "+49 1511 2345678 (mobile)"),
        (Phone("extern 12", type="other"), "extern 12 (other)"),
        (Email("anna@weber.example"), "anna@weber.example"),
        (Url("https://weber.example"), "https://weber.example"),
        (Social("linkedin", "@anna-weber"), "linkedin: @anna-weber"),
    ],
)
def test_each_value_is_one_text(value: Email | Url | Phone | Social, text: str) -> None:
    assert value_text(value) == text


def test_an_address_has_all_its_parts() -> None:
    text = value_text(Address("Lindenweg 12", "Berlin", "", "10115", "Germany"))
    assert all(part in text for part in ("Lindenweg 12", "Berlin", "10115", "Germany"))


def test_a_form_shows_a_number_without_its_extension() -> None:
    assert shown_number(Phone("+493012345678", extension="12")) == "+49 30 12345678"
