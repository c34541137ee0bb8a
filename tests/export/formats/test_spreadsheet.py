import csv
import io
import re
from dataclasses import replace
from typing import Literal

import pytest
from hypothesis import given

from cardscan.export.formats.spreadsheet import harmless
from cardscan.export.values import phone_text
from cardscan.model import CardScan, Contact, Event, Phone, Record
from tests.support.exports import cells, exported
from tests.support.fictional import ANNA, scan
from tests.support.strategies import card_scans


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
        ("+49 30 123456; =1+1", "'+49 30 123456; '=1+1"),
        ("\t=1+1", "\t'=1+1"),
        ("\r=1+1", "\r'=1+1"),
        ("  =1+1", "  '=1+1"),
        ("＝1+1", "'＝1+1"),
        ("＠SUM(A1)", "'＠SUM(A1)"),
        ("+", "'+"),
        ("+a1", "'+a1"),
        ("+1*A1", "'+1*A1"),
        ("+４９", "'+４９"),
        ("+49 30 1\n=1+1", "'+49 30 1\n'=1+1"),
        ("x;=cmd|' /C calc'!A0", "x;'=cmd|' /C calc'!A0"),
        ('x;"=1+1"', 'x;"\'=1+1"'),
        ('x; ""=1+1', 'x; ""\'=1+1'),
        ("a\t-1;;@b\n\n  +c", "a\t'-1;;'@b\n\n  '+c"),
        ("a\u2028=1", "a\u2028'=1"),
    ],
)
def test_what_a_spreadsheet_could_run_gets_an_apostrophe(cell: str, expected: str) -> None:
    assert harmless(cell) == expected


_HOSTILE = ("=1+1", "x;=cmd|' /C calc'!A0", "x\t@SUM(A1)", "x\n-1", 'x;"=1+1"', '"=1', "a,=1", " ; +1")


@pytest.mark.parametrize(
    ("delimiter", "quoting"),
    [(",", csv.QUOTE_MINIMAL), (";", csv.QUOTE_MINIMAL), (";", csv.QUOTE_NONE), ("\t", csv.QUOTE_NONE)],
)
def test_no_reader_finds_a_formula_whichever_way_it_parts_cells(
    delimiter: str, quoting: Literal[0, 3]
) -> None:
    """Excel parts at the list separator of its language, and heeds quotes at a cell's beginning only."""
    for hostile in _HOSTILE:
        contact = replace(
            ANNA,
            title=hostile,
            organization=hostile,
            note=hostile,
            phones=(Phone("+4930123"), Phone(hostile)),
        )
        known = Record("u", "", (hostile,), (Event(hostile),), (hostile,))
        card = replace(scan(contact), record=known)
        card = replace(card, source=replace(card.source, path=f"in/{hostile}.jpg"))
        text = exported("csv", card).decode("utf-8-sig")
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
        begun = [cell.lstrip(' \t"')[:1] for row in reader for cell in row]
        numbers = [
            cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row if cell[:1] == "+"
        ]
        assert not {"=", "-", "@"} & set(begun), hostile
        assert all(re.fullmatch(r"[+\d ;]+", number) for number in numbers)


def test_a_number_behind_a_semicolon_is_followed_by_nothing_but_a_quote() -> None:
    """Else a reader that parts there could go on into the next cell, and take the two for a formula."""
    contact = Contact(
        phones=(Phone("+4930123"), Phone("+4930124"), Phone("0+cmd|' /C calc'!A0", type="cell"))
    )
    line = exported("csv", scan(contact)).decode("utf-8-sig").splitlines()[1]
    assert '; +4930124","0+cmd' in line


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
