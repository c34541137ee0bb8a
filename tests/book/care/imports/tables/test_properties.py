"""Birthdays and private e-mails and addresses of tables, which the book keeps as vCards have them."""

import csv
import io
from pathlib import Path

import pytest

from cardscan.book import Book, Imported
from cardscan.book.care.imports import read_contacts
from cardscan.book.care.imports.tables.properties import day_of
from cardscan.export import EXPORTERS, ExportOptions
from cardscan.export.formats.vcard import vcard
from tests.support.fictional import OPTIONS

GOOGLE = (
    "First Name,Last Name,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Birthday,"
    "Address 1 - Label,Address 1 - Street,Address 1 - City,Address 2 - Label,Address 2 - Street,"
    "Address 2 - City\nIda,Nagel,* Home,ida@home.example,* Work,ida@elm.example,{},Privat,Elm Row 5,Oakham,"
    "Work,Oak Street 9,Oakham\n"
)


def brought(book: Book, file: Path, text: str) -> str:
    """Return the vCard of the one contact, when the table was imported."""
    file.write_text(text)
    book.import_contacts(item for item in read_contacts(file) if isinstance(item, Imported))
    [entry] = book.entries()
    return vcard(book.scan(entry), ExportOptions()).decode().replace("\r\n ", "")


def test_what_google_says_is_home_and_a_birthday_stays_so(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "google.csv"
    text = brought(book, file, GOOGLE.format("1980-05-06"))
    assert "EMAIL;TYPE=HOME:ida@home.example" in text and "EMAIL;TYPE=WORK:ida@elm.example" in text
    assert "ADR;TYPE=HOME:;;Elm Row 5;Oakham" in text and "ADR;TYPE=WORK:;;Oak Street 9;Oakham" in text
    assert "BDAY:1980-05-06" in text
    [entry] = book.entries()
    assert entry.contact.note == "" and len(entry.contact.emails) == len(entry.contact.addresses) == 2
    items = [item for item in read_contacts(file) if isinstance(item, Imported)]
    assert book.import_contacts(items) == {"again": 1}


@pytest.mark.parametrize(("said", "told"), [("1980-05-06", "1980-05-06"), ("--05-06", "--05-06"), ("", "")])
def test_a_birthday_goes_back_into_googles_column(book: Book, tmp_path: Path, said: str, told: str) -> None:
    brought(book, tmp_path / "google.csv", GOOGLE.format(said))
    stream = io.BytesIO()
    EXPORTERS["google-csv"].write([book.scan(entry) for entry in book.entries()], stream, OPTIONS)
    [row] = csv.DictReader(io.StringIO(stream.getvalue().decode("utf-8-sig")))
    assert row["Birthday"] == told and "Birthday" not in row["Notes"]


@pytest.mark.parametrize(
    ("table", "line"),
    [
        ("Vorname,Nachname,Geburtstag\nIda,Nagel,06.05.1980\n", "BDAY:1980-05-06"),
        ("First Name,Last Name,Birthday\nIda,Nagel,5/16/1980\n", "BDAY:1980-05-16"),
        ("First Name,Last Name,Birth Year,Birth Month,Birth Day\nIda,Nagel,1980,5,6\n", "BDAY:1980-05-06"),
        ("First Name,Last Name,Birth Month,Birth Day\nIda,Nagel,5,6\n", "BDAY:--05-06"),
        ("First Name,Last Name,Birth Year\nIda,Nagel,1980\n", "NOTE:Birthday: 1980"),
        ("Prénom,Nom,Anniversaire,Anniversaire de mariage\nIda,Nagel,1980-05-06,\n", "BDAY:1980-05-06"),
        ("姓,名,生日\n山田,花子,1980年5月6日\n", "BDAY:1980-05-06"),
        ("First Name,Last Name,Home Street,Home City\nIda,Nagel,Elm 5,Oakham\n", "ADR;TYPE=HOME:;;Elm 5"),
        ("Vorname,Nachname,E-Mail privat\nIda,Nagel,ida@home.example\n", "EMAIL;TYPE=HOME:ida@home.example"),
        ("First Name,Last Name,Birthday\nIda,Nagel,5/6/1980\n", "NOTE:Birthday: 5/6/1980"),
        ("First Name,Last Name,Birthday\nIda,Nagel,0/0/00\n", "N:Nagel;Ida"),
    ],
)  # fmt: skip
def test_other_tables_have_them_too(book: Book, tmp_path: Path, table: str, line: str) -> None:
    text = brought(book, tmp_path / "table.csv", table)
    assert f"\r\n{line}" in text and text.count("1980") <= 1 and "0/0/00" not in text


def test_a_day_that_no_month_has_is_none() -> None:
    assert [day_of(text) for text in ("31.02.1980", "1980-13-01", "--02-29", "--02-30")] == [
        "", "", "--02-29", "",
    ]  # fmt: skip
