"""What a known contact becomes by a newer card."""

from dataclasses import replace

from hypothesis import given

from cardscan.book.knowing.renewal import renewed_contact
from cardscan.model import Contact
from tests.support.acquaintances import ANNA, NEW_POST, verdict
from tests.support.strategies import contacts


def test_a_newer_card_in_the_same_company_keeps_what_it_does_not_mention() -> None:
    promoted = Contact(
        given_name="Anna", family_name="Weber", title="CEO", organization="Weber Logistik", emails=ANNA.emails
    )
    renewed = renewed_contact(ANNA, promoted)
    assert (renewed.title, renewed.prefix, renewed.organization) == ("CEO", "Dr.", "Weber Logistik")
    assert (renewed.phones, renewed.addresses, renewed.urls) == (ANNA.phones, ANNA.addresses, ANNA.urls)


def test_a_card_of_another_company_keeps_the_persons_own_numbers_only() -> None:
    renewed = renewed_contact(ANNA, replace(NEW_POST, phones=NEW_POST.phones[:1]))
    assert [phone.value for phone in renewed.phones] == ["+49401234567", "+4915112345678"]
    assert renewed.emails == NEW_POST.emails
    assert renewed.addresses == NEW_POST.addresses


def test_the_fuller_form_of_the_name_is_kept() -> None:
    assert renewed_contact(ANNA, replace(NEW_POST, given_name="A.")).full_name == "Dr. Anna Weber"


def test_nickname_and_pronouns_are_the_persons_own() -> None:
    renewed = renewed_contact(replace(ANNA, nickname="Anni", pronouns="she/her"), NEW_POST)
    assert (renewed.nickname, renewed.pronouns) == ("Anni", "she/her")


@given(contacts())
def test_renewing_with_the_same_card_changes_nothing(contact: Contact) -> None:
    assert verdict(renewed_contact(contact, contact), contact) == "again"
