from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cardscan.contact_fields import LISTS, NOTE, TEXTS_IN_PARTS
from cardscan.export.values import address_text, plain_contact
from cardscan.model import Address, Contact, Email, Phone, Social, Url
from cardscan.web.checking.card_form import (
    ADDRESS_PARTS,
    contact_of,
    moved_up,
    swapped,
    without,
)
from cardscan.web.in_words import shown_number
from tests.support.fictional import ANNA
from tests.support.strategies import contacts


def form_of(contact: Contact, **changes: str | list[str]) -> dict[str, list[str]]:
    """Return what the page's form sends for the contact, with some fields changed."""
    form: dict[str, list[str]] = {field.key: [field.of(contact)] for field in (*TEXTS_IN_PARTS, NOTE)}
    form["phones"] = [shown_number(phone) for phone in contact.phones]
    form["phone_type"] = [phone.type for phone in contact.phones]
    form["phone_extension"] = [phone.extension for phone in contact.phones]
    form["emails"] = [email.value for email in contact.emails]
    form["urls"] = [url.value for url in contact.urls]
    form["social_service"] = [item.service for item in contact.social]
    form["social_value"] = [item.value for item in contact.social]
    form["addresses"] = form["address_was"] = [address_text(address) for address in contact.addresses]
    for part in ADDRESS_PARTS:
        form[f"address_{part}"] = [getattr(address, part) for address in contact.addresses]
    if contact.family_first:
        form["family_first"] = ["1"]
    return form | {name: [value] if isinstance(value, str) else value for name, value in changes.items()}


def test_a_form_sent_as_it_was_shown_changes_nothing() -> None:
    assert contact_of(form_of(ANNA), ANNA) == ANNA


@given(contacts())
def test_no_contact_is_changed_by_being_looked_at(contact: Contact) -> None:
    shown = plain_contact(contact)
    assert contact_of(form_of(shown), shown).full_name == shown.full_name
    again = contact_of(form_of(shown), shown)
    assert contact_of(form_of(again), again) == again


def test_a_changed_name_is_taken_apart_anew() -> None:
    contact = contact_of(form_of(ANNA, full_name="Prof. Anna van der Berg"), ANNA)
    assert (contact.prefix, contact.given_name, contact.family_name) == ("Prof.", "Anna", "van der Berg")
    assert (contact.additional_name, contact.suffix) == ("", "")


def test_changed_parts_of_a_name_win_over_its_whole() -> None:
    contact = contact_of(form_of(ANNA, family_name="Webber", full_name="Someone Else"), ANNA)
    assert contact == replace(ANNA, family_name="Webber")


def test_a_changed_name_keeps_its_pronouns() -> None:
    before = Contact(given_name="Alex", family_name="Moor", pronouns="she/her")
    after = contact_of(form_of(before, full_name='Alex "Al" Moors'), before)
    assert (after.family_name, after.nickname, after.pronouns) == ("Moors", "Al", "she/her")
    assert contact_of(form_of(before, pronouns="they/them"), before).pronouns == "they/them"


def test_an_emptied_name_is_empty() -> None:
    assert contact_of(form_of(ANNA, full_name=""), ANNA).full_name == ""


def test_a_number_is_written_internationally_by_the_address_s_country() -> None:
    form = form_of(ANNA, phones=["030 99887766"], phone_type=["work"], phone_extension=["7"])
    assert contact_of(form, ANNA).phones == (Phone("+493099887766", "030 99887766", "work", "7"),)


def test_a_number_that_cannot_be_one_stays_as_typed() -> None:
    form = form_of(ANNA, phones=["ask Eva"], phone_type=["nonsense"], phone_extension=[""])
    assert contact_of(form, ANNA).phones == (Phone("ask Eva", "ask Eva", "work"),)


def test_rows_without_a_value_are_dropped_and_spare_rows_add() -> None:
    form = form_of(
        ANNA,
        emails=["", "new@weber.example"],
        urls=["weber.example", ""],
        social_service=["X", "skype"],
        social_value=["@anna", ""],
    )
    contact = contact_of(form, ANNA)
    assert contact.emails == (Email("new@weber.example"),)
    assert contact.urls == (Url("https://weber.example"),)
    assert contact.social == (Social("x", "@anna"),)


def test_a_changed_address_is_taken_apart_anew_and_changed_parts_win() -> None:
    old = Contact(
        addresses=(Address("Lindenweg 12", "Berlin", "", "10115", "", "DE", "Lindenweg 12, 10115 Berlin"),)
    )
    whole = contact_of(form_of(old, addresses="Hauptstraße 7, 80331 München"), old)
    [address] = whole.addresses
    assert (address.street, address.locality, address.postal_code) == ("Hauptstraße 7", "München", "80331")
    parts = contact_of(form_of(old, address_locality="Potsdam", address_country_code="de"), old)
    assert parts.addresses == (Address("Lindenweg 12", "Potsdam", "", "10115", "", "DE", ""),)


def test_a_form_that_lacks_a_field_leaves_it() -> None:
    assert contact_of(
        {"title": ["CEO"]}, replace(ANNA, phones=(), emails=(), urls=(), addresses=(), social=())
    ) == (replace(ANNA, title="CEO", phones=(), emails=(), urls=(), addresses=(), social=()))


def test_name_and_company_change_places_and_back() -> None:
    contact = Contact(given_name="Weber", family_name="Consulting", organization="Anna Maria Weber")
    turned = swapped(contact)
    assert (turned.organization, turned.given_name, turned.family_name) == (
        "Weber Consulting",
        "Anna",
        "Weber",
    )
    assert swapped(turned).full_name == "Weber Consulting"
    assert swapped(Contact(organization="Ōsaka Tea")).organization == ""


def test_values_move_up_and_go() -> None:
    first, second = Email("a@a.example"), Email("b@b.example")
    contact = Contact(emails=(first, second))
    [emails] = [field for field in LISTS if field.key == "emails"]
    assert moved_up(contact, emails, 1).emails == (second, first)
    assert moved_up(contact, emails, 0) == moved_up(contact, emails, 9) == contact
    assert without(contact, emails, 0).emails == (second,)
    assert without(contact, emails, 9) == contact


@given(
    st.dictionaries(
        st.sampled_from([*form_of(ANNA), "family_first"]), st.lists(st.text(max_size=20), max_size=4)
    )
)
def test_any_form_gives_a_contact(form: dict[str, list[str]]) -> None:
    assert isinstance(contact_of(form, ANNA), Contact)
