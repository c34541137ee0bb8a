"""Tables of contacts: what cardscan exports comes back, and other people's tables come in."""

from dataclasses import replace
from pathlib import Path

import pytest

from cardscan.book.care.imports import Remark, read_contacts
from cardscan.book.outcomes import Imported
from cardscan.errors import BadInputError
from cardscan.export import EXPORTERS
from cardscan.export.values import links
from cardscan.model import Address, Contact, Event, Phone, Record, Social
from tests.support.fictional import ANNA, COMPANY, OPTIONS, scan

FULL = replace(
    ANNA,
    nickname="Ann",
    pronouns="she/her",
    native_name="Анна",
    phones=(
        *ANNA.phones,
        Phone("+493023125120", type="home"),
        Phone("+493023125130"),
        Phone("+493023125140"),
    ),
    addresses=(*ANNA.addresses, Address(formatted="2 Example Road, Springfield")),
)
RECORD = Record(tags=("tea", "VIP"), events=(Event("Chamber mixer", "2026-11-20"),), notes=("call back",))
FORMATS = ("google-csv", "outlook-csv", "outlook-classic-csv", "thunderbird-csv", "csv")


def imported(path: Path) -> list[Imported]:
    return [item for item in read_contacts(path) if isinstance(item, Imported)]


def bare(contact: Contact) -> tuple[object, ...]:
    """What any table holds: not in which form a number was printed, nor whose name a link goes by."""
    return (
        contact.prefix,
        contact.suffix,
        contact.given_name.split()[0] if contact.given_name else "",
        contact.family_name,
        contact.native_name,
        contact.title,
        contact.department,
        contact.organization,
        contact.pronouns,
        {(phone.value, phone.extension) for phone in contact.phones},
        {*contact.emails},
        {*links(contact)},
        {
            (place.street or place.formatted, place.locality, place.postal_code, place.country)
            for place in contact.addresses
        },
        {account.service for account in contact.social},
    )


@pytest.mark.parametrize("name", FORMATS)
def test_what_cardscan_exports_comes_back(tmp_path: Path, name: str) -> None:
    file = tmp_path / "export.csv"
    options = replace(OPTIONS, encoding="cp1251" if name == "outlook-classic-csv" else OPTIONS.encoding)
    known = FULL if name != "outlook-classic-csv" else replace(FULL, organization="Muller", note="Welcome")
    with file.open("wb") as stream:
        EXPORTERS[name].write([replace(scan(known), record=RECORD), scan(COMPANY, 2)], stream, options)
    encoding = "cp1251" if name == "outlook-classic-csv" else ""
    anna, tea = (item for item in read_contacts(file, encoding=encoding) if isinstance(item, Imported))
    assert bare(anna.contact) == bare(known)
    assert {*known.note.splitlines()} <= {*anna.contact.note.splitlines()}
    assert (anna.tags, anna.events) == (RECORD.tags, RECORD.events)
    assert "call back" in (*anna.notes, *anna.contact.note.splitlines())
    assert tea.contact.phones[0].value == COMPANY.phones[0].value
    assert tea.contact.organization.endswith("saka Tea Example K.K.")
    assert [item.uid for item in read_contacts(file, encoding=encoding) if isinstance(item, Imported)] == [
        anna.uid,
        tea.uid,
    ]


def test_any_table_is_understood_by_its_headings_and_shown(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_bytes(
        "Nachname;Vorname;Firma;Telefon geschäftlich;Mobil;E-Mail;PLZ;Ort;Lieblingstee\r\n"
        "Weber;Anna;Tee GmbH;+49 30 23125120;0151 12345678;anna@weber.example;10115;Berlin;Assam\r\n"
        "Koch;Bernd;;+49 30 23125121;;b@koch.local;;;\r\n;;;;;;;;-\r\n".encode("cp1252")
    )
    items = list(read_contacts(file))
    anna, bernd, _ = (item.contact for item in items if isinstance(item, Imported))
    assert (anna.full_name, anna.organization, anna.note) == ("Anna Weber", "Tee GmbH", "Lieblingstee: Assam")
    assert [(phone.value, phone.type) for phone in anna.phones] == [
        ("+493023125120", "work"),
        ("+4915112345678", "cell"),
    ]
    assert bernd.emails[0].value == "b@koch.local"
    said = " ".join(item.text for item in items if isinstance(item, Remark))
    assert "Vorname = given name" in said and "go to the note: Lieblingstee" in said
    assert "1 telephone numbers named no country: most of the others are of DE" in said


def test_social_accounts_keep_their_names_in_our_own_table(tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    with file.open("wb") as stream:
        EXPORTERS["csv"].write([scan(ANNA)], stream, OPTIONS)
    assert imported(file)[0].contact.social == (Social("linkedin", "@anna-weber"), Social("skype", "anna.w"))


def test_a_bad_row_is_named_and_the_others_come(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(
        'First name,Last name,Note\n"Koch,Bernd,x\nAnna,Weber,y,z\n' + "q" * 200_000 + ",,\nBen,Sales,\n"
    )
    items = list(read_contacts(file))
    assert [item.contact.full_name for item in items if isinstance(item, Imported)] == [
        "Koch Bernd",
        "Anna Weber",
        "Ben Sales",
    ]
    [error] = [str(item) for item in items if isinstance(item, BadInputError)]
    assert error.startswith(f"{file}, line 4: no row")
    said = [item.text for item in items if isinstance(item, Remark)]
    assert any(text.startswith(f"{file}, line 2: read by itself") for text in said)
    assert f"{file}, line 3: more cells than headings: they are in the note" in said
