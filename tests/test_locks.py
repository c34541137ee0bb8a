"""One holds a lock at a time, among programs and within one; it is free when its holder lets go or dies."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cardscan.locks import HeldError, Lock

HOLD = """
import sys, time
from pathlib import Path
from cardscan.locks import Lock
with Lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.lock"


def holder(file: Path) -> subprocess.Popen[str]:
    """Return another program that holds the lock."""
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(file)], stdout=subprocess.PIPE, text=True)
    assert process.stdout and process.stdout.readline() == "held\n"
    return process


def test_one_holds_it_at_a_time(file: Path) -> None:
    first, second = Lock(file), Lock(file)
    with first:
        assert first.is_held
        with pytest.raises(HeldError, match=r"a\.lock"):
            second.acquire()
        assert not second.is_held
    second.acquire()
    assert (first.is_held, second.is_held) == (False, True)
    second.release()
    second.release()
    assert not second.is_held


def test_it_is_free_when_another_program_that_holds_it_is_killed(file: Path) -> None:
    with holder(file) as other:
        with pytest.raises(HeldError):
            Lock(file).acquire()
        other.send_signal(signal.SIGKILL)
    with Lock(file) as lock:
        assert lock.is_held


def test_who_waits_gets_it_once_it_is_free(file: Path) -> None:
    with holder(file) as other:
        started = time.monotonic()
        with pytest.raises(HeldError):
            Lock(file, wait=0.2).acquire()
        assert time.monotonic() - started >= 0.2
        other.terminate()
        with Lock(file, wait=30) as lock:
            assert lock.is_held


def test_the_file_is_its_owner_s_and_stays(file: Path) -> None:
    with Lock(file):
        assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes() == b""


def test_a_lock_whose_file_was_removed_keeps_nobody_away(file: Path) -> None:
    with Lock(file):
        file.unlink()
        with Lock(file) as anew:
            assert anew.is_held


def test_a_link_in_its_place_is_not_followed(file: Path, tmp_path: Path) -> None:
    file.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OSError, match=r"a\.lock"):
        Lock(file).acquire()
    assert not (tmp_path / "elsewhere").exists()


def test_programs_that_are_started_meanwhile_do_not_hold_it(file: Path) -> None:
    lock = Lock(file)
    lock.acquire()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, close_fds=False):
        lock.release()
        with Lock(file) as again:
            assert again.is_held


def test_no_handle_is_left_open(file: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    with Lock(file):
        for _ in range(5):
            with pytest.raises(HeldError):
                Lock(file).acquire()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
