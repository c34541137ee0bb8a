"""`cardscan watch` among files that would be decoded for ever: the rest is read, and it can be ended."""

import sys
import time
from pathlib import Path

import pytest

from cardscan.errors import ExitCode
from scripts.measure.memory import peak_megabytes
from tests.support.drops import person, picture
from tests.support.hostile import endless_pdf
from tests.support.watching import Watcher, all_end, filed, left_over

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals as POSIX has them")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


@pytest.mark.long
def test_endless_files_fail_and_the_others_are_read(
    inbox: Path, book_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARDSCAN_DECODE_TIMEOUT", "1.5")
    for number in range(3):
        (inbox / f"a {number}.pdf").write_bytes(endless_pdf() + bytes(number))
    for number in range(3):
        (inbox / f"card {number}.png").write_bytes(picture(person(number)))
    with Watcher(inbox, book_folder, "--once") as watcher:
        assert watcher.ends() == ExitCode.SOME_FAILED
    places = filed(inbox)
    assert (places["failed"].total(), places["done"].total()) == (3, 3)
    assert "decode_timeout" in (inbox / "failed" / "a 0.pdf.error.txt").read_text()


@pytest.mark.long
def test_told_to_stop_it_ends_and_gives_back_what_it_was_reading(inbox: Path, book_folder: Path) -> None:
    for number in range(2):
        (inbox / f"a {number}.pdf").write_bytes(endless_pdf() + bytes(number))
    with Watcher(inbox, book_folder) as watcher:
        until = time.monotonic() + 60
        while len(list((inbox / ".work").rglob("*.pdf"))) < 2:
            assert time.monotonic() < until
            time.sleep(0.1)
        time.sleep(2.0)
        children = set(watcher.children())
        begun = time.monotonic()
        assert watcher.stop() == ExitCode.OK
        assert time.monotonic() - begun < 20
    assert all_end(children)
    assert [name for name in left_over(inbox) if name.endswith(".pdf")] == ["a 0.pdf", "a 1.pdf"]


@pytest.mark.skipif(sys.platform != "linux", reason="reads memory as Linux tells it")
def test_large_files_are_not_passed_through_the_watcher(inbox: Path, book_folder: Path) -> None:
    for number in range(6):
        with (inbox / f"card {number}.png").open("wb") as file:
            file.write(picture(person(number)))
            file.truncate(150_000_000 + number)
    with Watcher(inbox, book_folder) as watcher:
        for _ in range(6):
            watcher.says(verdict="done")
        assert peak_megabytes(watcher.process.pid) < 300
        assert watcher.stop() == ExitCode.OK
