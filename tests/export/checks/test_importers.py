from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.errors import BadInputError, UsageError
from cardscan.export import ExportOptions
from cardscan.export.checks.importers import PROGRAMS, FileCheck, check_file
from cardscan.model import CardScan, Event, Record
from tests.support.exports import exported
from tests.support.fictional import ANNA, COMPANY, OPTIONS, scan

Written = Callable[..., Path]
KNOWN = Record("u-1", "", ("customer",), (Event("Mixer", "2026-11-20"),), ())


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(name: str, *scans: CardScan, options: ExportOptions = OPTIONS) -> Path:
        path = tmp_path / "contacts"
        path.write_bytes(exported(name, *scans, options=options))
        return path

    return write


def said(verdict: FileCheck) -> list[str]:
    return [f"{loss.program}: {loss.text}" for loss in verdict.losses]


def vcard(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", "FN:Anna Weber", *lines, "END:VCARD", ""])


def checked(tmp_path: Path, data: str | bytes, program: str = "") -> FileCheck:
    path = tmp_path / "file"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return check_file(path, program)


def test_what_each_program_makes_of_cardscans_own_vcards(written: Written) -> None:
    cards = (replace(scan(ANNA), record=KNOWN), scan(COMPANY, 2))
    verdict = check_file(written("vcf", *cards))
    assert (verdict.format, verdict.contacts) == ("vCard", 2)
    assert said(verdict) == [
        "apple: 1 of 2: drops the groups (CATEGORIES)",
        "android: 1 of 2: drops CATEGORIES",
        "outlook-classic: 2 of 2: garbles letters beyond ASCII where a line has no CHARSET: use --vcard 2.1",
        "outlook-classic: 1 of 2: may show commas as \\,: use --vcard 2.1",
        "outlook-classic: 1 of 2: drops X-SOCIALPROFILE",
        "outlook-classic: 1 of 2: imports only the first contact of a file",
        "outlook-classic: 1 of 2: drops X-ABSHOWAS",
    ]
    assert verdict.unharmed == ("google", "nextcloud", "thunderbird")
    assert verdict.losses[0].names == ("Dr. Anna Maria Weber, MBA",)


def test_classic_outlook_reads_the_vcards_that_are_for_it(written: Written) -> None:
    path = written("vcf", scan(ANNA), options=replace(OPTIONS, version="2.1"))
    assert said(check_file(path, "outlook-classic")) == ["outlook-classic: 1 of 1: drops X-SOCIALPROFILE"]
    assert said(check_file(path, "android")) == ["android: 1 of 1: labels an e-mail address INTERNET"]


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("google-csv", "google"),
        ("outlook-csv", "outlook"),
        ("outlook-classic-csv", "outlook-classic"),
        ("thunderbird-csv", "thunderbird"),
    ],
)
def test_each_program_keeps_all_of_the_csv_that_is_for_it(written: Written, name: str, program: str) -> None:
    verdict = check_file(written(name, scan(ANNA), scan(COMPANY, 2)))
    assert verdict == FileCheck("CSV", 2, (), (program,))


@pytest.mark.parametrize(
    ("lines", "program", "text"),
    [
        (["TEL;TYPE=WORK,CELL:1"], "android",
         "takes a mobile number for one of type WORK, which stands first"),
        (["TEL:1"], "android", "takes a number without a type for one at home"),
        (["TEL;TYPE=FAX:1"], "android", "takes a fax number for one at home"),
        (["EMAIL;TYPE=INTERNET:a@b.example"], "android", "labels an e-mail address INTERNET"),
        (["LOGO;ENCODING=b;TYPE=JPEG:AAAA"], "android", "takes the logo for a photo"),
        (["PHOTO;VALUE=uri:https://a.example/b.jpg"], "android", "drops a photo that is not base64"),
        (["PHOTO:data:image/jpeg;base64,AAAA"], "apple", "does not show a photo given as an address"),
        ([f"PHOTO;ENCODING=b;TYPE=JPEG:{'A' * 310_000}"], "apple", "refuses photos over 224 KB"),
        ([f"NOTE:{'A' * 270_000}"], "apple", "refuses contacts over 256 KB"),
        (["TEL;TYPE=WORK,FAX:1"], "thunderbird",
         "takes a fax number for a telephone of type WORK, which stands first"),
        (["PHOTO;ENCODING=BASE64;TYPE=JPEG:AAAA"], "nextcloud", "wants photos with ENCODING=b, not BASE64"),
        (["URL:https://a.example"], "outlook-classic", "hides a website that is not of type WORK"),
        (["TEL:1"], "outlook-classic", "drops numbers without a type"),
        (["ADR;TYPE=WORK:Box 7;;;;;;"], "outlook-classic", "drops the post office box"),
    ],
)  # fmt: skip
def test_what_an_importer_drops_or_changes(tmp_path: Path, lines: list[str], program: str, text: str) -> None:
    assert f"{program}: 1 of 1: {text}" in said(checked(tmp_path, vcard(*lines), program))


def test_a_folded_line_is_one_line(tmp_path: Path) -> None:
    lines = ["TEL;TYPE=W", " ORK,CELL:1", "NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:a=", "TEL:2"]
    assert said(checked(tmp_path, vcard(*lines), "android")) == [
        "android: 1 of 1: takes a mobile number for one of type WORK, which stands first"
    ]


def test_classic_outlook_neither_reads_4_0_nor_letters_without_charset(tmp_path: Path) -> None:
    texts = said(checked(tmp_path, vcard("NOTE:Müller", version="4.0"), "outlook-classic"))
    assert texts == [
        "outlook-classic: 1 of 1: does not understand version 4.0",
        "outlook-classic: 1 of 1: garbles letters beyond ASCII where a line has no CHARSET: use --vcard 2.1",
    ]


def test_a_mark_of_utf_8_breaks_two_importers(tmp_path: Path) -> None:
    mark = "\ufeff"
    assert said(checked(tmp_path, mark + vcard(), "apple")) == [
        "apple: iCloud does not import a file with the mark of UTF-8 at its start"
    ]
    assert said(checked(tmp_path, f"{mark}Title,First Name,Company\r\n,Zoë,\r\n", "outlook-classic")) == [
        "outlook-classic: takes the mark of UTF-8 for letters: loses the column 'Title'",
        "outlook-classic: reads its Windows' code page, not UTF-8: garbles all letters beyond ASCII",
    ]


def test_columns_that_a_program_does_not_know_are_dropped_where_they_hold_something(tmp_path: Path) -> None:
    rows = "First Name,Last Name,E-mail Address,Shoe Size,Hat Size\r\nAnna,Weber,a@b.example,39,\r\n"
    assert said(checked(tmp_path, rows, "outlook")) == ["outlook: 1 of 1: drops the column 'Shoe Size'"]


def test_google_wants_its_label_and_no_more_than_3000_contacts_a_file(tmp_path: Path) -> None:
    header = "First Name,E-mail 1 - Label,E-mail 1 - Value,Phone 7 - Value,Labels\r\n"
    verdict = checked(tmp_path, header + "Anna,Work,a@b.example,1,Friends\r\n" * 3001)
    assert said(verdict) == [
        "google: takes 3000 contacts of one file, not 3001: use --limit",
        "google: 3001 of 3001: files it outside of the list of contacts, for want of the label * myContacts",
    ]
    assert verdict.losses[1].names == ("Anna", "Anna", "Anna")


def test_the_wrong_kind_of_file_for_a_program_is_told(tmp_path: Path, written: Written) -> None:
    assert said(checked(tmp_path, vcard(), "outlook")) == [
        "outlook: imports CSV only: use --format outlook-csv"
    ]
    path = written("google-csv", scan(COMPANY))
    assert said(check_file(path, "apple")) == ["apple: imports vCards, not CSV: use --format vcf"]


def test_a_row_of_another_length_is_told(tmp_path: Path) -> None:
    rows = "First Name,Last Name,E-mail Address\r\nAnna,Weber\r\n"
    assert said(checked(tmp_path, rows, "outlook")) == [
        "outlook: 1 of 1: has more or fewer cells than the header's 3"
    ]


def test_letters_of_a_code_page_are_told(tmp_path: Path) -> None:
    rows = "First Name,Last Name,E-mail Address\r\nZoë,,\r\n".encode("cp1252")
    assert said(checked(tmp_path, rows, "outlook")) == [
        "outlook: reads UTF-8, which this is not: garbles all letters beyond ASCII"
    ]
    assert checked(tmp_path, rows, "outlook-classic").losses == ()


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n"])
def test_a_file_without_anything_is_bad_input(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BadInputError, match="no contacts"):
        checked(tmp_path, data)


def test_a_missing_file_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be read"):
        check_file(tmp_path / "missing.vcf")


def test_nobodys_columns_need_a_program(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no program's"):
        checked(tmp_path, "Vorname,Nachname\r\nAnna,Weber\r\n")


@given(st.binary(max_size=300), st.sampled_from(["", *PROGRAMS]))
def test_any_file_is_judged_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, program: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    for start in (b"", b"BEGIN:VCARD\r\n", b"First Name,Last Name,Company\r\n"):
        try:
            assert checked(folder, start + data, program).contacts >= 0
        except (BadInputError, UsageError) as error:
            assert str(error)
