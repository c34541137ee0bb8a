"""One UID on the cards of several people."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from cardscan.book import Book, Imported
from cardscan.book.care.imports import read_contacts
from cardscan.book.knowing.strangers import are_strangers
from cardscan.book.outcomes import ArrivalVerdict
from cardscan.export import ExportOptions
from cardscan.export.formats.jsonl import write as write_jsonl
from cardscan.export.formats.vcard import vcard
from cardscan.model import Contact, Email, Phone, Record
from cardscan.vcards.lines import lines_of
from cardscan.vcards.meaning import uid_of
from tests.support.fictional import OPTIONS, scan

BERTA = Contact(
    given_name="Berta", family_name="Keller", organization="Tea", emails=(Email("b@tea.example"),)
)
CARLO = Contact(given_name="Carlo", family_name="Conti", organization="Tea", phones=(Phone("+390612345678"),))
CARD = (
    "BEGIN:VCARD\nVERSION:3.0\nUID:copy-1\nN:{0};{1};;;\nFN:{1} {0}\nORG:Tea\n"
    "EMAIL:{1}@tea.example\nEND:VCARD\n"
)


@pytest.mark.parametrize(
    ("one", "other", "strangers"),
    [
        (BERTA, CARLO, True),
        (BERTA, replace(CARLO, emails=(Email("B@Tea.example"),)), False),
        (BERTA, replace(BERTA, family_name="Klein", emails=()), False),
        (BERTA, replace(BERTA, given_name="", family_name=""), False),
        (BERTA, Contact(organization="Elm"), True),
        (BERTA, Contact(phones=CARLO.phones), False),
        (BERTA, Contact(given_name="Берта", family_name="Келлер"), False),
        (Contact(family_name="山田"), Contact(family_name="山田太郎"), False),
        (
            Contact(given_name="太郎", family_name="山田"),
            Contact(given_name="花子", family_name="鈴木"),
            True,
        ),
    ],
)
def test_strangers_have_neither_name_nor_reach_in_common(
    one: Contact, other: Contact, strangers: bool
) -> None:
    assert are_strangers(one, other) is strangers and are_strangers(other, one) is strangers


def imported(book: Book, file: Path) -> tuple[Mapping[ArrivalVerdict, int], list[str]]:
    told: list[str] = []
    items = (item for item in read_contacts(file) if isinstance(item, Imported))
    return book.import_contacts(items, told.append), told


def test_people_of_one_uid_in_a_file_stay_apart_and_the_same_file_again_changes_nothing(
    book: Book, tmp_path: Path
) -> None:
    file = tmp_path / "copies.vcf"
    file.write_text(CARD.format("Keller", "Berta") + CARD.format("Conti", "Carlo"))
    told = [f"{file}, line 9: its UID is that of Berta Keller, too, another person: kept apart"]
    assert imported(book, file) == ({"new": 2}, told)
    entries = {entry.contact.full_name: entry for entry in book.entries()}
    assert {name: len(entry.contact.emails) for name, entry in entries.items()} == {
        "Berta Keller": 1, "Carlo Conti": 1,
    }  # fmt: skip
    uids = {entry.uid: uid_of(lines_of(vcard(book.scan(entry), ExportOptions()))) for entry in book.entries()}
    assert len(set(uids.values())) == 2 and all(uid == own for uid, own in uids.items())
    for _ in range(2):
        assert imported(book, file) == ({"again": 2}, told)
    file.write_text(CARD.format("Conti", "Carlo") + CARD.format("Keller", "Berta"))
    assert imported(book, file)[0] == {"again": 2}
    book.correct("copy-1", replace(BERTA, given_name="Renate", family_name="Brandt", emails=()))
    assert imported(book, file)[0] == {"again": 2} and book.count() == 2


def test_people_of_one_uid_in_json_lines_stay_apart(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "copies.jsonl"
    record = Record("copy-1")
    with file.open("wb") as stream:
        scans = (replace(scan(one, number), record=record) for number, one in enumerate((BERTA, CARLO), 1))
        write_jsonl(scans, stream, OPTIONS)
    verdicts, told = imported(book, file)
    assert verdicts == {"new": 2} and told[0].startswith(f"{file}, line 2: ")
    assert imported(book, file)[0] == {"again": 2}
