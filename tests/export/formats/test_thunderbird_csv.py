from dataclasses import replace
from pathlib import Path

from cardscan.model import CardScan, Contact, Event, Phone, Record
from tests.support.exports import cells, exported
from tests.support.fictional import ANNA, scan

HEADER = (Path(__file__).parent / "golden" / "thunderbird-header.csv").read_bytes()


def row_of(scan: CardScan) -> dict[str, str]:
    return {column: cell for column, cell in cells("thunderbird-csv", scan).items() if cell}


def test_the_header_is_thunderbirds_own() -> None:
    assert exported("thunderbird-csv") == HEADER
    assert all(
        line.endswith(b",")
        for line in exported("thunderbird-csv", scan(Contact(given_name="Anna"))).splitlines()
    )


def test_a_whole_contact() -> None:
    known = Record("u-1", "", ("customer",), (Event("Mixer", "2026-11-20"),), ("likes tea",))
    assert row_of(replace(scan(ANNA), record=known)) == {
        "First Name": "Anna Maria",
        "Last Name": "Weber",
        "Display Name": "Dr. Anna Maria Weber, MBA",
        "Nickname": "安娜",
        "Primary Email": "anna@weber.example",
        "Secondary Email": "sales@weber.example",
        "Work Phone": "+493012345678",
        "Fax Number": "+493012345679",
        "Mobile Number": "+4915112345678",
        "Work Address": "Lindenweg 12",
        "Work City": "Berlin",
        "Work ZipCode": "10115",
        "Work Country": "Germany",
        "Job Title": "Head of Sales, Europe",
        "Department": "Sales",
        "Organization": "Müller & Söhne GmbH; Co.",
        "Web Page 1": "https://weber.example",
        "Web Page 2": "https://www.linkedin.com/in/anna-weber",
        "Notes": "Wir öffnen Türen\nseit 1901\nskype: anna.w\nMet at Mixer, 2026-11-20\nlikes tea\n"
        "Phone: +493012345670 ext. 12\nAddress: 1 Example Road, Springfield\nCategories: customer, Mixer",
    }


def test_a_number_of_no_column_is_in_the_notes() -> None:
    assert row_of(scan(Contact(phones=(Phone("9", type="other"),))))["Notes"] == "Phone: 9"


def test_a_nickname_has_a_column_and_pronouns_stand_in_the_notes() -> None:
    row = row_of(scan(Contact(given_name="Alex", nickname="Al", pronouns="she/her")))
    assert (row["Display Name"], row["Nickname"], row["Notes"]) == ('Alex "Al"', "Al", "Pronouns: she/her")
