import os
import threading
from pathlib import Path

import pytest

from cardscan.errors import ExitCode, OutputError
from cardscan.export.files import atomic_file


def test_the_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    with atomic_file(path) as stream:
        stream.write(b"new")
        assert not path.exists()
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), atomic_file(path) as stream:
        stream.write(b"half")
        raise ZeroDivisionError
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_is_its_owner_s_alone_and_an_old_one_keeps_its_permissions(tmp_path: Path) -> None:
    old = tmp_path / "old.csv"
    old.write_bytes(b"")
    old.chmod(0o640)
    for path in (tmp_path / "new.csv", old):
        with atomic_file(path) as stream:
            stream.write(b"x")
    assert (tmp_path / "new.csv").stat().st_mode & 0o777 == 0o600
    assert old.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    link = tmp_path / "link.csv"
    link.symlink_to("real.csv")
    with atomic_file(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


def test_a_named_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    with atomic_file(pipe) as stream:
        stream.write(b"through")
    reader.join(10)
    assert received == [b"through"]
    assert pipe.is_fifo()


@pytest.mark.parametrize("name", ["missing/cards.vcf", "file/cards.vcf", "folder", "x" * 300])
def test_a_place_that_cannot_be_written_is_an_output_error_with_a_hint(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError) as caught, atomic_file(tmp_path / name) as stream:
        stream.write(b"x")
    assert caught.value.exit_code is ExitCode.CANNOT_WRITE
    assert str(tmp_path / name) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.hint
    assert {path.name for path in tmp_path.iterdir()} == {"folder", "file"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_an_output_error() -> None:
    with pytest.raises(OutputError, match="No space left"), atomic_file(Path("/dev/full")) as stream:
        stream.write(b"x")


def test_an_error_of_another_file_is_not_taken_for_one_of_the_output(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic_file(tmp_path / "cards.vcf"):
        (tmp_path / "picture.jpg").read_bytes()
