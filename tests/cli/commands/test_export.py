"""`cardscan export` as a user runs it: what is written, what is remembered, what is said."""

import csv
import io
import os
import subprocess
import sys
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from cardscan.book import Book, Event
from cardscan.errors import ExitCode
from cardscan.export import EXPORTERS
from cardscan.model import Contact
from tests.support.books import Clock, card, original
from tests.support.commands import run

NAMES = ("Anna", "Bruno", "Clara", "Dora")


def jpeg() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (900, 500), "white").save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture
def filled(book: Book, book_folder: Path, clock: Clock) -> Path:
    """Return the folder of a book of four people: two met at a mixer, one of them tagged."""
    with book:
        for number, name in enumerate(NAMES):
            scan = card(Contact(given_name=name, family_name="Weber"), f"{name}.jpg")
            scan = replace(scan, faces=tuple(replace(face, jpeg=jpeg()) for face in scan.faces))
            book.receive([original(f"{name}.jpg")], [scan], Event("Mixer" if number < 2 else "Fair"))
            clock.tick()
        book.tag(next(book.entries()).uid, "vip")
    return book_folder


def names(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("FN:").split()[0] for line in lines if line.startswith("FN:")]


def exported(filled: Path, *arguments: object, to: str = "out.vcf") -> Sequence[str]:
    path = filled.parent / to
    path.unlink(missing_ok=True)
    assert run("export", "--book", filled, "-o", path, *arguments).returncode == ExitCode.OK
    return names(path) if path.exists() else []


def test_new_is_what_changed_since_the_last_export_of_the_format(filled: Path) -> None:
    assert exported(filled, "--new") == [*NAMES]
    assert exported(filled, "--new") == []
    assert exported(filled) == [*NAMES]
    with Book.open(filled) as opened:
        opened.note(next(opened.entries()).uid, "likes tea")
    assert exported(filled, "--new") == ["Anna"]
    assert exported(filled, "--new", "--vcard", "4.0") == [*NAMES]


def test_nothing_new_writes_no_file_and_says_so(filled: Path) -> None:
    exported(filled)
    path = filled.parent / "none.vcf"
    assert run("export", "--book", filled, "--new", "-o", path) == (
        ExitCode.OK, "", "cardscan: no new contacts to export\n"
    )  # fmt: skip
    assert not path.exists()


def test_an_export_that_cannot_be_written_leaves_everything_new(filled: Path) -> None:
    assert (
        run("export", "--book", filled, "-o", "/dev/full", "--format", "vcf").returncode
        == ExitCode.CANNOT_WRITE
    )
    assert (
        run("export", "--book", filled, "-o", filled / "missing" / "x.vcf").returncode
        == ExitCode.CANNOT_WRITE
    )
    with Book.open(filled) as opened:
        assert opened.exports.runs() == ()
    assert exported(filled, "--new") == [*NAMES]


def test_tag_event_and_since_choose(filled: Path) -> None:
    assert exported(filled, "--tag", "vip") == ["Anna"]
    assert exported(filled, "--event", "Mixer") == ["Anna", "Bruno"]
    assert exported(filled, "--since", "2026-11-22T09:32:00+00:00") == ["Anna", "Clara", "Dora"]
    assert exported(filled, "--new") == []


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_is_written_from_the_book(filled: Path, name: str) -> None:
    path = filled.parent / "out"
    assert run("export", "--book", filled, "-o", path, "--format", name).returncode == ExitCode.OK
    assert path.read_bytes().count(b"Dora") >= 1
    with Book.open(filled) as opened:
        kind = "vcf 3.0" if name == "vcf" else name
        assert [(run.kind, run.contacts) for run in opened.exports.runs()] == [(kind, 4)]


def test_the_card_is_in_the_vcard_where_it_is_asked_for(filled: Path) -> None:
    path = filled.parent / "out.vcf"
    assert run("export", "--book", filled, "-o", path, "--photo", "card").returncode == ExitCode.OK
    text = path.read_text(encoding="utf-8").replace("\n ", "")
    photos = [line for line in text.splitlines() if line.startswith("PHOTO;ENCODING=b;TYPE=JPEG:")]
    assert len(photos) == len(NAMES)
    with Image.open(io.BytesIO(b64decode(photos[0].partition(":")[2]))) as image:
        assert image.size == (480, 267)


def test_a_lost_picture_costs_the_picture_only(filled: Path) -> None:
    for picture in (filled / "pictures").rglob("*.jpg"):
        picture.unlink()
    assert exported(filled, "--photo", "card") == [*NAMES]


def test_parts_are_numbered_and_told(filled: Path) -> None:
    path = filled.parent / "google.csv"
    code, _, talk = run("export", "--book", filled, "-o", path, "--format", "google-csv", "--limit", "3")
    second = path.with_name("google-2.csv")
    assert (code, talk) == (ExitCode.OK, f"cardscan: wrote 4 contacts to 2 files: {path}, {second}\n")
    with second.open(encoding="utf-8", newline="") as rows:
        [row] = csv.DictReader(rows)
    assert (row["First Name"], row["Labels"].split(" ::: ")[0]) == ("Dora", "Fair")


def test_classic_outlook_gets_one_contact_a_file(filled: Path) -> None:
    folder = filled.parent / "cards"
    assert run("export", "--book", filled, "-o", f"{folder}/", "--vcard", "2.1").returncode == ExitCode.OK
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
def test_what_makes_no_sense_is_a_usage_error(filled: Path, arguments: tuple[str, ...]) -> None:
    code, out, talk = run("export", "--book", filled, *arguments)
    assert (code, out) == (ExitCode.USAGE, "")
    assert talk.startswith("cardscan: ")


def test_check_says_what_programs_make_of_a_file(filled: Path) -> None:
    exported(filled)
    code, out, _ = run("export", "--check", filled.parent / "out.vcf")
    assert code == ExitCode.OK
    first, *lines = out.splitlines()
    assert first == f"{filled.parent / 'out.vcf'}: vCard, 4 contacts"
    assert lines == [
        "apple: 4 of 4: drops the groups (CATEGORIES) (Anna Weber; Bruno Weber; Clara Weber)",
        "android: 4 of 4: drops CATEGORIES (Anna Weber; Bruno Weber; Clara Weber)",
        "outlook-classic: 3 of 4: imports only the first contact of a file "
        "(Bruno Weber; Clara Weber; Dora Weber)",
        "google: keeps everything that cardscan knows of",
        "nextcloud: keeps everything that cardscan knows of",
        "thunderbird: keeps everything that cardscan knows of",
    ]


def test_a_part_that_an_earlier_export_left_is_told(filled: Path) -> None:
    path = filled.parent / "google.csv"
    arguments = ("export", "--book", filled, "-o", path, "--format", "google-csv")
    run(*arguments, "--limit", "3")
    second = path.with_name("google-2.csv")
    assert run(*arguments)[2] == (
        f"cardscan: {second} was there before and is no part of this export\n"
        f"cardscan: wrote 4 contacts to {path}\n"
    )


def test_an_export_that_is_killed_while_it_writes_leaves_everything_new(filled: Path) -> None:
    with Book.open(filled) as opened:
        opened.note(next(opened.entries()).uid, "long " * 100_000)  # more than a pipe holds
    pipe = filled.parent / "pipe"
    os.mkfifo(pipe)
    command = [
        sys.executable,
        "-m",
        "cardscan",
        "export",
        "--book",
        str(filled),
        "--format",
        "vcf",
        "-o",
        str(pipe),
    ]
    with subprocess.Popen(command) as process, pipe.open("rb") as reader:
        assert reader.read(1000).startswith(b"BEGIN:VCARD")
        process.kill()
    with Book.open(filled) as opened:
        assert opened.exports.runs() == ()
    assert exported(filled, "--new") == [*NAMES]
