import re
from dataclasses import replace
from pathlib import Path

from hypothesis import given

from cardscan.export.values import links, phone_text
from cardscan.model import Address, Contact, Event, Phone, Record
from tests.support.exports import cells, exported
from tests.support.fictional import ANNA, COMPANY, scan
from tests.support.strategies import contacts

HEADER = (Path(__file__).parent / "golden" / "google-contacts-header.csv").read_bytes()
NOTHING = Record()
LABELS = {
    "work": "Work", "cell": "Mobile", "fax": "Work Fax", "home": "Home", "pager": "Pager", "other": "Other",
}  # fmt: skip


def row_of(contact: Contact, record: Record = NOTHING) -> dict[str, str]:
    return cells("google-csv", replace(scan(contact), record=record))


def header(*contacts: Contact) -> bytes:
    return exported("google-csv", *map(scan, contacts)).splitlines(keepends=True)[0]


def test_the_header_is_googles_template_where_the_contacts_fit_in_it() -> None:
    place = Address("Lindenweg 12", "Berlin")
    numbers = (Phone("+493012345678"), Phone("+493012345679"))
    assert header() == header(COMPANY) == header(Contact(phones=numbers, addresses=(place,))) == HEADER


def test_further_groups_follow_the_template_where_a_contact_needs_them() -> None:
    start = HEADER.removesuffix(b"\r\n")
    phones = b",Phone 2 - Label,Phone 2 - Value,Phone 3 - Label,Phone 3 - Value"
    address = (
        b",Address 2 - Label,Address 2 - Country,Address 2 - Street,Address 2 - Extended Address,"
        b"Address 2 - City,Address 2 - Region,Address 2 - Postal Code,Address 2 - PO Box"
    )
    assert header(COMPANY, ANNA, COMPANY) == start + phones + address + b"\r\n"


def test_a_whole_contact() -> None:
    assert {column: cell for column, cell in row_of(ANNA).items() if cell} == {
        "Name Prefix": "Dr.",
        "First Name": "Anna",
        "Middle Name": "Maria",
        "Last Name": "Weber",
        "Name Suffix": "MBA",
        "Nickname": "安娜",
        "E-mail 1 - Label": "Work",
        "E-mail 1 - Value": "anna@weber.example ::: sales@weber.example",
        "Phone 1 - Label": "Work",
        "Phone 1 - Value": "+493012345678 ::: +493012345670 ext. 12",
        "Phone 2 - Label": "Mobile",
        "Phone 2 - Value": "+4915112345678",
        "Phone 3 - Label": "Work Fax",
        "Phone 3 - Value": "+493012345679",
        "Address 1 - Label": "Work",
        "Address 1 - Street": "Lindenweg 12",
        "Address 1 - City": "Berlin",
        "Address 1 - Postal Code": "10115",
        "Address 1 - Country": "Germany",
        "Address 2 - Label": "Work",
        "Address 2 - Street": "1 Example Road, Springfield",
        "Organization Name": "Müller & Söhne GmbH; Co.",
        "Organization Title": "Head of Sales, Europe",
        "Organization Department": "Sales",
        "Website 1 - Label": "Work",
        "Website 1 - Value": "https://weber.example ::: https://www.linkedin.com/in/anna-weber",
        "Notes": "Wir öffnen Türen\nseit 1901\nskype: anna.w",
        "Labels": "cardscan 2026-11-22 ::: * myContacts",
    }


def test_every_address_has_columns() -> None:
    places = tuple(Address(formatted=f"{number} Example Road") for number in range(1, 6))
    row = row_of(Contact(addresses=places))
    assert [row[f"Address {number} - Street"] for number in range(1, 6)] == [
        place.formatted for place in places
    ]


def test_what_the_book_knows_becomes_labels_and_notes() -> None:
    known = Record("u-1", "", ("customer", "* starred"), (Event("Mixer ::: West", "2026-11-20"),), ("tea",))
    row = row_of(COMPANY, known)
    assert row["Labels"] == "customer ::: starred ::: Mixer :: West ::: cardscan 2026-11-22 ::: * myContacts"
    assert row["Notes"] == "Met at Mixer ::: West, 2026-11-20\ntea"


def test_a_value_with_the_separator_in_it_is_one_value() -> None:
    assert row_of(Contact(phones=(Phone("1 ::: 2"), Phone("3"))))["Phone 1 - Value"] == "1 :: 2 ::: 3"


def test_lines_end_as_google_writes_them_and_there_is_no_mark() -> None:
    data = exported("google-csv", scan(COMPANY))
    assert data.startswith(b"Name Prefix,")
    assert data.count(b"\r\n") == data.count(b"\n") == 2


@given(contacts())
def test_the_csv_module_reads_back_what_was_written(contact: Contact) -> None:
    row = row_of(contact)
    assert None not in row
    assert row["Last Name"] == contact.family_name
    assert row["Organization Name"] == contact.organization
    assert row["E-mail 1 - Value"] == " ::: ".join(email.value for email in contact.emails)
    assert row["Website 1 - Value"] == " ::: ".join(links(contact))
    assert row["Notes"].startswith(contact.note)
    assert sorted(phones(row)) == sorted((LABELS[item.type], phone_text(item)) for item in contact.phones)


def phones(row: dict[str, str]) -> list[tuple[str, str]]:
    names = [name.removesuffix(" - Label") for name in row if re.fullmatch(r"Phone \d - Label", name)]
    groups = [(row[f"{name} - Label"], row[f"{name} - Value"]) for name in names]
    return [(label, value) for label, joined in groups if joined for value in joined.split(" ::: ")]


def test_phones_of_every_type_keep_their_labels() -> None:
    numbers = (Phone("1", type="pager"), Phone("2", type="home"), Phone("3", type="other"), Phone("4"))
    assert phones(row_of(Contact(phones=numbers))) == [
        ("Pager", "1"),
        ("Home", "2"),
        ("Other", "3"),
        ("Work", "4"),
    ]


def test_a_nickname_stands_beside_the_native_name_and_pronouns_in_the_notes() -> None:
    row = row_of(Contact(given_name="Alex", native_name="アレックス", nickname="Al", pronouns="she/her"))
    assert (row["Nickname"], row["Notes"]) == ("アレックス, Al", "Pronouns: she/her")
