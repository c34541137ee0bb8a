"""`cardscan list` as a user runs it."""

import json
from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.errors import ExitCode
from tests.support.commands import cardscan, run, said
from tests.support.terminals import Terminal


def test_contacts_are_listed_by_name_with_their_numbers(folder: Path) -> None:
    result = cardscan("list", "--book", folder)
    assert result.returncode == ExitCode.OK
    assert [line.split("\t")[:2] for line in result.stdout.splitlines()] == [
        ["3", "Bilal Haddad"], ["1", "Dr. Anna Maria Weber, MBA"], ["2", "Anna Maria Weber"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "numbers"),
    [
        (("--tag", "tea"), ["1"]),
        (("--doubtful",), ["1"]),
        (("--since", "2999-01-01"), []),
        (("--event", "x"), []),
    ],
)
def test_some_of_them(folder: Path, asked: tuple[str, ...], numbers: list[str]) -> None:
    lines = said("list", *asked, "--book", folder).splitlines()
    assert [line.split("\t")[0] for line in lines] == numbers


def test_json_for_jq(folder: Path) -> None:
    lines = said("list", "--json", "--book", folder).splitlines()
    assert [json.loads(line)["number"] for line in lines] == [3, 1, 2]


def test_a_person_sees_columns_that_fit_and_marks(folder: Path) -> None:
    terminal = Terminal("list", "--book", folder, columns=80)
    assert terminal.ends() == ExitCode.OK
    head, bilal, anna, _ = terminal.shown.splitlines()
    assert head.split() == ["Name", "Company", "Phone", "E-mail"]
    assert bilal.startswith("     3  Bilal Haddad  ")
    assert anna.startswith("     1 ?Dr. Anna")
    assert all(len(line) <= 80 for line in (head, bilal, anna))
    assert "\x1b[1mBilal Haddad" in terminal.raw


def test_no_colour_where_it_is_not_wanted(folder: Path) -> None:
    terminal = Terminal("list", "--book", folder, environ={"NO_COLOR": "1"})
    terminal.ends()
    assert "\x1b[33m" not in terminal.raw


def test_a_book_that_is_missing_or_empty_says_where_to_begin(tmp_path: Path) -> None:
    missing = run("list", "--book", tmp_path / "none")
    assert missing.returncode == ExitCode.BOOK
    assert "read some cards first: cardscan app" in missing.stderr
    Book.open(tmp_path / "empty").close()
    assert "the book is empty: `cardscan app` fills it" in run("list", "--book", tmp_path / "empty").stderr
