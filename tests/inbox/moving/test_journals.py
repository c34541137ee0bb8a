"""What is written down of a claim is read again, in a moved folder too; nobody else is believed."""

import json
import os
from pathlib import Path

import pytest

from cardscan.inbox.moving.journals import Move, Plan, read_journal, write_journal
from cardscan.inbox.places import Folders


def test_a_plan_survives_its_journal_with_any_name(tmp_path: Path) -> None:
    folders = Folders(tmp_path / "in", tmp_path / "out")
    odd = os.fsdecode(b'caf\xe9 "\n.jpg')
    moves = (
        Move(odd, "done", str(tmp_path / "out" / "done" / odd), "ab" * 32),
        Move("b", "back", str(tmp_path / "in" / "b"), note="why"),
    )
    write_journal(tmp_path / "token.json", Plan(moves, "/book"), folders)
    assert read_journal(tmp_path / "token.json", folders) == Plan(moves, "/book")


def test_a_folder_that_was_moved_is_known_again(tmp_path: Path) -> None:
    before, after = (Folders(tmp_path / name, tmp_path / name) for name in ("in", "in 2"))
    journal = tmp_path / "token.json"
    write_journal(journal, Plan((Move("a", "done", str(before.filed / "done" / "a")),), "/book"), before)
    plan = read_journal(journal, after)
    assert plan is not None
    assert plan.moves[0].target == str(after.filed / "done" / "a")


def test_no_journal_and_a_broken_one_say_nothing(tmp_path: Path) -> None:
    folders = Folders(tmp_path, tmp_path)
    assert read_journal(tmp_path / "none.json", folders) is None
    for text in ('{"moves": 7', "[]", '{"moves": [7], "book": ""}'):
        (tmp_path / "broken.json").write_text(text)
        assert read_journal(tmp_path / "broken.json", folders) is None


@pytest.mark.parametrize(
    ("file", "target"),
    [("a", "/home/anna/.profile"), ("a", "../../.profile"), ("../a", "done/a"), ("/etc/passwd", "done/a")],
)
def test_a_journal_that_leads_elsewhere_is_none(file: str, target: str, tmp_path: Path) -> None:
    move = {"file": file, "verdict": "done", "target": target, "links": 1}
    (tmp_path / "token.json").write_text(json.dumps({"moves": [move], "book": ""}))
    assert read_journal(tmp_path / "token.json", Folders(tmp_path, tmp_path)) is None


def test_a_journal_of_an_earlier_version_is_understood(tmp_path: Path) -> None:
    move = {"file": "a", "verdict": "done", "target": str(tmp_path / "done/a"), "links": 1, "sha256": "00"}
    (tmp_path / "token.json").write_text(json.dumps({"moves": [move], "book": "/book"}))
    plan = read_journal(tmp_path / "token.json", Folders(tmp_path, tmp_path))
    assert plan == Plan((Move("a", "done", str(tmp_path / "done/a"), "00"),), "/book")


def test_no_journal_is_written_through_a_link(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("of somebody else")
    (tmp_path / "token.tmp").symlink_to(precious)
    write_journal(tmp_path / "token.json", Plan((), ""), Folders(tmp_path, tmp_path))
    assert precious.read_text() == "of somebody else"
