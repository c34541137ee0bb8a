"""Files move whole and overwrite nothing, wherever an earlier attempt stopped."""

import errno
import os
from pathlib import Path
from unittest.mock import patch

import pytest

from cardscan.inbox.filing import (
    Plan,
    carry_out,
    free_place,
    note_of,
    planned,
    put,
    read_journal,
    remove_empty,
    write_journal,
)
from tests.support.drops import files_in


@pytest.fixture
def claim(tmp_path: Path) -> Path:
    folder = tmp_path / "work" / "token"
    folder.mkdir(parents=True)
    (folder / "a.jpg").write_bytes(b"picture")
    return folder


LINK = os.link


def another_file_system(source: Path, target: Path, **_: object) -> None:
    """Link within a folder only, as if each folder were on a disk of its own."""
    if source.parent != target.parent:
        raise OSError(errno.EXDEV, "Invalid cross-device link")
    LINK(source, target)


def no_links_here(*_: object, **__: object) -> None:
    raise OSError(errno.EOPNOTSUPP, "Operation not supported")


WAYS = {"links": LINK, "no links": no_links_here, "another file system": another_file_system}


@pytest.mark.parametrize("way", WAYS)
def test_a_file_moves_whole_with_its_times(way: str, claim: Path, tmp_path: Path) -> None:
    os.utime(claim / "a.jpg", ns=(1, 1_700_000_000_123_456_789))
    with patch.object(os, "link", WAYS[way]):
        assert put(claim / "a.jpg", tmp_path / "done" / "a.jpg", links=1)
    assert files_in(tmp_path) == {"done/a.jpg": b"picture"}
    assert (tmp_path / "done" / "a.jpg").stat().st_mtime_ns == 1_700_000_000_123_456_789


@pytest.mark.parametrize("way", WAYS)
def test_what_lies_there_is_not_overwritten(way: str, claim: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"picture")
    with patch.object(os, "link", WAYS[way]):
        assert not put(claim / "a.jpg", tmp_path / "a.jpg", links=1)
    assert files_in(tmp_path) == {"a.jpg": b"picture", "work/token/a.jpg": b"picture"}


def test_a_move_that_stopped_between_its_two_names_is_finished(claim: Path, tmp_path: Path) -> None:
    os.link(claim / "a.jpg", tmp_path / "a.jpg")
    assert put(claim / "a.jpg", tmp_path / "a.jpg", links=1, again=True)
    assert files_in(tmp_path) == {"a.jpg": b"picture"}


def test_a_file_that_had_two_names_before_still_gets_its_new_one(claim: Path, tmp_path: Path) -> None:
    os.link(claim / "a.jpg", tmp_path / "another name of the user's")
    assert put(claim / "a.jpg", tmp_path / "a.jpg", links=2)
    assert set(files_in(tmp_path)) == {"a.jpg", "another name of the user's"}


def test_a_copy_that_stopped_before_its_original_went_is_finished(claim: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"picture")
    with patch.object(os, "link", another_file_system):
        assert put(claim / "a.jpg", tmp_path / "a.jpg", links=1, again=True)
    assert files_in(tmp_path) == {"a.jpg": b"picture"}


def test_a_copy_that_comes_out_different_is_not_taken_for_one(claim: Path, tmp_path: Path) -> None:
    def cut_off(source: object, target: object) -> None:
        target.write(b"pict")  # type: ignore[attr-defined]

    with (
        patch.object(os, "link", another_file_system),
        patch("shutil.copyfileobj", cut_off),
        pytest.raises(OSError, match="differs from its original"),
    ):
        put(claim / "a.jpg", tmp_path / "a.jpg", links=1)
    assert (claim / "a.jpg").read_bytes() == b"picture"
    assert not (tmp_path / "a.jpg").exists()


def test_a_plan_survives_its_journal_with_any_name(tmp_path: Path, claim: Path) -> None:
    odd = Path(os.fsdecode(b'caf\xe9 "\n.jpg'))
    (claim / odd).write_bytes(b"odd")
    plan = Plan((planned(odd, claim, tmp_path / odd, "done", sha256="ab" * 32),), "/book")
    write_journal(tmp_path / "token.json", plan)
    assert read_journal(tmp_path / "token.json") == plan
    carry_out(plan, claim, tmp_path / "token.json", again=False)
    assert (tmp_path / odd).read_bytes() == b"odd"


def test_no_journal_and_a_broken_one_say_nothing(tmp_path: Path) -> None:
    assert read_journal(tmp_path / "none.json") is None
    (tmp_path / "broken.json").write_text('{"moves": 7')
    assert read_journal(tmp_path / "broken.json") is None


def test_a_place_taken_after_the_plan_is_given_up_for_a_numbered_one(claim: Path, tmp_path: Path) -> None:
    target = tmp_path / "failed" / "a.jpg"
    journal = tmp_path / "token.json"
    plan = Plan((planned(Path("a.jpg"), claim, target, "failed", note="why\n"),), "")
    write_journal(journal, plan)
    target.parent.mkdir()
    target.write_bytes(b"somebody else's")
    done = carry_out(plan, claim, journal, again=False)
    assert done.moves[0].target == str(tmp_path / "failed" / "a (2).jpg")
    assert read_journal(journal) == done
    journal.unlink()
    assert files_in(tmp_path / "failed") == {
        "a.jpg": b"somebody else's",
        "a (2).jpg": b"picture",
        "a (2).jpg.error.txt": b"why\n",
    }


def test_carrying_out_twice_is_as_once(claim: Path, tmp_path: Path) -> None:
    plan = Plan((planned(Path("a.jpg"), claim, tmp_path / "a.jpg", "failed", note="why\n"),), "")
    for _ in range(2):
        carry_out(plan, claim, tmp_path / "token.json", again=True)
    assert files_in(tmp_path) == {"a.jpg": b"picture", "a.jpg.error.txt": b"why\n"}


def test_a_place_is_free_only_if_its_note_is_too(tmp_path: Path) -> None:
    (tmp_path / "a.jpg.error.txt").write_text("of an earlier a.jpg")
    assert free_place(tmp_path / "a.jpg", noted=True).name == "a (2).jpg"
    assert free_place(tmp_path / "a.jpg").name == "a.jpg"


def test_the_longest_names_are_shortened_where_something_is_added(tmp_path: Path) -> None:
    longest = tmp_path / f"{'ä' * 125}.jpg"
    longest.write_bytes(b"picture")
    for place in (free_place(longest), note_of(longest)):
        place.write_bytes(b"fits")
    assert free_place(longest).name.endswith("ä (3).jpg")


def test_folders_with_files_in_them_are_not_removed(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "c.jpg").write_bytes(b"picture")
    with pytest.raises(OSError, match="not empty"):
        remove_empty(tmp_path / "a")
    assert files_in(tmp_path) == {"a/c.jpg": b"picture"}
