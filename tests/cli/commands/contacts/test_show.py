"""`cardscan show` as a user runs it."""

import json
from pathlib import Path

from cardscan.errors import ExitCode
from tests.support.commands import cardscan, run, said
from tests.support.terminals import Terminal


def test_contacts_are_shown_whole_with_their_doubts(folder: Path) -> None:
    result = cardscan("show", "1", "bilal", "--book", folder)
    assert result.returncode == ExitCode.OK
    anna, bilal, legend = result.stdout.split("\n\n")
    assert anna.startswith("Dr. Anna Maria Weber, MBA  (1; inbox/anna.jpg, page 1, card 1)\n")
    assert "\n? Title        Head of Sales, Europe\n" in anna
    assert "\n  Tags         tea" in anna
    assert bilal == "Bilal Haddad  (3; imported)\n  E-mail       bilal@haddad.example"
    assert legend == "? = not sure: compare it with the card\n"


def test_json_says_all_for_jq(folder: Path) -> None:
    [line] = said("show", "1", "--json", "--book", folder).splitlines()
    data = json.loads(line)
    assert (data["number"], data["tags"], data["needs_review"]) == (1, ["tea"], ["title"])


def test_how_sure_each_field_is_on_request(folder: Path) -> None:
    assert "%" not in said("show", "1", "--book", folder)
    assert "Head of Sales, Europe\n" in said("show", "1", "--confidence", "--book", folder)


def test_long_values_hang_below_themselves_on_a_terminal(folder: Path) -> None:
    run("note", "1", "word " * 30, "--book", folder)
    terminal = Terminal("show", "1", "--book", folder, columns=60)
    assert terminal.ends() == ExitCode.OK
    lines = terminal.shown.splitlines()
    assert lines[0].startswith("Dr. Anna Maria Weber, MBA")
    assert "\x1b[1mDr. Anna" in terminal.raw
    first = next(index for index, line in enumerate(lines) if line.startswith("  Own note"))
    assert all(len(line) <= 60 for line in lines)
    assert lines[first + 1].startswith(" " * 15 + "word")


def test_who_is_nobody_or_several_is_said(folder: Path) -> None:
    result = run("show", "weber", "--book", folder)
    assert (result.returncode, result.stdout) == (ExitCode.USAGE, "")
    assert len(result.stderr.splitlines()) == 3
