"""`cardscan tag`, `untag` and `note` as a user runs them."""

import json
from pathlib import Path

from cardscan.errors import ExitCode
from tests.support.commands import cardscan, run, said


def test_tags_and_notes_of_several_people(folder: Path) -> None:
    assert cardscan("tag", "1", "bilal", "customer", "--book", folder).returncode == ExitCode.OK
    assert run("note", "1", "3", "met in the rain", "--book", folder).returncode == ExitCode.OK
    lines = map(json.loads, said("list", "--tag", "customer", "--json", "--book", folder).splitlines())
    assert {(line["number"], tuple(line["notes"])) for line in lines} == {
        (1, ("met in the rain",)), (3, ("met in the rain",))
    }  # fmt: skip
    assert len(said("find", "rain", "--book", folder).splitlines()) == 2


def test_a_tag_is_taken_off_and_one_that_was_not_there_is_said(folder: Path) -> None:
    result = run("untag", "1", "3", "tea", "--book", folder)
    assert result.returncode == ExitCode.OK
    assert "no longer tagged tea" in result.stderr
    assert "3 Bilal Haddad: has no tag tea" in result.stderr
    assert said("list", "--tag", "tea", "--book", folder) == ""


def test_nothing_is_done_where_one_of_them_is_nobody(folder: Path) -> None:
    for who, told in (("weber", "2 contacts have this"), ("99", "no contact has this number")):
        result = run("tag", "3", who, "customer", "--book", folder)
        assert result.returncode == ExitCode.USAGE
        assert told in result.stderr
    assert said("list", "--tag", "customer", "--book", folder) == ""
    assert run("note", "3", "  ", "--book", folder).returncode == ExitCode.USAGE
