"""The book's commands as a user runs them: real processes, real books, exit codes and streams."""

import fcntl
import json
import os
import pty
import select
import sqlite3
import subprocess
import sys
import termios
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from cardscan.book import Book, Imported
from cardscan.cli import main
from cardscan.errors import ExitCode
from cardscan.export.formats.vcard import vcard
from cardscan.model import Contact, Phone, Record
from tests.support.books import card, original
from tests.support.commands import cardscan, run, said
from tests.support.fictional import ANNA, BILAL, COMPANY, OPTIONS, scan

NAMESAKE = Contact(
    given_name="Anna",
    additional_name="Maria",
    family_name="Weber",
    organization="Müller & Söhne",
    phones=(Phone("+21671123456"),),
)


def names(folder: Path) -> list[str]:
    with Book.open(folder, create=False) as book:
        return [entry.contact.display_name for entry in book.entries()]


def vcf(path: Path, *contacts: Contact) -> Path:
    path.write_bytes(
        b"".join(
            vcard(replace(scan(item), record=Record(f"u{number}")), OPTIONS)
            for number, item in enumerate(contacts)
        )
    )
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A book of three contacts, two of them perhaps one."""
    with Book.open(tmp_path / "book") as book:
        book.receive([original("anna.jpg")], [card(ANNA, "anna.jpg")])
        book.import_contacts([Imported("u-namesake", NAMESAKE), Imported("u-other", BILAL)])
        [anna] = [entry.uid for entry in book.entries() if entry.contact == ANNA]
        book.tag(anna, "tea")
    return tmp_path / "book"


@pytest.fixture
def pair(folder: Path) -> str:
    """The number of the pair that waits."""
    [line] = said("duplicates", "--json", "--book", folder).splitlines()
    return str(json.loads(line)["number"])


def test_contacts_are_imported_once_and_a_broken_card_is_told(tmp_path: Path) -> None:
    file = vcf(tmp_path / "mine.vcf", ANNA, COMPANY)
    file.write_bytes(file.read_bytes() + b"BEGIN:VCARD\r\nFN:Cut off\r\n")
    first, again = (
        run("book", "import", file, "--book", tmp_path / "book"),
        run("book", "import", file, "--book", tmp_path / "book"),
    )
    assert (first.returncode, again.returncode) == (ExitCode.SOME_FAILED, ExitCode.SOME_FAILED)
    assert "mine.vcf, card 3: does not end" in first.stderr
    assert "2 contacts: 2 new, 0 known, 0 renewed, 0 uncertain" in first.stderr
    assert "2 contacts: 0 new, 2 known, 0 renewed, 0 uncertain" in again.stderr


def test_numbers_of_an_import_get_the_country_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "mine.vcf"
    file.write_bytes(b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Weber;Anna;;;\r\nTEL:030 1234567\r\nEND:VCARD\r\n")
    said("book", "import", file, "--region", "DE", "--book", tmp_path / "book")
    assert "+49301234567" in said("find", "anna", "--format", "vcf", "--book", tmp_path / "book")


def test_a_file_that_cannot_be_imported_is_bad_input(tmp_path: Path) -> None:
    result = run("book", "import", tmp_path / "missing.vcf", "--book", tmp_path / "book")
    assert result.returncode == ExitCode.BAD_INPUT
    assert "missing.vcf: cannot be read" in result.stderr


def test_found_contacts_are_listed_a_line_each(folder: Path) -> None:
    assert said("find", "hadd", "--book", folder).splitlines() == ["Bilal Haddad\t\t\tbilal@haddad.example"]
    assert said("find", "tea", "--book", folder) == "\t".join(
        ("Dr. Anna Maria Weber, MBA", "Müller & Söhne GmbH; Co.", "+49 30 12345678", "anna@weber.example\n")
    )


def test_nothing_found_is_no_error(folder: Path) -> None:
    result = run("find", "nobody", "--book", folder)
    assert (result.returncode, result.stdout) == (ExitCode.OK, "")
    assert "no contact has 'nobody'" in result.stderr


def test_what_is_shown_of_many_is_told(folder: Path) -> None:
    result = run("find", "weber", "--limit", "1", "--book", folder)
    assert len(result.stdout.splitlines()) == 1
    assert "--limit shows more" in result.stderr
    assert run("find", "weber", "--limit", "0", "--book", folder).returncode == ExitCode.USAGE


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
    assert names(tmp_path / "other") == names(folder)
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


def test_duplicates_are_shown_side_by_side(folder: Path, pair: str) -> None:
    text = said("duplicates", "--book", folder)
    assert text.startswith(f"{pair}  the same name and company\n")
    rows = {line[2:21].strip(): line[0] for line in text.splitlines()[1:] if line[2:21].strip()}
    assert {"name", "phone", "company"} <= set(rows)
    assert rows["phone"] == "*"


def test_same_makes_one_contact_of_two(folder: Path, pair: str) -> None:
    assert "are one contact now" in run("duplicates", "same", pair, "--book", folder).stderr
    assert said("duplicates", "--book", folder) == ""
    assert sorted(names(folder)) == ["Bilal Haddad", "Dr. Anna Maria Weber, MBA"]
    assert "+21671123456" in said("find", "anna", "--format", "vcf", "--book", folder)


def test_different_leaves_them_apart_and_is_remembered(folder: Path, tmp_path: Path, pair: str) -> None:
    said("duplicates", "different", pair, "--book", folder)
    assert said("duplicates", "--book", folder) == ""
    file = tmp_path / "all.vcf"
    said("export", "-o", file, "--book", folder)
    said("book", "import", file, "--book", folder)
    assert said("duplicates", "--book", folder) == ""
    assert len(names(folder)) == 3


@pytest.mark.parametrize(
    "arguments", [("same",), ("list", "1"), ("same", "0"), ("same", "x"), ("settle",), ("same", "1", "")]
)
def test_a_decision_that_makes_no_sense_changes_nothing(folder: Path, arguments: tuple[str, ...]) -> None:
    assert run("duplicates", *arguments, "--book", folder).returncode == ExitCode.USAGE
    assert len(said("duplicates", "--json", "--book", folder).splitlines()) == 1


def asked(folder: Path, answers: str) -> str:
    """Settle on a terminal; return all that it shows."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, b"\x28\x00\x64\x00\x00\x00\x00\x00")
    command = [sys.executable, "-m", "cardscan", "duplicates", "settle", "--book", str(folder)]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, close_fds=True)
    os.close(slave)
    os.write(master, answers.encode())
    shown = b""
    while select.select([master], [], [], 30)[0]:
        try:
            data = os.read(master, 4096)
        except OSError:  # the terminal's other end is closed
            break
        shown += data
    os.close(master)
    assert process.wait(timeout=30) == ExitCode.OK
    return shown.decode()


def test_settling_asks_on_a_terminal(folder: Path) -> None:
    assert "[s]ame person" in asked(folder, "what?\n\n")
    assert len(said("duplicates", "--json", "--book", folder).splitlines()) == 1
    asked(folder, "q\n")
    assert len(said("duplicates", "--json", "--book", folder).splitlines()) == 1
    assert "are one contact now" in asked(folder, "s\n")
    assert said("duplicates", "--json", "--book", folder) == ""


def test_a_backup_comes_back(folder: Path, tmp_path: Path) -> None:
    assert cardscan("book", "backup", "--book", folder).returncode == ExitCode.OK
    said("book", "backup", tmp_path / "all.zip", "--book", folder)
    said("book", "import", vcf(tmp_path / "more.vcf", COMPANY), "--book", folder)
    assert len(names(folder)) == 4
    result = cardscan("book", "restore", "--book", folder)
    assert "brought back 3 contacts, last changed" in result.stderr
    assert "the book that was here is now" in result.stderr
    assert len(names(folder)) == 3
    said("book", "restore", tmp_path / "all.zip", "--book", tmp_path / "new")
    assert names(tmp_path / "new") == names(folder)
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
    assert len(names(folder)) == 3
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


@pytest.mark.parametrize("command", [("book",), ("book", "import"), ("find",), ("export",), ("duplicates",)])
def test_every_command_says_what_it_does(
    command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main([*command, "--help"])
    assert caught.value.code == 0
    assert len(capsys.readouterr().out.splitlines()) > 5


def test_the_help_loads_nothing_heavy() -> None:
    code = "import sys; from cardscan.cli.run import build_parser; build_parser(); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    ).stdout.split()
    assert not {"numpy", "cv2", "sqlite3", "vobject", "phonenumbers", "rich", "platformdirs"} & set(loaded)
