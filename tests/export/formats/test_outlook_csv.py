import logging
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from cardscan.errors import UsageError
from cardscan.export import ExportOptions
from cardscan.export.formats.outlook_csv import CLASSIC_COLUMNS, WEB_COLUMNS, row
from cardscan.export.values import links, phone_text
from cardscan.model import Address, Contact, Email, Event, Phone, Record, Url
from tests.support.exports import cells, exported
from tests.support.fictional import ANNA, OPTIONS, scan
from tests.support.strategies import contacts

GOLDEN = Path(__file__).parent / "golden"
WEB, CLASSIC = "outlook-csv", "outlook-classic-csv"


def options(encoding: str = "cp1252") -> ExportOptions:
    return replace(OPTIONS, encoding=encoding)


def row_of(name: str, contact: Contact, encoding: str = "cp1252") -> dict[str, str]:
    return cells(name, scan(contact), options(encoding), "utf-8-sig" if name == WEB else encoding)


def test_the_headers_are_outlooks_own() -> None:
    assert exported(WEB) == b"\xef\xbb\xbf" + (GOLDEN / "outlook-web-header.csv").read_bytes()
    assert exported(CLASSIC, options=options()) == (GOLDEN / "outlook-classic-header.csv").read_bytes()


def test_a_whole_contact_for_the_new_outlook() -> None:
    assert {column: cell for column, cell in row_of(WEB, ANNA).items() if cell} == {
        "Title": "Dr.",
        "First Name": "Anna",
        "Middle Name": "Maria",
        "Last Name": "Weber",
        "Suffix": "MBA",
        "Nickname": "安娜",
        "Company": "Müller & Söhne GmbH; Co.",
        "Department": "Sales",
        "Job Title": "Head of Sales, Europe",
        "Business Phone": "+493012345678",
        "Business Phone 2": "+493012345670 ext. 12",
        "Mobile Phone": "+4915112345678",
        "Business Fax": "+493012345679",
        "E-mail Address": "anna@weber.example",
        "E-mail 2 Address": "sales@weber.example",
        "Web Page": "https://weber.example",
        "Personal Web Page": "https://www.linkedin.com/in/anna-weber",
        "Business Street": "Lindenweg 12",
        "Business City": "Berlin",
        "Business Postal Code": "10115",
        "Business Country/Region": "Germany",
        "Other Street": "1 Example Road, Springfield",
        "Notes": "Wir öffnen Türen\nseit 1901\nskype: anna.w",
    }


def test_the_classic_outlook_gets_types_of_e_mails_and_what_it_has_no_column_for_as_notes() -> None:
    row = row_of(CLASSIC, ANNA, "gb18030")
    assert row["E-mail 2 Type"] == "SMTP"
    assert row["E-mail 2 Display Name"] == "Dr. Anna Maria Weber, MBA (sales@weber.example)"
    assert row["E-mail 3 Type"] == ""
    assert row["Notes"].splitlines()[2:] == [
        "skype: anna.w",
        "Name: 安娜",
        "Web: https://www.linkedin.com/in/anna-weber",
    ]


def test_a_street_of_several_lines_has_a_column_a_line_in_the_classic_outlook() -> None:
    contact = Contact(addresses=(Address("Tower A\nFloor 3\n1 Example Road\nWest"),))
    row = row_of(CLASSIC, contact)
    assert row["Business Street"] == "Tower A"
    assert row["Business Street 2"] == "Floor 3"
    assert row["Business Street 3"] == "1 Example Road\nWest"
    assert row_of(WEB, contact)["Business Street"] == "Tower A\nFloor 3\n1 Example Road\nWest"


def test_tags_and_events_are_categories_where_there_is_a_column_and_in_the_notes_where_not() -> None:
    known = Record("u-1", "", ("customer", "tea; green"), (Event("Mixer", "2026-11-20"),), ("likes tea",))
    card = replace(scan(Contact(given_name="Anna")), record=known)
    classic, web = (row(card, columns) for columns in (CLASSIC_COLUMNS, WEB_COLUMNS))
    assert classic["Categories"] == "customer; tea  green; Mixer"
    assert classic["Notes"] == "Met at Mixer, 2026-11-20\nlikes tea"
    assert web["Notes"] == f"{classic['Notes']}\nCategories: {classic['Categories']}"


@pytest.mark.parametrize("name", [WEB, CLASSIC])
def test_what_is_more_than_outlook_has_columns_for_is_in_the_notes(name: str) -> None:
    contact = Contact(
        phones=tuple(Phone(f"+1555010{number}", type="cell") for number in range(3)),
        emails=tuple(Email(f"e{number}@a.example") for number in range(4)),
        urls=tuple(Url(f"https://a{number}.example") for number in range(3)),
        addresses=tuple(Address(formatted=f"{number} Example Road") for number in range(3)),
    )
    row = row_of(name, contact)
    assert (row["Mobile Phone"], row["Other Phone"]) == ("+15550100", "+15550101")
    for line in (
        "Phone: +15550102",
        "E-mail: e3@a.example",
        "Web: https://a2.example",
        "Address: 2 Example Road",
    ):
        assert line in row["Notes"].splitlines()


def test_characters_that_the_code_page_lacks_are_replaced_and_reported(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING):
        row = row_of(CLASSIC, Contact(given_name="Łucja", family_name="Nguyễn 王"))
    assert (row["First Name"], row["Last Name"]) == ("Lucja", "Nguyên ?")
    [message] = [record.getMessage() for record in caplog.records]
    assert message == ("Łucja Nguyễn 王: characters that cp1252 lacks were replaced: Ł → L, ễ → ê, 王 → ?")


def test_a_code_page_that_has_the_characters_changes_none(caplog: pytest.LogCaptureFixture) -> None:
    row = row_of(CLASSIC, Contact(given_name="花子", family_name="山田"), "cp932")
    assert (row["First Name"], row["Last Name"]) == ("花子", "山田")
    assert not caplog.records


def test_an_unknown_code_page_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="cp9999"):
        exported(CLASSIC, scan(ANNA), options=options("cp9999"))


@given(contacts())
def test_the_csv_module_reads_back_what_was_written(contact: Contact) -> None:
    row = row_of(WEB, contact)
    assert None not in row
    assert row["Last Name"] == contact.family_name
    assert row["Company"] == contact.organization
    assert row["Job Title"] == contact.title
    assert row["Notes"].startswith(contact.note)
    everything = [cell for column, cell in row.items() if column != "Notes"]
    everything += [line.partition(": ")[2] for line in row["Notes"].splitlines()]
    values = [phone_text(phone) for phone in contact.phones]
    values += [email.value for email in contact.emails]
    values += links(contact)
    assert [value for value in values if value not in everything] == []


@given(contacts())
def test_the_classic_file_loses_only_what_it_reports(contact: Contact) -> None:
    whole = row_of(CLASSIC, contact, "utf-8")
    fitted = row_of(CLASSIC, contact)
    assert whole["Last Name"] == unicodedata.normalize("NFC", contact.family_name)
    for column, cell in whole.items():
        if cell.encode("cp1252", errors="ignore").decode("cp1252") == cell:
            assert fitted[column] == cell


def test_a_nickname_has_a_column_in_the_new_outlook_only_and_pronouns_in_none() -> None:
    card = scan(Contact(given_name="Alex", native_name="アレックス", nickname="Al", pronouns="she/her"))
    classic, web = (row(card, columns) for columns in (CLASSIC_COLUMNS, WEB_COLUMNS))
    assert (web["Nickname"], web["Notes"]) == ("アレックス, Al", "Pronouns: she/her")
    assert classic["Notes"] == "Pronouns: she/her\nName: アレックス, Al"
