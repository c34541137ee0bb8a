"""Places are reached through folders only, never through links, and are held while they are used."""

import os
import stat
from pathlib import Path

import pytest

from cardscan.inbox.moving.spots import moved, spot


@pytest.mark.parametrize("kind", ["file", "link"])
def test_no_folder_is_made_or_entered_through_a_file_or_a_link(kind: str, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret").touch()
    if kind == "link":
        (tmp_path / "a").symlink_to(elsewhere)
    else:
        (tmp_path / "a").touch()
    for make in (True, False):
        with (
            pytest.raises(NotADirectoryError, match="take it away"),
            spot(tmp_path, tmp_path / "a" / "b" / "secret", make=make),
        ):
            pass
    assert [path.name for path in elsewhere.iterdir()] == ["secret"]


def test_a_link_put_in_the_place_of_a_folder_that_is_held_leads_nowhere(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "card.png").write_bytes(b"private")
    for name in ("from", "to"):
        (tmp_path / name).mkdir()
    (tmp_path / "from" / "card.png").write_bytes(b"dropped")
    with (
        spot(tmp_path, tmp_path / "from" / "card.png") as source,
        spot(tmp_path, tmp_path / "to" / "card.png") as target,
    ):
        for name in ("from", "to"):
            (tmp_path / name).rename(tmp_path / f"{name} before")
            (tmp_path / name).symlink_to(elsewhere)
        moved(source, target)
    assert (tmp_path / "to before" / "card.png").read_bytes() == b"dropped"
    assert (elsewhere / "card.png").read_bytes() == b"private"


def test_what_leads_out_of_the_folder_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(NotADirectoryError), spot(tmp_path / "a", tmp_path / "a" / ".." / "b"):
        pass
    with pytest.raises(ValueError, match="not in the subpath"), spot(tmp_path / "a", Path("/etc/passwd")):
        pass


def test_a_link_is_not_opened_and_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"1")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    with spot(tmp_path, tmp_path / "link") as place:
        with pytest.raises(OSError, match="symbolic"):
            place.opened()
        with pytest.raises(FileExistsError):
            place.made(0o600)
        with place.beside("new").made(0o640) as stream:
            stream.write(b"2")
        place.unlink()
        place.unlink()
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640
    assert (tmp_path / "file").read_bytes() == b"1"


@pytest.mark.parametrize("umask", [0, 0o022, 0o077])
def test_folders_have_the_rights_of_those_above_or_are_their_owners_alone(umask: int, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2775)
    before = os.umask(umask)
    try:
        with spot(shared, shared / "done" / "2026-11" / "a.png", make=True):
            pass
        with spot(shared, shared / ".work" / "home" / "a.png", make=True, owner=os.geteuid()):
            pass
    finally:
        os.umask(before)
    modes = [stat.S_IMODE((shared / path).stat().st_mode) for path in ("done", "done/2026-11")]
    assert modes == [0o2775, 0o2775]
    modes = [stat.S_IMODE((shared / path).stat().st_mode) for path in (".work", ".work/home")]
    assert modes == [0o700, 0o700]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_another_users_folder_is_not_entered(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    os.chown(tmp_path / "a", 65534, 65534)
    with (
        pytest.raises(PermissionError, match="another user"),
        spot(tmp_path, tmp_path / "a" / "b" / "c", owner=os.geteuid()),
    ):
        pass
