"""`cardscan watch` in a folder that others can write to: what they leave there takes no file away."""

import json
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from cardscan.errors import ExitCode
from tests.support.drops import person, picture
from tests.support.watching import Watcher, filed, watch_once

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() != 0, reason="only root can be two users"
)

NOBODY = 65534
TOKEN = "ab" * 16
DIARY = b"Dear diary"


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[Path]:
    """A drop folder of a group, and a umask as groups have them."""
    folder = tmp_path / "in"
    folder.mkdir()
    folder.chmod(0o2775)
    before = os.umask(0o002)
    yield folder
    os.umask(before)


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    """A file that is the watcher's owner's alone."""
    private = tmp_path / "private"
    private.mkdir(0o700)
    (private / "diary.txt").write_bytes(DIARY)
    return private / "diary.txt"


def forged(home: Path, diary: Path, owner: int) -> None:
    """Leave a claim whose journal moves the diary, as this user."""
    (home / TOKEN).mkdir(parents=True)
    (home / TOKEN / "sub").symlink_to(diary.parent)
    move = {"file": f"sub/{diary.name}", "verdict": "back", "target": "stolen.png"}
    (home / f"{TOKEN}.json").write_text(json.dumps({"moves": [move], "book": ""}))
    for path in (home / TOKEN, home / TOKEN / "sub", home / f"{TOKEN}.json"):
        os.chown(path, owner, owner, follow_symlinks=False)


@pytest.mark.parametrize("owner", [NOBODY, 0], ids=["another user's", "our own"])
def test_a_forged_journal_takes_no_file_out_of_another_folder(
    owner: int, inbox: Path, diary: Path, book_folder: Path
) -> None:
    home = inbox / ".work" / "0123456789ab"
    forged(home, diary, owner)
    for folder in (home.parent, home):
        folder.chmod(0o2775)
    (home / ".lock").touch()
    (inbox / "card.png").write_bytes(picture(person(1)))
    with Watcher(inbox, book_folder) as watcher:
        watcher.says(verdict="done", file="card.png")
        assert watcher.stop() == ExitCode.OK
    assert diary.read_bytes() == DIARY
    assert not list(inbox.rglob("stolen*"))
    assert filed(inbox)["failed"].total() == 0


def test_what_a_watcher_works_in_is_its_owner_s_alone(inbox: Path, book_folder: Path) -> None:
    with Watcher(inbox, book_folder, settle=1.0) as watcher:
        (inbox / "letter.txt").write_text("Dear Sir or Madam,\n")
        watcher.says(verdict="failed")
        modes = {
            str(path.relative_to(inbox)): stat.S_IMODE(path.stat().st_mode)
            for path in (inbox / ".work", *(inbox / ".work").rglob("*"))
        }
        assert set(modes.values()) == {0o700, 0o600}, modes
        assert watcher.stop() == ExitCode.OK
    failed = inbox / "failed"
    assert stat.S_IMODE(failed.stat().st_mode) == 0o2775
    assert stat.S_IMODE((failed / "letter.txt.error.txt").stat().st_mode) == 0o664


def test_a_work_folder_of_another_user_is_told_and_not_used(inbox: Path, book_folder: Path) -> None:
    (inbox / ".work").mkdir()
    (inbox / ".work").chmod(0o777)
    os.chown(inbox / ".work", NOBODY, NOBODY)
    (inbox / "card.png").write_bytes(picture(person(1)))
    code, lines = watch_once(inbox, book_folder)
    assert code == ExitCode.CANNOT_WRITE
    assert "another user" in str(lines)
    assert (inbox / "card.png").exists()
    assert list((inbox / ".work").iterdir()) == []


def test_a_folder_of_done_that_became_a_link_brings_nothing_back(
    inbox: Path, diary: Path, book_folder: Path
) -> None:
    with Watcher(inbox, book_folder) as watcher:
        (inbox / diary.name).write_bytes(picture(person(1)))
        [month] = Path(watcher.says(verdict="done")["place"]).parents[:1]
        month.rename(inbox / "taken away")
        month.symlink_to(diary.parent)
        (inbox / "other.png").write_bytes(picture(person(2)))
        time.sleep(5.0)  # a file that was filed is looked at again after two seconds
    assert watch_once(inbox, book_folder)[0] in (ExitCode.OK, ExitCode.CANNOT_WRITE)
    assert diary.read_bytes() == DIARY
