"""Is the book whole? What verifying finds, and that it changes nothing."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cardscan.book.care.safety import (
    fault_of,
)
from cardscan.book.care.verifying import extent, verify
from cardscan.errors import BookError
from tests.support.books import pictures


def texts(folder: Path) -> list[str]:
    return [finding.text for finding in verify(folder) if finding.damage]


def test_a_whole_book_has_no_faults_and_its_missing_originals_are_listed(folder: Path) -> None:
    seen = 0

    def tick() -> None:
        nonlocal seen
        seen += 1

    findings = list(verify(folder, tick))
    assert [finding for finding in findings if finding.damage] == []
    assert len(findings) == 20
    assert seen == extent(folder)


def test_verifying_finds_a_missing_and_a_damaged_picture(folder: Path) -> None:
    first, second, *_ = pictures(folder)
    first.unlink()
    second.write_bytes(second.read_bytes() + b"x")
    assert [text.partition(":")[0] for text in texts(folder)] == [str(first), str(second)]


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE contact SET data = '{' WHERE id = 1", "contact 1: data cannot be read"),
        ("UPDATE card SET reading = '[]' WHERE id = 3", "card 3: reading cannot be read"),
        ("UPDATE card SET contact_id = 99 WHERE id = 3", "row 3 of card names a row of contact"),
        ("DELETE FROM contact_text WHERE rowid = 1", "1 contacts that no search finds"),
        ("DELETE FROM contact_text_data WHERE id > 10", "the index of words is damaged"),
        ("DELETE FROM face WHERE card_id = 2", "1 cards that are seen nowhere"),
        (
            "DELETE FROM standing WHERE contact_id = 1",
            "1 contacts whose standing is not what cards and log say",
        ),
        ("INSERT INTO tally VALUES ('2026-11-20', 'met', 1)", "1 days whose counts are not those of the log"),
    ],
)
def test_verifying_finds_what_is_wrong_with_the_rows(folder: Path, statement: str, found: str) -> None:
    with closing(sqlite3.connect(folder / "book.sqlite", isolation_level=None)) as db:
        db.execute(statement)
    assert any(found in text for text in texts(folder))


def test_verifying_changes_nothing(folder: Path) -> None:
    data = (folder / "book.sqlite").read_bytes()
    assert texts(folder) == []
    assert (folder / "book.sqlite").read_bytes() == data


@pytest.mark.parametrize("kept", [0.0, 0.5])
def test_verifying_finds_a_book_that_was_cut_off_and_leaves_it(folder: Path, kept: float) -> None:
    file = folder / "book.sqlite"
    data = file.read_bytes()[: int(kept * file.stat().st_size)]
    file.write_bytes(data)
    assert texts(folder) != []
    assert file.read_bytes() == data
    assert fault_of(file) != ""


def test_verifying_a_book_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="no book here"):
        list(verify(tmp_path))
