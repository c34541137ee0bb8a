import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.export.values import links, person, plain_contact, profile_link, street_text
from cardscan.model import Address, Contact, Social, Url
from tests.support.strategies import contacts


@given(contacts())
def test_a_contact_without_control_characters_stays_as_it_is(contact: Contact) -> None:
    assert plain_contact(contact) == contact


@given(st.text(st.characters(categories=("Cc", "Cs", "Zl", "Zp")) | st.sampled_from("ab")))
def test_no_control_character_is_left_but_line_breaks_in_notes(text: str) -> None:
    cleaned = plain_contact(Contact(title=text, note=text))
    assert {unicodedata.category(char) for char in cleaned.title} <= {"Ll", "Zs", "So"}
    assert {unicodedata.category(char) for char in cleaned.note.replace("\n", "")} <= {"Ll", "Zs", "So"}


@pytest.mark.parametrize(
    ("service", "value", "link"),
    [
        ("linkedin", "anna-weber", "https://www.linkedin.com/in/anna-weber"),
        ("linkedin", "https://linkedin.example/in/anna", "https://linkedin.example/in/anna"),
        ("linkedin", "Anna Weber", ""),
        ("wechat", "anna", ""),
        ("instagram", "instagram.com/anna", "https://instagram.com/anna"),
    ],
)
def test_profile_link(service: str, value: str, link: str) -> None:
    assert profile_link(Social(service, value)) == link


def test_a_profile_that_is_also_a_website_is_linked_once() -> None:
    url = "https://www.linkedin.com/in/anna"
    assert links(Contact(urls=(Url(url),), social=(Social("linkedin", "anna"),))) == (url,)


def test_an_address_in_one_piece_is_the_street_and_one_in_parts_is_not() -> None:
    assert street_text(Address(formatted="1 Example Road, Springfield")) == "1 Example Road, Springfield"
    assert street_text(Address(locality="Springfield", formatted="Springfield 12345")) == ""


def test_a_native_name_alone_is_the_name() -> None:
    assert person(Contact(native_name="安娜")).full_name == "安娜"
    both = Contact(given_name="Anna", native_name="安娜")
    assert person(both) == both
