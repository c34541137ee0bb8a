"""`cardscan export` as a user runs it: what is written, what is remembered, what is said."""

import csv
import io
import os
import subprocess
import sys
from base64 import b64decode
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from cardscan.book import Book, Event
from cardscan.cli import main
from cardscan.errors import ExitCode
from cardscan.export import EXPORTERS
from cardscan.model import Contact
from tests.support.books import Clock, card, original

NAMES = ("Anna", "Bruno", "Clara", "Dora")


def jpeg() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (900, 500), "white").save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return the folder of a book of four people: two met at a mixer, one of them tagged."""
    clock = Clock()
    with Book.open(tmp_path / "book", clock=clock) as book:
        for number, name in enumerate(NAMES):
            scan = card(Contact(given_name=name, family_name="Weber"), f"{name}.jpg")
            scan = replace(scan, faces=tuple(replace(face, jpeg=jpeg()) for face in scan.faces))
            book.receive([original(f"{name}.jpg")], [scan], Event("Mixer" if number < 2 else "Fair"))
            clock.tick()
        book.tag(next(book.entries()).uid, "vip")
    return tmp_path / "book"


def run(*arguments: object) -> tuple[int, str, str]:
    """Return the exit code and what is said on both streams."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(out), redirect_stderr(io.StringIO()) as talk:
        code = main([str(argument) for argument in arguments])
    out.seek(0)
    return code, out.read(), talk.getvalue()


def names(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("FN:").split()[0] for line in lines if line.startswith("FN:")]


def exported(book: Path, *arguments: object, to: str = "out.vcf") -> Sequence[str]:
    path = book.parent / to
    path.unlink(missing_ok=True)
    assert run("export", "--book", book, "-o", path, *arguments)[0] == ExitCode.OK
    return names(path) if path.exists() else []


def test_new_is_what_changed_since_the_last_export_of_the_format(book: Path) -> None:
    assert exported(book, "--new") == [*NAMES]
    assert exported(book, "--new") == []
    assert exported(book) == [*NAMES]
    with Book.open(book) as opened:
        opened.note(next(opened.entries()).uid, "likes tea")
    assert exported(book, "--new") == ["Anna"]
    assert exported(book, "--new", "--vcard", "4.0") == [*NAMES]


def test_nothing_new_writes_no_file_and_says_so(book: Path) -> None:
    exported(book)
    path = book.parent / "none.vcf"
    assert run("export", "--book", book, "--new", "-o", path) == (
        ExitCode.OK, "", "cardscan: no new contacts to export\n"
    )  # fmt: skip
    assert not path.exists()


def test_an_export_that_cannot_be_written_leaves_everything_new(book: Path) -> None:
    assert run("export", "--book", book, "-o", "/dev/full", "--format", "vcf")[0] == ExitCode.CANNOT_WRITE
    assert run("export", "--book", book, "-o", book / "missing" / "x.vcf")[0] == ExitCode.CANNOT_WRITE
    with Book.open(book) as opened:
        assert opened.exports.runs() == ()
    assert exported(book, "--new") == [*NAMES]


def test_tag_event_and_since_choose(book: Path) -> None:
    assert exported(book, "--tag", "vip") == ["Anna"]
    assert exported(book, "--event", "Mixer") == ["Anna", "Bruno"]
    assert exported(book, "--since", "2026-11-22T09:32:00+00:00") == ["Anna", "Clara", "Dora"]
    assert exported(book, "--new") == []


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_is_written_from_the_book(book: Path, name: str) -> None:
    path = book.parent / "out"
    assert run("export", "--book", book, "-o", path, "--format", name)[0] == ExitCode.OK
    assert path.read_bytes().count(b"Dora") >= 1
    with Book.open(book) as opened:
        kind = "vcf 3.0" if name == "vcf" else name
        assert [(run.kind, run.contacts) for run in opened.exports.runs()] == [(kind, 4)]


def test_the_card_is_in_the_vcard_where_it_is_asked_for(book: Path) -> None:
    path = book.parent / "out.vcf"
    assert run("export", "--book", book, "-o", path, "--photo", "card")[0] == ExitCode.OK
    text = path.read_text(encoding="utf-8").replace("\n ", "")
    photos = [line for line in text.splitlines() if line.startswith("PHOTO;ENCODING=b;TYPE=JPEG:")]
    assert len(photos) == len(NAMES)
    with Image.open(io.BytesIO(b64decode(photos[0].partition(":")[2]))) as image:
        assert image.size == (480, 267)


def test_a_lost_picture_costs_the_picture_only(book: Path) -> None:
    for picture in (book / "pictures").rglob("*.jpg"):
        picture.unlink()
    assert exported(book, "--photo", "card") == [*NAMES]


def test_parts_are_numbered_and_told(book: Path) -> None:
    path = book.parent / "google.csv"
    code, _, talk = run("export", "--book", book, "-o", path, "--format", "google-csv", "--limit", "3")
    second = path.with_name("google-2.csv")
    assert (code, talk) == (ExitCode.OK, f"cardscan: written to 2 files: {path}, {second}\n")
    with second.open(encoding="utf-8", newline="") as rows:
        [row] = csv.DictReader(rows)
    assert (row["First Name"], row["Labels"].split(" ::: ")[0]) == ("Dora", "Fair")


def test_classic_outlook_gets_one_contact_a_file(book: Path) -> None:
    folder = book.parent / "cards"
    assert run("export", "--book", book, "-o", f"{folder}/", "--vcard", "2.1")[0] == ExitCode.OK
    files = sorted(folder.iterdir())
    assert [path.name for path in files] == [f"{name} Weber.vcf" for name in NAMES]
    assert all("VERSION:2.1" in path.read_text(encoding="ascii") for path in files)


@pytest.mark.parametrize(
    "arguments",
    [
        ("-o", "x.vcf", "--vcard", "2.1"),
        ("-o", "x.csv", "--format", "google-csv", "--photo", "card"),
        ("-o", "x.csv", "--format", "google-csv", "--vcard", "4.0"),
        ("-o", "x.csv", "--format", "google-csv", "--limit", "-1"),
        ("--for", "google"),
        ("--check", "x.csv", "--for", "myspace"),
        ("--since", "yesterday"),
    ],
)
def test_what_makes_no_sense_is_a_usage_error(book: Path, arguments: tuple[str, ...]) -> None:
    code, out, talk = run("export", "--book", book, *arguments)
    assert (code, out) == (ExitCode.USAGE, "")
    assert talk.startswith("cardscan: ")


def test_check_says_what_programs_make_of_a_file(book: Path) -> None:
    exported(book)
    code, out, _ = run("export", "--check", book.parent / "out.vcf")
    assert code == ExitCode.OK
    first, *lines = out.splitlines()
    assert first == f"{book.parent / 'out.vcf'}: vCard, 4 contacts"
    assert lines == [
        "apple: 4 of 4: drops the groups (CATEGORIES) (Anna Weber; Bruno Weber; Clara Weber)",
        "android: 4 of 4: drops CATEGORIES (Anna Weber; Bruno Weber; Clara Weber)",
        "outlook-classic: 3 of 4: imports only the first contact of a file "
        "(Bruno Weber; Clara Weber; Dora Weber)",
        "google: keeps everything that cardscan knows of",
        "nextcloud: keeps everything that cardscan knows of",
        "thunderbird: keeps everything that cardscan knows of",
    ]


def test_a_part_that_an_earlier_export_left_is_told(book: Path) -> None:
    path = book.parent / "google.csv"
    arguments = ("export", "--book", book, "-o", path, "--format", "google-csv")
    run(*arguments, "--limit", "3")
    second = path.with_name("google-2.csv")
    assert run(*arguments)[2] == f"cardscan: {second} was there before and is no part of this export\n"


def test_an_export_that_is_killed_while_it_writes_leaves_everything_new(book: Path) -> None:
    with Book.open(book) as opened:
        opened.note(next(opened.entries()).uid, "long " * 100_000)  # more than a pipe holds
    pipe = book.parent / "pipe"
    os.mkfifo(pipe)
    command = [
        sys.executable,
        "-m",
        "cardscan",
        "export",
        "--book",
        str(book),
        "--format",
        "vcf",
        "-o",
        str(pipe),
    ]
    with subprocess.Popen(command) as process, pipe.open("rb") as reader:
        assert reader.read(1000).startswith(b"BEGIN:VCARD")
        process.kill()
    with Book.open(book) as opened:
        assert opened.exports.runs() == ()
    assert exported(book, "--new") == [*NAMES]
