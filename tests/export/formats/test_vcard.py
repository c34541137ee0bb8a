from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import vobject  # type: ignore[import-untyped]
from hypothesis import given

from cardscan.export import ExportOptions
from cardscan.export.formats.vcard import vcard
from cardscan.export.values import links, phone_text
from cardscan.model import Contact, Email, Event, Phone, Record, Url
from tests.support.fictional import ANNA, COMPANY, OPTIONS, scan
from tests.support.strategies import contacts


def text_of(contact: Contact) -> str:
    return vcard(replace(scan(contact), record=Record("u-1")), OPTIONS).decode()


def unfolded(contact: Contact) -> list[str]:
    return text_of(contact).replace("\r\n ", "").splitlines()


def values(card: Any, name: str) -> list[Any]:
    return [line.value for line in card.contents.get(name, [])]


def joined(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)


def test_the_whole_card_in_the_form_that_importers_read() -> None:
    assert unfolded(ANNA) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "UID:u-1",
        "ADR;TYPE=WORK:;;Lindenweg 12;Berlin;;10115;Germany",
        r"ADR;TYPE=WORK:;;1 Example Road\, Springfield;;;;",
        "EMAIL;TYPE=WORK:anna@weber.example",
        "EMAIL;TYPE=WORK:sales@weber.example",
        "FN:Dr. Anna Maria Weber, MBA".replace(", ", r"\, "),
        "N:Weber;Anna;Maria;Dr.;MBA",
        "NICKNAME:安娜",
        r"NOTE:Wir öffnen Türen\nseit 1901\nskype: anna.w",
        r"ORG:Müller & Söhne GmbH\; Co.;Sales",
        "REV:2026-11-22T09:30:00Z",
        "TEL;TYPE=WORK:+493012345678",
        "TEL;TYPE=CELL:+4915112345678",
        "TEL;TYPE=FAX,WORK:+493012345679",
        "TEL;TYPE=WORK:+493012345670 ext. 12",
        r"TITLE:Head of Sales\, Europe",
        "URL;TYPE=WORK:https://weber.example",
        "URL;TYPE=WORK:https://www.linkedin.com/in/anna-weber",
        "X-SOCIALPROFILE;TYPE=linkedin:https://www.linkedin.com/in/anna-weber",
        "X-SOCIALPROFILE;TYPE=skype:anna.w",
        "END:VCARD",
    ]


def test_a_card_without_a_person_is_shown_as_a_company() -> None:
    lines = unfolded(COMPANY)
    assert "FN:Ōsaka Tea Example K.K." in lines
    assert "N:;;;;" in lines
    assert "X-ABShowAs:COMPANY" in lines
    assert "X-ABShowAs:COMPANY" not in unfolded(ANNA)


def test_a_contact_without_any_name_has_one_to_be_shown() -> None:
    assert "FN:Business card" in unfolded(Contact())
    assert "FN:+15550100" in unfolded(Contact(phones=(Phone("+15550100"),)))


def test_a_nickname_has_its_property_and_pronouns_have_one_in_version_4() -> None:
    contact = Contact(given_name="Alex", native_name="アレックス", nickname="Al", pronouns="she/her")
    lines = unfolded(contact)
    assert [line for line in lines if line.startswith(("FN", "NICK"))] == [
        'FN:Alex "Al"', "NICKNAME:アレックス", "NICKNAME:Al"
    ]  # fmt: skip
    assert "NOTE:Pronouns: she/her" in lines
    newest = vcard(scan(contact), replace(OPTIONS, version="4.0")).decode().split("\r\n")
    assert "PRONOUNS:she/her" in newest
    assert not any(line.startswith("NOTE") for line in newest)


def test_every_type_of_phone_has_a_type_that_importers_know() -> None:
    phones = (Phone("1", type="home"), Phone("2", type="pager"), Phone("3", type="other"))
    tels = [line for line in unfolded(Contact(phones=phones)) if line.startswith("TEL")]
    assert tels == ["TEL;TYPE=HOME:1", "TEL;TYPE=PAGER:2", "TEL;TYPE=VOICE:3"]


def test_a_url_has_nothing_that_a_parser_might_or_might_not_unescape() -> None:
    assert "URL;TYPE=WORK:https://a.example/b%2Cc%3Bd" in unfolded(
        Contact(urls=(Url("https://a.example/b,c;d"),))
    )


def test_the_uid_is_the_cards_own_and_stays() -> None:
    first, second = scan(ANNA, 1).source, scan(ANNA, 2).source
    assert first.uid == scan(COMPANY, 1).source.uid
    assert first.uid != second.uid


def test_the_revision_is_given_in_universal_time() -> None:
    east = datetime(2026, 11, 22, 18, 30, tzinfo=timezone(timedelta(hours=9)))
    assert b"\r\nREV:2026-11-22T09:30:00Z\r\n" in vcard(scan(ANNA), ExportOptions(revised=east))


KNOWN = Record(
    "u-1",
    "2026-11-20T18:00:00Z",
    ("customer", "tea, green"),
    (Event("Chamber mixer", "2026-11-20"), Event("", "2026-11-21")),
    ("likes tea\nand cake",),
)


def test_what_the_book_knows_is_in_the_card() -> None:
    card = vobject.readOne(vcard(replace(scan(ANNA), record=KNOWN), OPTIONS).decode())
    assert card.uid.value == "u-1"
    assert card.rev.value == "2026-11-20T18:00:00Z"
    assert card.categories.value == ["customer", "tea, green", "Chamber mixer"]
    assert card.note.value.splitlines() == [
        "Wir öffnen Türen",
        "seit 1901",
        "skype: anna.w",
        "Met at Chamber mixer, 2026-11-20",
        "Met 2026-11-21",
        "likes tea",
        "and cake",
    ]


def test_what_a_note_says_already_is_not_said_again() -> None:
    once = replace(scan(ANNA), record=KNOWN)
    note = vobject.readOne(vcard(once, OPTIONS).decode()).note.value
    twice = replace(once, contact=replace(ANNA, note=note))
    assert vobject.readOne(vcard(twice, OPTIONS).decode()).note.value == note


@given(contacts())
def test_no_line_is_over_75_octets_and_no_character_is_cut(contact: Contact) -> None:
    data = vcard(scan(contact), OPTIONS)
    assert data.endswith(b"\r\nEND:VCARD\r\n")
    for line in data.removesuffix(b"\r\n").split(b"\r\n"):
        assert 0 < len(line) <= 75
        line.decode()
        assert b"\r" not in line
        assert b"\n" not in line


@given(contacts())
def test_vobject_reads_back_what_was_written(contact: Contact) -> None:
    card = vobject.readOne(text_of(contact))
    only_native = not contact.full_name
    name = card.n.value
    assert (name.prefix, name.additional, name.family, name.suffix) == (
        contact.prefix,
        contact.additional_name,
        contact.family_name,
        contact.suffix,
    )
    assert name.given == (contact.native_name if only_native else contact.given_name)
    assert card.fn.value == contact.display_name or not contact.display_name
    native = contact.native_name if not only_native else ""
    assert values(card, "nickname") == [name for name in (native, contact.nickname) if name]
    organization = [part for part in (contact.organization, contact.department) if part]
    assert [part for parts in values(card, "org") for part in parts if part] == organization
    assert values(card, "title") == ([contact.title] if contact.title else [])
    assert values(card, "tel") == [phone_text(phone) for phone in contact.phones]
    assert values(card, "email") == [email.value for email in contact.emails]
    handles = [
        f"{item.service}: {item.value}" for item in contact.social if item.service in ("skype", "wechat")
    ]
    unlinked = [line for line in handles if "https://" not in line]
    pronouns = [f"Pronouns: {contact.pronouns}"] if contact.pronouns else []
    assert "\n".join(values(card, "note")) == joined((contact.note, *unlinked, *pronouns))


@given(contacts())
def test_vobject_reads_back_addresses_and_links(contact: Contact) -> None:
    card = vobject.readOne(text_of(contact))
    for written, read in zip(contact.addresses, values(card, "adr"), strict=True):
        parts = (written.street, written.locality, written.region, written.postal_code, written.country)
        if not any(parts):
            parts = (written.formatted, "", "", "", "")
        assert (read.street, read.city, read.region, read.code, read.country) == parts
        assert (read.box, read.extended) == ("", "")
    escapes = (("\\", "%5C"), (",", "%2C"), (";", "%3B"))
    expected = []
    for link in links(contact):
        for char, escape in escapes:
            link = link.replace(char, escape)
        expected.append(link)
    assert values(card, "url") == expected


def test_a_website_in_other_letters_is_a_uri_and_the_address_stays_as_printed() -> None:
    contact = Contact(
        emails=(Email("info@grün-söhne.example"),), urls=(Url("https://www.grün-söhne.example"),)
    )
    lines = unfolded(contact)
    assert "URL;TYPE=WORK:https://www.xn--grn-shne-r4a0d.example" in lines
    assert "EMAIL;TYPE=WORK:info@grün-söhne.example" in lines
