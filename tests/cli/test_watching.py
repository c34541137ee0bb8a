"""`--once` ends, whatever lies in the folder; with threads that read, so that the test need not wait."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cardscan.cli import watching
from cardscan.cli.watching import Teller, keep_watching
from cardscan.cli.workforce import Workforce
from cardscan.errors import OutputError
from cardscan.inbox import Folders
from tests.support.drops import person, picture
from tests.support.settings import frugal_settings

ONE = picture(person(1))


@pytest.fixture
def inbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(watching, "_GIVE_UP_AFTER", 2.0)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.png").write_bytes(ONE)
    return tmp_path / "in"


def pass_once(inbox: Path, book: Path) -> Teller:
    teller = Teller(as_json=True)
    with ThreadPoolExecutor(1) as executor:
        readers = Workforce(executor, frugal_settings(), ahead=2)
        folders = Folders.checked(inbox, None, book)
        keep_watching(folders, book, readers, teller, threading.Event(), settle=0.5, poll=0.1, once=True)
    return teller


def test_a_file_that_never_stands_still_is_left_to_the_next_pass(inbox: Path, book_folder: Path) -> None:
    done = threading.Event()

    def write() -> None:
        with (inbox / "log.png").open("wb", buffering=0) as file:
            while not done.wait(0.1):
                file.write(b"more")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        begun = time.monotonic()
        teller = pass_once(inbox, book_folder)
        assert time.monotonic() - begun < 60.0
    finally:
        done.set()
        writer.join()
    assert (teller.counts["done"], teller.counts["waiting"]) == (1, 1)
    assert (inbox / "log.png").exists()


def test_what_cannot_be_put_away_ends_the_pass_with_its_reason(inbox: Path, book_folder: Path) -> None:
    (inbox / "done").symlink_to(inbox.parent)
    with pytest.raises(OutputError, match="symbolic link"):
        pass_once(inbox, book_folder)
    (inbox / "done").unlink()
    assert pass_once(inbox, book_folder).counts["done"] == 1
