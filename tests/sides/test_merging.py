"""What one contact keeps of a card's two sides."""

from dataclasses import replace

import pytest
from hypothesis import given

from cardscan.contact_fields import LISTS, with_values
from cardscan.likeness import alike
from cardscan.model import (
    Address,
    Contact,
    Email,
    Phone,
    Social,
    Url,
)
from cardscan.sides import merged
from tests.support.sides import ANNA, QUAD, keys_of, seen, text_of, value_of
from tests.support.strategies import contacts


def test_the_back_fills_what_the_front_lacks() -> None:
    back = Contact(
        department="Sales",
        urls=(Url("https://weber.example"),),
        addresses=(Address(formatted="Hauptstr. 1, 10115 Berlin"),),
        social=(Social("linkedin", "annaweber"),),
        note="Since 1950",
    )
    one = merged(seen(ANNA, "front.jpg"), seen(back, "back.jpg"))
    assert one.contact == replace(
        ANNA,
        department=back.department,
        urls=back.urls,
        addresses=back.addresses,
        social=back.social,
        note=back.note,
    )
    assert one.source.path == "front.jpg"
    assert one.needs_review == ()
    assert one.elapsed == {"find": 1.0, "read": 0.5}


def test_what_both_sides_say_is_given_once_and_fully() -> None:
    front = Contact(
        given_name="Anna",
        family_name="Weber",
        organization="WEBER",
        phones=(Phone("+493012345678", "030 12345678"),),
        emails=(Email("Anna@Weber.example"),),
        urls=(Url("https://www.weber.example"),),
        addresses=(Address(formatted="Hauptstr. 1, 10115 Berlin"),),
    )
    fuller = Address(formatted="Hauptstraße 1, 10115 Berlin, Germany", country="Germany", country_code="DE")
    back = Contact(
        prefix="Dr.",
        given_name="Anna",
        family_name="Weber",
        organization="Weber GmbH",
        phones=(Phone("+493012345678", "+49 30 12345678", "cell"),),
        emails=(Email("anna@weber.example"),),
        urls=(Url("http://weber.example/"),),
        addresses=(fuller,),
    )
    one = merged(seen(front), seen(back))
    assert one.contact.full_name == "Dr. Anna Weber"
    assert one.contact.organization == "Weber GmbH"
    assert [phone.type for phone in one.contact.phones] == ["cell"]
    assert [email.value for email in one.contact.emails] == ["Anna@Weber.example"]
    assert [url.value for url in one.contact.urls] == ["https://www.weber.example"]
    assert one.contact.addresses == (fuller,)
    assert one.contact.note == ""
    assert one.needs_review == ()
    assert one.unread == ()


def test_offices_that_look_alike_stay_apart() -> None:
    streets = ("Rua A, 10, Recife", "Rua B, 10, Recife", "Rua A, 11, Recife")
    front, *back = (Address(formatted=street) for street in streets)
    one = merged(seen(Contact(addresses=(front,))), seen(Contact(addresses=tuple(back))))
    assert one.contact.addresses == (front, *back)


def test_what_the_sides_contradict_each_other_in_is_flagged_and_noted() -> None:
    back = Contact(given_name="Bernd", family_name="Koch", organization="Acme Inc", title="Engineer")
    one = merged(seen(ANNA), seen(back))
    assert (one.contact.full_name, one.contact.organization) == ("Anna Weber", "Weber Ltd")
    assert set(one.needs_review) == {"full_name", "organization"}
    assert all(one.confidence[key] <= 0.5 for key in one.needs_review)
    assert sorted(one.contact.note.split("\n")) == ["Acme Inc", "Bernd Koch", "Engineer"]


def test_a_doubtful_back_is_no_witness_against_the_front() -> None:
    one = merged(seen(ANNA), seen(Contact(organization="Machine Building"), doubted=["organization"]))
    assert one.contact == replace(ANNA, note="Machine Building")
    assert one.needs_review == ()


@pytest.mark.parametrize("latin_first", [True, False])
def test_a_side_in_another_script_gives_the_native_name_and_no_conflict(latin_first: bool) -> None:
    native = Contact(
        given_name="太郎",
        family_name="山田",
        family_first=True,
        title="営業部長",
        organization="株式会社ヤマダ",
        emails=(Email("taro@yamada.example"),),
    )
    latin = Contact(
        given_name="Taro",
        family_name="Yamada",
        title="Sales Manager",
        organization="Yamada Co., Ltd.",
        emails=(Email("taro@yamada.example"),),
    )
    sides = (seen(latin), seen(native)) if latin_first else (seen(native), seen(latin))
    one = merged(*sides)
    assert one.contact.full_name == "Taro Yamada"
    assert not one.contact.family_first
    assert one.contact.native_name == "山田 太郎"
    assert one.contact.organization == "Yamada Co., Ltd."
    assert one.contact.title == "Sales Manager"
    assert set(one.contact.note.split("\n")) == {"株式会社ヤマダ", "営業部長"}
    assert one.needs_review == ()


def test_a_nickname_and_pronouns_of_the_back_are_kept_where_it_is_the_same_person() -> None:
    back = replace(ANNA, nickname="Anni", pronouns="she/her", phones=())
    one = merged(seen(ANNA, "front.jpg"), seen(back, "back.jpg")).contact
    assert (one.nickname, one.pronouns) == ("Anni", "she/her")
    other = replace(back, given_name="Eva", family_name="Holm")
    assert merged(seen(ANNA, "front.jpg"), seen(other, "back.jpg")).contact.pronouns == ""


def test_a_shop_in_two_scripts_has_a_native_name() -> None:
    one = merged(seen(Contact(organization="กาแฟดี")), seen(Contact(organization="Good Coffee")))
    assert (one.contact.organization, one.contact.native_name) == ("Good Coffee", "กาแฟดี")
    assert one.contact.note == ""


def test_a_field_stays_doubtful_until_the_other_side_confirms_it() -> None:
    doubted = ("full_name", "emails[0]")
    back = Contact(given_name="Anna", family_name="Weber", emails=(Email("info@weber.example"),))
    one = merged(seen(ANNA, doubted=doubted), seen(back, doubted=("emails[0]",)))
    assert one.needs_review == ("emails[0]", "emails[1]")
    assert one.confidence["full_name"] == 0.95


def test_a_blank_back_changes_nothing() -> None:
    front = seen(ANNA)
    assert merged(front, seen(Contact())) == front


def test_a_front_with_only_a_logo_takes_all_from_the_back() -> None:
    one = merged(seen(Contact(organization="Weber"), "front.jpg"), seen(ANNA, "back.jpg"))
    assert one.contact == ANNA
    assert one.source.path == "front.jpg"


@given(contacts(), contacts())
def test_no_value_and_no_line_of_either_side_is_lost(front: Contact, back: Contact) -> None:
    one = merged(seen(front), seen(back))
    for side in (front, back):
        for field in LISTS:
            kept = field.of(one.contact)
            assert all(any(alike(value, other) for other in kept) for value in field.of(side))
        for line in filter(None, side.note.split("\n")):
            assert line in one.contact.note.split("\n")
    note = "".join(one.contact.note.casefold().split())
    unread = ["".join(line.casefold().split()) for line in one.unread]
    assert all(line in note for line in unread if any(map(str.isalnum, line)))


@given(contacts(), contacts())
def test_every_key_points_at_a_field_and_at_lines_that_say_so(front: Contact, back: Contact) -> None:
    one = merged(seen(front), seen(back))
    assert list(one.confidence) == list(one.evidence) == keys_of(one.contact)
    assert set(one.needs_review) <= set(one.confidence)
    for key, lines in one.evidence.items():
        texts = [one.reading.lines[index].text for index in lines]
        assert text_of(value_of(one.contact, key)) in texts


@given(contacts())
def test_two_equal_sides_make_the_one_card(contact: Contact) -> None:
    side = with_values(contact, [(field, field.of(contact)[:1]) for field in LISTS])
    assert merged(seen(side), seen(side)).needs_review == ()


def test_the_backs_lines_lie_below_the_fronts() -> None:
    front, back = seen(ANNA), seen(Contact(note="Since 1950"))
    one = merged(front, back)
    assert one.reading.lines[: len(front.reading.lines)] == front.reading.lines
    assert one.reading.lines[-1].quad == tuple((x, y + 600.0) for x, y in QUAD)
    assert (one.reading.width, one.reading.height) == (1000.0, 1200.0)
