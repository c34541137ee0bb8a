"""Files move whole and overwrite nothing, wherever an earlier attempt stopped."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest

from cardscan.inbox.moving import filing
from cardscan.inbox.moving.filing import carry_out, planned, remove_empty
from cardscan.inbox.moving.journals import Plan, read_journal, write_journal
from cardscan.inbox.moving.spots import spot
from cardscan.inbox.places import Folders
from tests.support.drops import files_in, small_disk


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path, tmp_path)


@pytest.fixture
def claim(tmp_path: Path) -> Path:
    folder = tmp_path / "work" / "token"
    folder.mkdir(parents=True)
    (folder / "a.jpg").write_bytes(b"picture")
    return folder


LINK = os.link


def another_file_system(source: str, target: str, *, src_dir_fd: int, dst_dir_fd: int, **_: object) -> None:
    """Link within a folder only, as if each folder were on a disk of its own."""
    if not os.path.samestat(os.fstat(src_dir_fd), os.fstat(dst_dir_fd)):
        raise OSError(errno.EXDEV, "Invalid cross-device link")
    LINK(source, target, src_dir_fd=src_dir_fd, dst_dir_fd=dst_dir_fd)


def no_links_here(*_: object, **__: object) -> None:
    raise OSError(errno.EOPNOTSUPP, "Operation not supported")


def put(source: Path, target: Path, *, again: bool = False) -> bool:
    """Have a file put from one place to another."""
    root = Path(os.path.commonpath((source, target)))
    with spot(root, source) as here, spot(root, target) as there:
        return filing.put(here, there, again=again)


WAYS: dict[str, Callable[..., None]] = {
    "links": LINK,
    "no links": no_links_here,
    "another file system": another_file_system,
}


@pytest.mark.parametrize("way", WAYS)
def test_a_file_moves_whole_with_its_times(way: str, claim: Path, tmp_path: Path) -> None:
    (tmp_path / "done").mkdir()
    os.utime(claim / "a.jpg", ns=(1, 1_700_000_000_123_456_789))
    with patch.object(os, "link", WAYS[way]):
        assert put(claim / "a.jpg", tmp_path / "done" / "a.jpg")
    assert files_in(tmp_path) == {"done/a.jpg": b"picture"}
    assert (tmp_path / "done" / "a.jpg").stat().st_mtime_ns == 1_700_000_000_123_456_789


@pytest.mark.parametrize("way", WAYS)
def test_what_lies_there_is_not_overwritten(way: str, claim: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"picture")
    with patch.object(os, "link", WAYS[way]):
        assert not put(claim / "a.jpg", tmp_path / "a.jpg")
    assert files_in(tmp_path) == {"a.jpg": b"picture", "work/token/a.jpg": b"picture"}


def test_a_move_that_stopped_between_its_two_names_is_finished(claim: Path, tmp_path: Path) -> None:
    os.link(claim / "a.jpg", tmp_path / "a.jpg")
    assert put(claim / "a.jpg", tmp_path / "a.jpg", again=True)
    assert files_in(tmp_path) == {"a.jpg": b"picture"}


def test_a_file_that_had_two_names_before_still_gets_its_new_one(claim: Path, tmp_path: Path) -> None:
    os.link(claim / "a.jpg", tmp_path / "another name of the user's")
    assert put(claim / "a.jpg", tmp_path / "a.jpg")
    assert set(files_in(tmp_path)) == {"a.jpg", "another name of the user's"}


def test_a_copy_that_stopped_before_its_original_went_is_finished(claim: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"picture")
    with patch.object(os, "link", another_file_system):
        assert put(claim / "a.jpg", tmp_path / "a.jpg", again=True)
    assert files_in(tmp_path) == {"a.jpg": b"picture"}


def test_a_copy_that_comes_out_different_is_not_taken_for_one(claim: Path, tmp_path: Path) -> None:
    def cut_off(source: object, target: object) -> None:
        target.write(b"pict")  # type: ignore[attr-defined]

    with (
        patch.object(os, "link", another_file_system),
        patch("shutil.copyfileobj", cut_off),
        pytest.raises(OSError, match="differs from its original"),
    ):
        put(claim / "a.jpg", tmp_path / "a.jpg")
    assert (claim / "a.jpg").read_bytes() == b"picture"
    assert not (tmp_path / "a.jpg").exists()


def test_a_second_name_given_by_a_backup_is_no_sign_that_the_file_was_moved(
    claim: Path, tmp_path: Path, folders: Folders
) -> None:
    plan = Plan((planned(Path("a.jpg"), tmp_path / "done" / "a.jpg", "done", folders),), "")
    os.link(claim / "a.jpg", tmp_path / "the backup's name")
    carry_out(plan, claim, tmp_path / "token.json", folders, again=True)
    assert files_in(tmp_path) == {"done/a.jpg": b"picture", "the backup's name": b"picture"}


def test_a_link_to_the_claimed_file_where_its_copy_should_go_is_no_copy(claim: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 1) as disk:
        (disk / "a.jpg").symlink_to(claim / "a.jpg")
        assert not put(claim / "a.jpg", disk / "a.jpg", again=True)
    assert (claim / "a.jpg").read_bytes() == b"picture"


def test_a_note_and_a_copy_are_never_written_through_what_lies_there(
    claim: Path, tmp_path: Path, folders: Folders
) -> None:
    mine = tmp_path / "precious.txt"
    mine.write_text("of somebody else")
    failed = tmp_path / "failed"
    failed.mkdir()
    for name in (".a.jpg.error.part", ".a.error.part"):
        (failed / name).symlink_to(mine)
    plan = Plan((planned(Path("a.jpg"), failed / "a.jpg", "failed", folders, note="why\n"),), "")
    carry_out(plan, claim, tmp_path / "token.json", folders, again=False)
    assert mine.read_text() == "of somebody else"
    assert (failed / ".a.jpg.error.part").is_symlink()
    assert (failed / "a.jpg.error.txt").read_text() == "why\n"


def test_nothing_is_put_into_a_folder_that_is_a_link_to_elsewhere(
    claim: Path, tmp_path: Path, folders: Folders
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "failed").symlink_to(elsewhere)
    plan = Plan((planned(Path("a.jpg"), tmp_path / "failed" / "a.jpg", "failed", folders, note="why\n"),), "")
    with pytest.raises(NotADirectoryError, match="symbolic link"):
        carry_out(plan, claim, tmp_path / "token.json", folders, again=False)
    assert files_in(elsewhere) == {}
    assert (claim / "a.jpg").read_bytes() == b"picture"


def test_a_file_where_an_events_folder_should_be_gives_the_folder_a_number(
    claim: Path, tmp_path: Path, folders: Folders
) -> None:
    (tmp_path / "done" / "2026-11").mkdir(parents=True)
    (tmp_path / "done" / "2026-11" / "Mixer").write_bytes(b"a file of that name")
    target = tmp_path / "done" / "2026-11" / "Mixer" / "a.jpg"
    plan = Plan((planned(Path("a.jpg"), target, "done", folders),), "")
    carry_out(plan, claim, tmp_path / "token.json", folders, again=False)
    assert (tmp_path / "done" / "2026-11" / "Mixer (2)" / "a.jpg").read_bytes() == b"picture"


def test_a_place_taken_after_the_plan_is_given_up_for_a_numbered_one(
    claim: Path, tmp_path: Path, folders: Folders
) -> None:
    target = tmp_path / "failed" / "a.jpg"
    journal = tmp_path / "token.json"
    plan = Plan((planned(Path("a.jpg"), target, "failed", folders, note="why\n"),), "")
    write_journal(journal, plan, folders)
    target.parent.mkdir()
    target.write_bytes(b"somebody else's")
    done = carry_out(plan, claim, journal, folders, again=False)
    assert done.moves[0].target == str(tmp_path / "failed" / "a (2).jpg")
    assert read_journal(journal, folders) == done
    journal.unlink()
    assert files_in(tmp_path / "failed") == {
        "a.jpg": b"somebody else's",
        "a (2).jpg": b"picture",
        "a (2).jpg.error.txt": b"why\n",
    }


def test_carrying_out_twice_is_as_once(claim: Path, tmp_path: Path, folders: Folders) -> None:
    plan = Plan((planned(Path("a.jpg"), tmp_path / "failed/a.jpg", "failed", folders, note="why\n"),), "")
    for _ in range(2):
        carry_out(plan, claim, tmp_path / "token.json", folders, again=True)
    assert files_in(tmp_path) == {"failed/a.jpg": b"picture", "failed/a.jpg.error.txt": b"why\n"}


def test_folders_with_files_in_them_are_not_removed(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "c.jpg").write_bytes(b"picture")
    with pytest.raises(OSError, match="not empty"):
        remove_empty(tmp_path / "a")
    assert files_in(tmp_path) == {"a/c.jpg": b"picture"}
