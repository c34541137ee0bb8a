"""The book's commands as a user runs them: real processes, real books, exit codes and streams."""

import json
import os
import re
import sqlite3
import sys
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.errors import ExitCode
from tests.support.commands import cardscan, run, said
from tests.support.fictional import ANNA, COMPANY
from tests.support.shelves import names_in, vcf


def test_contacts_are_imported_once_and_a_broken_card_is_told(tmp_path: Path) -> None:
    file = vcf(tmp_path / "mine.vcf", ANNA, COMPANY)
    file.write_bytes(file.read_bytes() + b"BEGIN:VCARD\r\nFN:Cut off\r\n")
    first, again = (
        run("book", "import", file, "--book", tmp_path / "book"),
        run("book", "import", file, "--book", tmp_path / "book"),
    )
    assert (first.returncode, again.returncode) == (ExitCode.SOME_FAILED, ExitCode.SOME_FAILED)
    assert "mine.vcf, line 34: card 3 does not end" in first.stderr
    assert "2 contacts: 2 new, 0 known, 0 renewed, 0 uncertain" in first.stderr
    assert "2 contacts: 0 new, 2 known, 0 renewed, 0 uncertain" in again.stderr


def test_numbers_of_an_import_get_the_country_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "mine.vcf"
    file.write_bytes(b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Weber;Anna;;;\r\nTEL:030 1234567\r\nEND:VCARD\r\n")
    said("book", "import", file, "--region", "DE", "--book", tmp_path / "book")
    assert "+49301234567" in said("find", "anna", "--format", "jsonl", "--book", tmp_path / "book")
    assert "TEL:030 1234567" in said("find", "anna", "--format", "vcf", "--book", tmp_path / "book")


def test_a_table_in_another_character_set_is_imported_as_it_says(tmp_path: Path) -> None:
    file = tmp_path / "old.csv"
    rows = "Last Name,First Name,E-mail Address\n山田,花子,hanako@yamada.example\n"
    file.write_bytes(rows.encode("cp932"))
    told = run("book", "import", file, "--encoding", "cp932", "--book", tmp_path / "book")
    assert "1 contact: 1 new" in told.stderr
    [line] = said("find", "hanako", "--format", "jsonl", "--book", tmp_path / "book").splitlines()
    contact = json.loads(line)["contact"]
    assert (contact["family_name"], contact["given_name"]) == ("山田", "花子")
    unknown = run("book", "import", file, "--encoding", "cp9999", "--book", tmp_path / "book")
    assert unknown.returncode == ExitCode.USAGE
    assert "there is no character set 'cp9999'" in unknown.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is POSIX's")
def test_a_large_import_shows_how_far_it_is(tmp_path: Path) -> None:
    from tests.support.terminals import Terminal  # not on Windows

    talk = replace(ANNA, note="We talked about tea. " * 20_000)
    terminal = Terminal(
        "book", "import", vcf(tmp_path / "all.vcf", talk, COMPANY), "--book", tmp_path / "book"
    )
    assert terminal.ends(100.0) == ExitCode.OK
    assert re.search(r"importing .*/\S+ kB", terminal.shown)
    assert terminal.shown.rstrip().splitlines()[-1].startswith("cardscan: 2 contacts: 2 new")


def test_a_file_that_cannot_be_imported_is_bad_input(tmp_path: Path) -> None:
    result = run("book", "import", tmp_path / "missing.vcf", "--book", tmp_path / "book")
    assert result.returncode == ExitCode.BAD_INPUT
    assert "missing.vcf: cannot be read" in result.stderr


def test_an_export_carries_the_uids_of_the_book(folder: Path) -> None:
    with Book.open(folder) as book:
        uids = [entry.uid for entry in book.entries()]
    text = cardscan("export", "--format", "vcf", "--book", folder).stdout
    assert [line.removeprefix("UID:") for line in text.splitlines() if line.startswith("UID:")] == uids
    lines = [json.loads(line) for line in said("export", "--format", "jsonl", "--book", folder).splitlines()]
    assert [line["uid"] for line in lines] == uids


@pytest.mark.parametrize("suffix", ["vcf", "jsonl"])
def test_an_export_comes_into_another_book_once(folder: Path, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"all.{suffix}"
    said("export", "-o", file, "--book", folder)
    said("book", "import", file, "--book", tmp_path / "other")
    assert names_in(tmp_path / "other") == names_in(folder)
    assert "3 contacts: 0 new, 3 known" in run("book", "import", file, "--book", tmp_path / "other").stderr
    assert "3 contacts: 0 new, 3 known" in run("book", "import", file, "--book", folder).stderr


def test_exports_are_chosen_by_tag_event_and_time(folder: Path, tmp_path: Path) -> None:
    assert said("export", "--tag", "tea", "--format", "jsonl", "--book", folder).count("\n") == 1
    assert said("export", "--since", "2020-01-01", "--format", "jsonl", "--book", folder).count("\n") == 3
    result = run("export", "--event", "Mixer", "-o", tmp_path / "none.vcf", "--book", folder)
    assert result.returncode == ExitCode.OK
    assert "no contacts to export" in result.stderr
    assert not (tmp_path / "none.vcf").exists()
    assert run("export", "--since", "yesterday", "--book", folder).returncode == ExitCode.USAGE


def test_an_export_to_a_folder_is_a_file_a_contact(folder: Path, tmp_path: Path) -> None:
    said("export", "-o", f"{tmp_path / 'cards'}/", "--book", folder)
    assert len(list((tmp_path / "cards").glob("*.vcf"))) == 3


def test_a_backup_comes_back(folder: Path, tmp_path: Path) -> None:
    assert cardscan("book", "backup", "--book", folder).returncode == ExitCode.OK
    said("book", "backup", tmp_path / "all.zip", "--book", folder)
    said("book", "import", vcf(tmp_path / "more.vcf", COMPANY), "--book", folder)
    assert len(names_in(folder)) == 4
    result = cardscan("book", "restore", "--book", folder)
    assert "brought back 3 contacts, last changed" in result.stderr
    assert "the book that was here is now" in result.stderr
    assert len(names_in(folder)) == 3
    said("book", "restore", tmp_path / "all.zip", "--book", tmp_path / "new")
    assert names_in(tmp_path / "new") == names_in(folder)
    assert "the book is whole" in run("book", "verify", "--book", tmp_path / "new").stderr


def test_verifying_lists_what_is_wrong_and_what_is_gone(folder: Path) -> None:
    whole = run("book", "verify", "--book", folder)
    assert whole.returncode == ExitCode.OK
    assert whole.stdout == "inbox/anna.jpg: the original is gone\n"
    assert "the book is whole; 1 original gone" in whole.stderr
    [picture] = (folder / "pictures").glob("??/*.jpg")
    picture.write_bytes(b"scribble")
    result = run("book", "verify", "--book", folder)
    assert result.returncode == ExitCode.BOOK
    assert f"{picture}: the card's picture is damaged" in result.stdout
    assert "1 fault found" in result.stderr
    told = [
        json.loads(line) for line in run("book", "verify", "--json", "--book", folder).stdout.splitlines()
    ]
    assert [finding["kind"] for finding in told] == ["damage", "gone"]
    assert told[1]["text"] == "inbox/anna.jpg: the original is gone"


@pytest.mark.skipif(os.name != "posix", reason="the system knows no rights of others")
def test_verifying_says_what_others_may_read(folder: Path) -> None:
    folder.chmod(0o755)
    (folder / "book.sqlite").chmod(0o644)
    result = run("book", "verify", "--book", folder)
    assert result.returncode == ExitCode.OK
    assert f"{folder / 'book.sqlite'}: other users of this computer may read it\n" in result.stdout
    assert "others may read the book" in result.stderr
    said("find", "anna", "--book", folder)
    assert "others" not in "".join(run("book", "verify", "--book", folder)[1:])


def spoil(file: Path, how: str) -> bytes:
    data = bytearray(file.read_bytes())
    if how == "overwritten":
        data[len(data) // 2 : len(data) // 2 + 9000] = b"\xa5" * 9000
    spoilt = {
        "overwritten": bytes(data),
        "cut off": bytes(data[:50_000]),
        "empty": b"",
        "text": b"Dear Sir\n" * 900,
    }
    file.write_bytes(spoilt[how])
    return spoilt[how]


@pytest.mark.parametrize("how", ["overwritten", "cut off", "empty", "text"])
def test_no_command_writes_to_a_damaged_book_and_restore_brings_it_back(
    folder: Path, tmp_path: Path, how: str
) -> None:
    said("book", "backup", "--book", folder)
    file, mine = folder / "book.sqlite", vcf(tmp_path / "mine.vcf", COMPANY)
    digest = sha256(spoil(file, how)).hexdigest()
    for command in (
        ("find", "anna"), ("export",), ("duplicates",), ("book", "verify"), ("book", "backup"),
        ("book", "backup", tmp_path / "b.zip"), ("book", "import", mine),
    ):  # fmt: skip
        result = (cardscan if how == "overwritten" else run)(*command, "--book", folder)
        assert result.returncode == ExitCode.BOOK, command
        assert "cardscan book restore" in result.stderr
        assert sha256(file.read_bytes()).hexdigest() == digest, command
    assert not (tmp_path / "b.zip").exists()
    said("book", "restore", "--book", folder)
    assert len(names_in(folder)) == 3
    [aside] = folder.glob("book.sqlite.damaged-*Z")
    assert sha256(aside.read_bytes()).hexdigest() == digest


def test_a_book_that_is_not_there_is_told(tmp_path: Path) -> None:
    for command in (("find", "x"), ("export",), ("duplicates",), ("book", "verify"), ("book", "backup")):
        result = run(*command, "--book", tmp_path / "none")
        assert result.returncode == ExitCode.BOOK
        assert "no book here" in result.stderr
    assert not (tmp_path / "none").exists()


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "book.sqlite")) as db:
        db.execute("CREATE TABLE song (title TEXT)")
    data = (tmp_path / "book.sqlite").read_bytes()
    for command in (("find", "x"), ("book", "verify"), ("book", "backup")):
        result = run(*command, "--book", tmp_path)
        assert result.returncode == ExitCode.BOOK
        assert "another program" in result.stderr
    assert (tmp_path / "book.sqlite").read_bytes() == data


def test_a_backup_replaces_a_backup_and_no_other_file_without_being_told_to(
    folder: Path, tmp_path: Path
) -> None:
    thesis, backup = tmp_path / "thesis.pdf", tmp_path / "cards.zip"
    thesis.write_text("important")
    refused = run("book", "backup", thesis, "--book", folder)
    assert (refused.returncode, thesis.read_text()) == (ExitCode.CANNOT_WRITE, "important")
    assert "is there already, and not cardscan's (--force replaces it" in refused.stderr
    said("book", "backup", backup, "--book", folder)
    said("book", "backup", backup, "--book", folder)
    said("book", "backup", thesis, "--force", "--book", folder)
    assert "brought back 3 contacts" in run("book", "restore", thesis, "--book", tmp_path / "b").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is POSIX's")
def test_a_person_is_asked_before_the_book_becomes_an_older_one(folder: Path) -> None:
    from tests.support.terminals import Terminal  # not on Windows

    said("book", "backup", "--book", folder)
    said("tag", "1", "vip", "--book", folder)
    terminal = Terminal("book", "restore", "--book", folder)
    terminal.waits_for("Go on? [y/N]")
    terminal.types("n\n")
    assert terminal.ends() == ExitCode.CANNOT_WRITE
    assert "left as it is (nothing was changed)" in terminal.shown
    assert "vip" in said("show", "1", "--book", folder)
