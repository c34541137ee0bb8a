"""What real programs' parsers make of every export: the values that were written, no more and no fewer."""

import csv
import io
import quopri
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
import vobject  # type: ignore[import-untyped]
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from cardscan.export import EXPORTERS, VERSIONS, Version
from cardscan.export.folder import write_folder
from cardscan.export.formats.code_page import fit
from cardscan.export.formats.vcard import vcard
from cardscan.export.values import categories, links, note_text, phone_text
from cardscan.model import Address, CardScan, Contact, Phone, Record
from tests.export.oracles import Oracle, evolution, javascript
from tests.support import strategies
from tests.support.exports import cells, exported
from tests.support.fictional import ANNA, COMPANY, OPTIONS, scan
from tests.support.people import known_contacts

HOSTILE = '=1+1\r\nEND:VCARD\r\nBEGIN:VCARD\r\nTEL:666\x00,";\n\\n\\'
TROUBLE = Contact(
    given_name=HOSTILE,
    family_name=HOSTILE,
    title=HOSTILE,
    department=HOSTILE,
    organization=HOSTILE,
    phones=(Phone(HOSTILE),),
    addresses=(Address(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
    note=HOSTILE,
)
TYPES = {
    "work": ["WORK"], "cell": ["CELL"], "fax": ["FAX", "WORK"], "home": ["HOME"], "pager": ["PAGER"],
    "other": ["VOICE"],
}  # fmt: skip


@pytest.fixture(scope="module")
def ical_and_papa() -> Iterator[Oracle]:
    with javascript() as oracle:
        yield oracle


@pytest.fixture(scope="module")
def evolutions() -> Iterator[Oracle]:
    with evolution() as oracle:
        yield oracle


def written(card: CardScan, version: Version = "3.0") -> str:
    return vcard(card, replace(OPTIONS, version=version)).decode()


def expected(card: CardScan) -> dict[str, list[Any]]:
    """Return what a vCard is to hold, by property: text, or a list where the value has parts."""
    contact = card.contact
    person = [
        contact.family_name,
        contact.given_name,
        contact.additional_name,
        contact.prefix,
        contact.suffix,
    ]
    organization = [contact.organization, contact.department]
    stand_ins = [item.value for item in contact.emails]
    stand_ins += [phone_text(phone) for phone in contact.phones if phone_text(phone)]
    stand_ins += [*uris(contact), "Business card"]
    streets = [
        [place.street or (place.formatted if not any(parts) else ""), *parts]
        for place in contact.addresses
        for parts in [[place.locality, place.region, place.postal_code, place.country]]
    ]
    note = note_text(contact, card.record)
    return {
        "n": [person],
        "fn": [contact.display_name or stand_ins[0]],
        "org": [organization if contact.department else organization[:1]] if any(organization) else [],
        "title": [contact.title] if contact.title else [],
        "tel": [phone_text(phone) for phone in contact.phones],
        "email": [item.value for item in contact.emails],
        "adr": [["", "", *parts] for parts in streets],
        "url": uris(contact),
        "note": [note] if note else [],
        "categories": [list(categories(card.record))] if categories(card.record) else [],
        "uid": [card.uid],
        "rev": [card.record.changed or "2026-11-22T09:30:00Z"],
    }


def uris(contact: Contact) -> list[str]:
    """Return the links as vCards hold them, without what some parsers unescape."""
    escapes = str.maketrans({"\\": "%5C", ",": "%2C", ";": "%3B"})
    return [link.translate(escapes) for link in links(contact)]


def of_ical(card: list[Any], *, types: bool = False) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {name: [] for name in expected(scan(ANNA))}
    for name, parameters, _, *values in card[1]:
        value = values[0] if name != "categories" else values
        if name in ("n", "org", "adr"):
            value = value if isinstance(value, list) else [value]
        if types and name == "tel":
            kinds = parameters["type"]
            value = [kind.upper() for kind in (kinds if isinstance(kinds, list) else [kinds])]
        if name in found:
            found[name].append(value)
    return found


def of_vobject(text: str) -> dict[str, list[Any]]:
    card = vobject.readOne(text)
    found: dict[str, list[Any]] = {}
    for name in expected(scan(ANNA)):
        lines = card.contents.get(name, [])
        found[name] = [line.value for line in lines]
    found["n"] = [[item.family, item.given, item.additional, item.prefix, item.suffix] for item in found["n"]]
    found["adr"] = [
        [item.box, item.extended, item.street, item.city, item.region, item.code, item.country]
        for item in found["adr"]
    ]
    return found


def has_part_with_escape_at_its_end(card: CardScan) -> bool:
    """Tell whether a part of N, ORG or ADR ends in a backslash: ical.js lets it escape the semicolon."""
    texts = [getattr(card.contact, field.name) for field in fields(card.contact)]
    texts += [getattr(address, field.name) for address in card.contact.addresses for field in fields(address)]
    return any(isinstance(text, str) and text.endswith("\\") for text in texts)


@settings(max_examples=30, deadline=None)
@given(card=known_contacts())
@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_thunderbirds_parser_reads_back_every_value(
    ical_and_papa: Oracle, card: CardScan, version: Version
) -> None:
    assume(not has_part_with_escape_at_its_end(card))
    [read] = ical_and_papa.read("vcard", written(card, version))
    assert of_ical(read) == expected(card)
    assert of_ical(read, types=True)["tel"] == [TYPES[phone.type] for phone in card.contact.phones]


@settings(max_examples=30, deadline=None)
@given(card=known_contacts())
@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_vobject_reads_back_every_value(card: CardScan, version: Version) -> None:
    wanted = expected(card)
    if version == "4.0":
        wanted["rev"] = [re.sub("[-:]", "", rev) for rev in wanted["rev"]]
    assert of_vobject(written(card, version)) == wanted


@settings(max_examples=30, deadline=None)
@given(card=known_contacts())
def test_the_lines_of_2_1_hold_every_value(card: CardScan) -> None:
    text = written(card, "2.1")
    assert text.isascii()
    found: dict[str, list[Any]] = {name: [] for name in expected(card)}
    for line in re.sub(r"=\r\n", "", text).split("\r\n"):
        head, _, value = line.partition(":")
        name, *words = head.lower().split(";")
        if "encoding=quoted-printable" in words:
            value = quopri.decodestring(value.encode()).decode().replace("\r\n", "\n")
        parts: Any = value
        if name in ("n", "org", "adr"):
            parts = [re.sub(r"\\(.)", r"\1", part) for part in re.findall(r"(?:^|;)((?:[^\\;]|\\.)*)", value)]
        elif name == "categories":
            parts = value.split(",")
        if name in found:
            found[name].append(parts)
    wanted = expected(card)
    wanted["categories"] = [[word.replace(",", " ") for word in words] for words in wanted["categories"]]
    assert found == wanted


@settings(max_examples=30, deadline=None)
@given(card=known_contacts())
@example(card=scan(TROUBLE))
@pytest.mark.parametrize("version", VERSIONS)
def test_no_line_of_any_version_is_over_75_octets(card: CardScan, version: Version) -> None:
    lines = vcard(card, replace(OPTIONS, version=version)).removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert [line for line in lines if line.upper() in (b"BEGIN:VCARD", b"END:VCARD")] == [lines[0], lines[-1]]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_no_text_breaks_out_of_its_property(ical_and_papa: Oracle, version: Version) -> None:
    [read] = ical_and_papa.read("vcard", written(scan(TROUBLE), version))
    names = [line[0] for line in read[1]]
    assert [names.count(name) for name in ("tel", "adr", "note", "n")] == [1, 1, 1, 1]


def test_a_file_of_many_cards_is_as_many_to_thunderbird(ical_and_papa: Oracle) -> None:
    text = written(scan(ANNA)) + written(scan(TROUBLE, 2)) + written(scan(COMPANY, 3))
    assert len(ical_and_papa.read("vcard", text)) == 3


@settings(max_examples=30, deadline=None)
@given(card=known_contacts())
@example(card=scan(TROUBLE))
@pytest.mark.parametrize("name", [name for name in EXPORTERS if name.endswith("csv")])
def test_two_parsers_of_csv_read_the_same_cells(ical_and_papa: Oracle, name: str, card: CardScan) -> None:
    text = exported(name, card, options=replace(OPTIONS, encoding="utf-8")).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    header, values = rows
    assert len(header) == len(values)
    assert ical_and_papa.read("csv", text) == [*rows, [""]]


@settings(max_examples=30, deadline=None)
@given(card=known_contacts())
@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("google-csv",
         ("First Name", "Last Name", "Organization Name", "Organization Title", "Address 1 - City")),
        ("outlook-csv", ("First Name", "Last Name", "Company", "Job Title", "Business City")),
        ("outlook-classic-csv", ("First Name", "Last Name", "Company", "Job Title", "Business City")),
        ("thunderbird-csv", ("First Name", "Last Name", "Organization", "Job Title", "Work City")),
    ],
)  # fmt: skip
def test_each_csv_read_back_has_every_value(name: str, columns: tuple[str, ...], card: CardScan) -> None:
    encoding = "utf-32" if name == "outlook-classic-csv" else "utf-8-sig"
    row = cells(name, card, replace(OPTIONS, encoding=encoding), encoding)
    contact = card.contact
    place = contact.addresses[0] if contact.addresses else Address()
    values = (contact.given_name, contact.family_name, contact.organization, contact.title, place.locality)
    fitted = [fit(value, encoding, {}) if "classic" in name else value for value in values]
    assert [row[column] for column in columns] == fitted
    kept = {part for cell in row.values() for part in re.split(" ::: |\n", cell)}
    kept |= {line.partition(": ")[2] for line in row["Notes"].split("\n")}
    reach = [*map(phone_text, contact.phones), *(item.value for item in contact.emails), *links(contact)]
    assert set(filter(None, reach)) <= kept


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(card=known_contacts(), encoding=st.sampled_from(["cp1252", "cp1250", "cp932", "big5"]))
def test_classic_outlooks_file_loses_what_it_reports_and_nothing_else(
    caplog: pytest.LogCaptureFixture, card: CardScan, encoding: str
) -> None:
    rows = []
    for chosen in (encoding, "utf-8"):
        caplog.clear()
        rows.append(cells("outlook-classic-csv", card, replace(OPTIONS, encoding=chosen), chosen))
        if chosen == encoding:
            told = " ".join(record.getMessage() for record in caplog.records)
    changed = {
        char
        for column, cell in rows[1].items()
        for char in cell
        if rows[0][column] != cell and char.encode(encoding, "ignore") == b""
    }
    assert all(char in told for char in changed)
    assert bool(changed) == bool(told)


SLOTS = {
    "work": ["business-phone", "business-phone-2"], "cell": ["mobile-phone"], "fax": ["business-fax"],
    "home": ["home-phone"], "pager": ["pager"], "other": ["other-phone"],
}  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(phones=st.lists(strategies.phones(), max_size=6, unique_by=lambda phone: phone.type))
@pytest.mark.parametrize("version", VERSIONS)
def test_evolution_sees_every_phone_in_its_slot(
    evolutions: Oracle, version: Version, phones: list[Phone]
) -> None:
    again = tuple(replace(phone, value=f"{phone.value}9") for phone in phones if phone.type == "work")
    read = evolutions.read("vcard", written(scan(replace(ANNA, phones=(*phones, *again))), version))
    slots = {slot: "" for names in SLOTS.values() for slot in names}
    for phone in (*phones, *again):
        free = [slot for slot in SLOTS[phone.type] if not slots[slot]]
        slots[free[0]] = phone_text(phone)
    assert {slot: read[slot] for slot in slots} == slots


@settings(max_examples=30, deadline=None)
@given(card=known_contacts())
@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_evolution_reads_names_and_companies(evolutions: Oracle, version: Version, card: CardScan) -> None:
    read = evolutions.read("vcard", written(card, version))
    contact = card.contact
    assert read["org"] == contact.organization
    assert read["org-unit"] == contact.department
    assert read["email-1"] == (contact.emails[0].value if contact.emails else "")


def test_khard_lists_and_shows_a_folder_of_single_cards(tmp_path: Path) -> None:
    people = [replace(ANNA, family_name=f'Weber {number}, "X"; Söhne') for number in range(5)]
    cards = [replace(scan(item, number), record=Record(f"u-{number}")) for number, item in enumerate(people)]
    assert write_folder([*cards, scan(COMPANY, 9)], tmp_path / "book", OPTIONS) == 6
    config = tmp_path / "khard.conf"
    config.write_text(f"[addressbooks]\n[[book]]\npath = {tmp_path / 'book'}\n[general]\ndebug = no\n")

    def khard(*arguments: str) -> str:
        command = [str(Path(sys.executable).with_name("khard")), "-c", str(config), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    names = [line.split("\t")[1] for line in khard("list", "--parsable").splitlines()]
    plain = [f"Anna Maria {item.family_name}" for item in people]  # khard lists names without titles
    assert sorted(names) == [*plain, "Ōsaka Tea Example K.K."]
    shown = khard("show", "uid:u-3")
    for value in ("+493012345678", "anna@weber.example", "Lindenweg 12", "Head of Sales, Europe"):
        assert value in shown
