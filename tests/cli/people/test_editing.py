"""A contact as lines, and the contact that changed lines say."""

import pytest

from cardscan.cli.people.editing import changed, label_of, pairs_of
from cardscan.errors import UsageError
from cardscan.model import Contact, Email, Phone
from tests.support.fictional import ANNA, COMPANY


@pytest.mark.parametrize("contact", [ANNA, COMPANY, Contact()])
def test_lines_that_nobody_changed_change_nothing(contact: Contact) -> None:
    assert changed(contact, pairs_of(contact)) == contact
    assert changed(contact, []) == contact


def test_a_field_has_the_new_value_and_the_others_stay() -> None:
    assert changed(ANNA, [("title", "Boss"), ("email", "a@weber.example")]).emails == (
        Email("a@weber.example"),
    )
    boss = changed(ANNA, [("Title", "Boss")])
    assert (boss.title, boss.phones, boss.full_name) == ("Boss", ANNA.phones, ANNA.full_name)


def test_a_number_is_understood_as_one_of_the_contact_s_country_and_stays_in_its_place() -> None:
    phones = changed(ANNA, [("mobile", "0151 99999999")]).phones
    assert [phone.type for phone in phones] == [phone.type for phone in ANNA.phones]
    assert phones[1] == Phone("+4915199999999", "0151 99999999", "cell")


def test_several_values_are_all_and_nothing_takes_them_away() -> None:
    two = changed(COMPANY, [("fax", "+81612345670"), ("fax", "+81612345671"), ("phone", "")])
    assert [(phone.type, phone.value) for phone in two.phones] == [
        ("fax", "+81612345670"),
        ("fax", "+81612345671"),
    ]


def test_a_name_is_taken_apart() -> None:
    contact = changed(Contact(), [("name", "Dr. Bilal Haddad"), ("account", "linkedin: bilal")])
    assert (contact.prefix, contact.given_name, contact.family_name) == ("Dr.", "Bilal", "Haddad")
    assert contact.social[0].service == "linkedin"


@pytest.mark.parametrize(
    ("name", "label"), [("email", "E-mail"), ("E-Mail", "E-mail"), ("company", "Company")]
)
def test_fields_are_called_as_people_call_them(name: str, label: str) -> None:
    assert label_of(name) == label


def test_what_is_no_field_is_refused_with_what_may_be_meant() -> None:
    with pytest.raises(UsageError, match="titel") as caught:
        changed(ANNA, [("titel", "Boss")])
    assert caught.value.hint == "did you mean Title?"
    with pytest.raises(UsageError, match="of which service"):
        changed(ANNA, [("account", "anna")])
