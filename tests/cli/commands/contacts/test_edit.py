"""`cardscan edit` as a user runs it: from the line, and in an editor on a terminal."""

from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.errors import ExitCode
from tests.support.books import card, original
from tests.support.commands import cardscan, run, said
from tests.support.fictional import BEN
from tests.support.terminals import Terminal


def test_fields_are_put_right_and_their_doubts_are_gone(folder: Path) -> None:
    result = cardscan("edit", "1", "title=Boss", "phone=030 12399", "--book", folder)
    assert (result.returncode, result.stdout) == (ExitCode.OK, "")
    assert result.stderr.endswith(": changed title, phone\n")
    with Book.open(folder) as book:
        [anna] = book.numbered(1)
        assert (anna.contact.title, anna.contact.phones[0].value) == ("Boss", "+493012399")
        assert anna.needs_review == ()
        book.reviews.undo(anna.uid)
        assert book.numbered(1)[0].contact.title == "Head of Sales, Europe"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("titel=Boss",), "did you mean Title?"),
        (("Boss",), "is no FIELD=VALUE"),
        ((), "edit: what?"),
    ],
)
def test_what_is_no_change_is_refused(folder: Path, typed: tuple[str, ...], told: str) -> None:
    result = run("edit", "1", *typed, "--book", folder)
    assert result.returncode == ExitCode.USAGE
    assert told in result.stderr


def test_the_editor_is_given_the_contact_and_what_comes_back_counts_as_checked(tmp_path: Path) -> None:
    with Book.open(tmp_path / "book") as book:
        book.receive([original("b.jpg")], [card(BEN, "b.jpg")])
    editor = tmp_path / "editor"
    editor.write_text(f"#!/bin/sh\ncp $1 {tmp_path}/seen\nsed -i 's/^Title:.*/Title: Director\\n/' $1\n")
    editor.chmod(0o755)
    terminal = Terminal(
        "edit", "ben", "--book", tmp_path / "book", environ={"EDITOR": str(editor), "VISUAL": ""}
    )
    assert terminal.ends() == ExitCode.OK
    assert "changed title" in terminal.shown
    seen = (tmp_path / "seen").read_text().splitlines()
    assert "# to check: title" in seen
    assert "E-mail: ben@sales.example" in seen
    assert "Director" in said("show", "ben", "--book", tmp_path / "book")
    assert said("list", "--doubtful", "--book", tmp_path / "book") == ""


def test_an_editor_that_fails_or_is_missing_changes_nothing(folder: Path) -> None:
    for editor, told in (("false", "false ended with 1: nothing was changed"), ("no-such-editor", "EDITOR")):
        terminal = Terminal("edit", "1", "--book", folder, environ={"EDITOR": editor, "VISUAL": ""})
        assert terminal.ends() in (ExitCode.USAGE, ExitCode.MISSING)
        assert told in terminal.shown
