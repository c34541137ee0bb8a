"""Files and folders that are their owner's alone."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from cardscan import private

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the system knows no rights of others")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture(params=[0o000, 0o022, 0o377])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """A umask that takes nothing, what is usual, or nearly all."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_what_is_made_is_its_owner_s_alone_whatever_the_umask(tmp_path: Path) -> None:
    private.make_folder(tmp_path / "above" / "over" / "b")
    private.make_folder(tmp_path / "a")
    private.make_file(tmp_path / "a" / "empty")
    with private.opened(tmp_path / "a" / "new", "xb") as stream:
        stream.write(b"content")
    assert mode(tmp_path / "a") == mode(tmp_path / "above") == mode(tmp_path / "above" / "over") == 0o700
    assert mode(tmp_path / "a" / "empty") == mode(tmp_path / "a" / "new") == 0o600
    assert (tmp_path / "a" / "new").read_bytes() == b"content"


def test_what_is_there_is_kept_and_only_replaced_when_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    private.make_file(tmp_path / "file")
    assert (tmp_path / "file").read_bytes() == b"old"
    with pytest.raises(FileExistsError):
        private.opened(tmp_path / "file", "xb")
    with private.opened(tmp_path / "file", "wb") as stream:
        stream.write(b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert mode(tmp_path / "file") == 0o600
    with pytest.raises(FileExistsError):
        private.make_folder(tmp_path / "file")


def test_a_folder_that_is_there_keeps_who_may_enter_it(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    private.make_folder(tmp_path)
    assert mode(tmp_path) == 0o755


def test_closing_reaches_all_below_and_never_what_a_link_leads_to(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_bytes(b"")
    outside.chmod(0o644)
    inner = tmp_path / "top" / "inner"
    inner.mkdir(parents=True)
    (inner / "file").write_bytes(b"")
    (inner / "link").symlink_to(outside)
    for path, wide in ((tmp_path / "top", 0o755), (inner, 0o775), (inner / "file", 0o666)):
        path.chmod(wide)
    private.close(tmp_path / "top")
    assert [mode(path) for path in (tmp_path / "top", inner, inner / "file", outside)] == [
        0o700, 0o700, 0o600, 0o644,
    ]  # fmt: skip
    assert private.is_open(inner / "link")
    assert not private.is_open(inner)
    assert not private.is_open(tmp_path / "nowhere")


def test_a_folder_is_others_to_write_to_by_itself_or_by_one_above_it(tmp_path: Path) -> None:
    folder = tmp_path / "above" / "folder"
    private.make_folder(folder)
    assert not private.others_may_write(folder)
    for place in (folder, folder.parent):
        for wide in (0o720, 0o702):
            place.chmod(wide)
            assert private.others_may_write(folder)
        place.chmod(0o755)
    folder.parent.chmod(0o1777)  # as /tmp, where nobody can rename what is another's
    assert not private.others_may_write(folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_another_user_s_folder_is_his_to_write_to(tmp_path: Path) -> None:
    private.make_folder(tmp_path / "folder")
    os.chown(tmp_path / "folder", 65534, 65534)
    assert private.others_may_write(tmp_path / "folder")
