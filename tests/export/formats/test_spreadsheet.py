from dataclasses import replace

import pytest
from hypothesis import given

from cardscan.export.formats.spreadsheet import harmless
from cardscan.export.values import phone_text
from cardscan.model import CardScan, Contact, Event, Phone, Record
from tests.support.exports import cells
from tests.support.fictional import ANNA, scan
from tests.support.strategies import card_scans


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "@SUM(A1)",
        "-2+3",
        "+1+cmd|' /C calc'!A0",
        "+49 30 123456; =1+1",
        "\t=1+1",
        "\r=1+1",
        "  =1+1",
        "＝1+1",
        "＠SUM(A1)",
        "+",
        "+a1",
        "+1*A1",
        "+４９",
        "+49 30 1\n=1+1",
    ],
)
def test_what_a_spreadsheet_could_run_gets_an_apostrophe(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell",
    [
        "+493012345678",
        "+1 (555) 010-0123",
        "+44 20/7946.0000 ext. 12",
        "+493012345678; +4915112345678",
        "030 12345678",
        "Anna = Maria",
        "a@b.example",
        "",
    ],
)
def test_phone_numbers_and_other_text_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_a_whole_card() -> None:
    row = cells("csv", scan(ANNA, needs_review=("title", "phones[1]")))
    assert {column: cell for column, cell in row.items() if cell} == {
        "Name": "Dr. Anna Maria Weber, MBA",
        "Prefix": "Dr.",
        "First name": "Anna",
        "Middle name": "Maria",
        "Last name": "Weber",
        "Suffix": "MBA",
        "Native name": "安娜",
        "Job title": "Head of Sales, Europe",
        "Department": "Sales",
        "Company": "Müller & Söhne GmbH; Co.",
        "Work phone": "+493012345678; +493012345670 ext. 12",
        "Mobile phone": "+4915112345678",
        "Fax": "+493012345679",
        "E-mail": "anna@weber.example; sales@weber.example",
        "Website": "https://weber.example",
        "Street": "Lindenweg 12",
        "City": "Berlin",
        "Postal code": "10115",
        "Country": "Germany",
        "Further addresses": "1 Example Road, Springfield",
        "Social": "linkedin: @anna-weber; skype: anna.w",
        "Note": "Wir öffnen Türen\nseit 1901",
        "To check": "title, phones[1]",
        "File": "in/anna.jpg",
        "Page": "1",
        "Card": "1",
    }


def test_a_formula_in_the_place_of_a_phone_number_is_made_harmless() -> None:
    assert cells("csv", scan(Contact(phones=(Phone("=1+1"),))))["Work phone"] == "'=1+1"


@given(card_scans())
def test_the_csv_module_reads_back_what_was_written(card: CardScan) -> None:
    row = cells("csv", card)
    contact = card.contact
    assert None not in row
    for column, value in (
        ("Name", contact.full_name),
        ("Company", contact.organization),
        ("Note", contact.note),
        ("Fax", "; ".join(phone_text(phone) for phone in contact.phones if phone.type == "fax")),
    ):
        assert row[column] == harmless(value)
    for cell in row.values():
        assert cell == harmless(cell)


def test_what_the_book_knows_has_columns_of_its_own_and_is_harmless() -> None:
    known = Record("u-1", "", ("=1+1", "vip"), (Event("Mixer", "2026-11-20"),), ("likes tea", "and cake"))
    row = cells("csv", replace(scan(ANNA), record=known))
    assert (row["Tags"], row["Met"], row["Own notes"]) == (
        "'=1+1; vip",
        "2026-11-20 Mixer",
        "likes tea\nand cake",
    )
