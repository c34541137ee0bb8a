"""`cardscan scan --keep`: into the book, and the files stay where they are."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.errors import ExitCode
from tests import SAMPLES
from tests.support.commands import cardscan, run, said
from tests.support.signatures import signature, signatures


@pytest.fixture
def asked(book_folder: Path) -> tuple[object, ...]:
    return ("--keep", "--book", book_folder)


def test_a_photo_s_card_is_in_the_book_with_its_picture_and_the_photo_stays(
    tmp_path: Path, book_folder: Path, asked: tuple[object, ...]
) -> None:
    photo = tmp_path / "anna.jpg"
    shutil.copy(SAMPLES / "portrait-poland.jpg", photo)
    result = cardscan("scan", photo, *asked, "--event", "2026-11-20 Chamber mixer", "--format", "jsonl")
    assert result.returncode == ExitCode.OK, result.stderr
    assert f"cardscan: kept in the book {book_folder}: 1 new\n" in result.stderr
    assert f"  {photo} card 1: company" in result.stderr
    assert "`cardscan app` shows each doubt beside its picture" in result.stderr
    assert photo.exists()
    with Book.open(book_folder) as book:
        [entry] = book.entries(event="Chamber mixer")
        [card] = book.cards(entry.uid)
        assert book.face(card.faces[0].picture).startswith(b"\xff\xd8")
        assert card.faces[0].source.path == str(photo)


def test_the_same_file_again_is_known_and_a_new_one_of_a_known_person_too(
    tmp_path: Path, asked: tuple[object, ...]
) -> None:
    files = signatures(tmp_path, 2)
    assert "2 new" in cardscan("scan", *files, *asked).stderr
    other = signature(tmp_path, "anna again.txt")
    other.write_text(f"{other.read_text()}www.weber.example\n")
    again = run("scan", *files, other, *asked)
    assert again.returncode == ExitCode.OK
    assert f"{files[0]}: its cards are in the book already" in again.stderr
    assert "2 files kept before" in again.stderr
    assert len(said("list", *asked[1:]).splitlines()) == 2


def test_what_came_out_and_what_comes_next_is_said(tmp_path: Path) -> None:
    (tmp_path / "blank.txt").write_text(" \n")
    result = cardscan("scan", *signatures(tmp_path, 2), tmp_path / "blank.txt", "--json")
    assert result.returncode == ExitCode.SOME_FAILED
    assert "cardscan: 2 cards from 3 files, 1 file without a card or failed\n" in result.stderr
    assert "to check" not in result.stderr or "add --keep" in result.stderr
    assert run("scan", tmp_path / "0.txt", "--event", "mixer").returncode == ExitCode.USAGE


def test_a_book_that_cannot_be_opened_is_said_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "book").write_text("a file")
    result = run("scan", *signatures(tmp_path, 1), "--keep", "--book", tmp_path / "book")
    assert (result.returncode, result.stdout) == (ExitCode.BOOK, "")


def test_ctrl_c_says_what_was_kept_and_what_was_not(tmp_path: Path, asked: tuple[object, ...]) -> None:
    photo = tmp_path / "photo.jpg"
    for number in range(6):
        shutil.copy(SAMPLES / "photo-france.jpg", photo.with_stem(f"photo{number}"))
        with photo.with_stem(f"photo{number}").open("ab") as stream:
            stream.write(bytes([number]))  # another file each
    out = tmp_path / "out.vcf"
    process = subprocess.Popen(
        [sys.executable, "-m", "cardscan", "scan", *map(str, [*tmp_path.glob("*.jpg"), "-o", out, *asked])],
        stderr=subprocess.PIPE,
        text=True,
        env=None,
    )
    assert process.stderr is not None
    with Book.open(tmp_path / "book") as book:
        while not book.count():
            assert process.poll() is None
    process.send_signal(signal.SIGINT)
    said_last = process.communicate(timeout=60)[1]
    assert process.returncode == ExitCode.INTERRUPTED
    assert "cardscan: interrupted: " in said_last
    assert f"of 6 files read; kept in the book {tmp_path / 'book'}: 1 new" in said_last
    assert f"not written: {out}" in said_last
    assert "keeps none twice" in said_last
    assert "Traceback" not in said_last
    assert not out.exists()
