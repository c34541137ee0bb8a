import pytest

from cardscan.book.care.imports.tables.columns import Column, columns_of, is_known
from cardscan.export.formats.google_csv import TEMPLATE
from cardscan.export.formats.outlook_csv import CLASSIC_COLUMNS, WEB_COLUMNS
from cardscan.export.formats.spreadsheet import COLUMNS
from cardscan.export.formats.thunderbird_csv import COLUMNS as THUNDERBIRD

OLD_GOOGLE = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Name Prefix,Name Suffix,Initials,Nickname,"
    "Birthday,"
    "Notes,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,"
    "Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Organization 1 - Type,Organization 1 - Name,"
    "Organization 1 - Title,Organization 1 - Department,Website 1 - Type,Website 1 - Value"
).split(",")


def told(*headings: str) -> list[tuple[str, str]]:
    return [(column.kind, column.part) for column in columns_of(headings)]


@pytest.mark.parametrize(
    "headings", [TEMPLATE, OLD_GOOGLE, WEB_COLUMNS, CLASSIC_COLUMNS, THUNDERBIRD, COLUMNS]
)
def test_nothing_is_guessed_of_programs_that_are_known(headings: tuple[str, ...]) -> None:
    columns = columns_of(headings)
    assert is_known(columns)
    assert [column.heading for column in columns if column.guessed] == []
    kinds = {column.kind for column in columns}
    assert kinds >= {"text", "phone", "email", "url", "address", "note"}


def test_title_is_a_prefix_beside_a_job_title_only() -> None:
    assert told("Title", "Job Title") == [("text", "prefix"), ("text", "title")]
    assert told("Title", "Name") == [("text", "title"), ("text", "full_name")]


@pytest.mark.parametrize(
    ("heading", "kind", "part"),
    [
        ("E-Mail-Adresse", "email", ""),
        ("Telefon geschäftlich", "phone", "work"),
        ("Handy", "phone", "cell"),
        ("telefon_privat", "phone", "home"),
        ("Télécopie", "phone", "fax"),
        ("Prénom", "text", "given_name"),
        ("Nachname", "text", "family_name"),
        ("Firma", "text", "organization"),
        ("PLZ", "address", "code"),
        ("Straße geschäftlich", "address", "street"),
        ("LinkedIn", "social", "linkedin"),
        ("会社名", "text", "organization"),
        ("電話番号", "phone", ""),
        ("Bemerkungen", "note", ""),
        ("Lieblingstee", "other", ""),
        ("Birthday", "other", ""),
    ],
)
def test_other_tables_are_known_by_the_words_of_their_headings(heading: str, kind: str, part: str) -> None:
    [column] = columns_of([heading])
    assert (column.kind, column.part) == (kind, part)


def test_a_second_column_of_one_field_goes_to_the_note() -> None:
    assert columns_of(["Name", "Full name"])[1] == Column("Full name")


def test_a_letter_is_no_table() -> None:
    assert not is_known(columns_of(["Dear Sir or Madam"]))
    assert not is_known(columns_of(["Dear Sir", " please write a note"]))
