"""What cardscan makes for itself is its owner's alone, under a umask that takes nothing from anybody."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cardscan.errors import ExitCode
from tests import ROOT
from tests.support.drops import person, picture

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the system knows no rights of others")


def run(home: Path, *arguments: object, umask: int = 0) -> subprocess.CompletedProcess[str]:
    """Run the command line in a home of its own that knows no other folders."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "CARDSCAN_"))}
    return subprocess.run(
        [sys.executable, "-m", "cardscan", *map(str, arguments)],
        env=kept | {"HOME": str(home)}, umask=umask, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def modes(folder: Path) -> dict[str, int]:
    return {
        str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
        if not path.is_symlink()
    }


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir(0o755)
    return folder


def test_nothing_in_a_new_home_is_open_to_others(home: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir(0o755)
    (mine / "card.png").write_bytes(picture(person(1)))
    assert run(home, "watch", mine, "--copy", "--once", "--settle", "0.1").returncode == ExitCode.OK
    assert run(home, "due", "--mail-merge", tmp_path / "mails.csv").returncode == ExitCode.OK
    wide = {path: oct(mode) for path, mode in modes(home).items() if mode & 0o077}
    assert wide == {}
    there = {".cache/cardscan", ".config/cardscan/messages/first.txt", ".local/share/cardscan/book.sqlite"}
    assert there <= set(modes(home))


def test_models_that_others_could_have_put_there_are_not_loaded(home: Path) -> None:
    assert run(home, "check", umask=0o077).returncode == ExitCode.OK
    cache = home / ".cache" / "cardscan"
    before = {path.name: path.stat().st_ino for path in cache.glob("*.blob")}
    cache.chmod(0o777)
    [planted, *_] = cache.glob("*.blob")
    planted.write_bytes(b"planted")
    checked = run(home, "check")
    assert f"{cache}, which others may write to: they are not used\n" in checked.stdout
    assert "reader rapid: ok" in checked.stdout
    assert modes(home)[".cache/cardscan"] == 0o700
    assert planted.read_bytes() != b"planted"
    assert before.keys() == {path.name for path in cache.glob("*.blob")}
    assert f"{cache}, yours alone\n" in run(home, "check").stdout


def test_settings_that_an_older_cardscan_left_open_are_closed(home: Path) -> None:
    folder = home / ".config" / "cardscan"
    (folder / "messages").mkdir(parents=True)
    (folder / "messages" / "first.txt").write_text("Subject: Hello\n")
    (folder / "cardscan.toml").write_text("")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    assert run(home, "list").returncode == ExitCode.BOOK
    assert {mode & 0o077 for mode in modes(folder).values()} == {0}
