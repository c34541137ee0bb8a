"""`cardscan watch` as a user runs it: real processes, folders, disks and books, and what is said of them."""

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cardscan.book import Book, Event, Imported
from cardscan.book.care.safety import fault_of
from cardscan.book.file.backups import backups
from cardscan.errors import ExitCode
from cardscan.model import Contact
from tests import ROOT
from tests.support.bad_input import empty_pages, encrypted_pdf, png_claiming
from tests.support.commands import cardscan
from tests.support.drops import person, picture, sha256, small_disk
from tests.support.watching import Watcher, filed, left_over, watch_once

ONE, OTHER, TWO = picture(person(1)), picture(person(2)), picture(person(3), person(4))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def fill(disk: Path) -> Path:
    """Leave no room on the disk; return the file that takes it."""
    filler = disk / ".filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return filler


def bad_input() -> dict[str, tuple[bytes, str]]:
    """Return every kind of file that is no card, by name, with what is said of it."""
    return {
        "empty.jpg": (b"", "is empty"),
        "text.jpg": (b"Dear Sir or Madam,\n", "is text"),
        "truncated.png": (ONE[: len(ONE) // 2], "broken or cut off"),
        "huge.png": (png_claiming(100_000, 100_000), "over the limit"),
        "locked.pdf": (encrypted_pdf(b"secret"), "password"),
        "blank.pdf": (empty_pages(1), "no card found"),
        "no card.png": (picture(), "no card found"),
        "noise.bin": (bytes(range(256)) * 9, "picture"),
    }


def test_bad_input_fails_with_its_reason_and_good_cards_arrive(inbox: Path, book_folder: Path) -> None:
    bad = bad_input()
    for name, (data, _) in bad.items():
        (inbox / name).write_bytes(data)
    mixer = inbox / "2026-11-20 Chamber mixer"
    mixer.mkdir()
    (inbox / "one.png").write_bytes(ONE)
    (mixer / "two.png").write_bytes(TWO)
    code, lines = watch_once(inbox, book_folder)
    assert code == ExitCode.SOME_FAILED
    assert left_over(inbox) == []
    places = filed(inbox)
    assert places["done"] == Counter([sha256(ONE), sha256(TWO)]), lines
    assert places["failed"] == Counter(sha256(data) for data, _ in bad.values())
    for name, (_, reason) in bad.items():
        assert reason in (inbox / "failed" / f"{name}.error.txt").read_text(encoding="utf-8")
        assert reason in next(line["text"] for line in lines if line.get("file") == name)
    with Book.open(book_folder) as opened:
        events = Counter(event for entry in opened.entries() for event in entry.events)
        assert (opened.count(), events) == (3, {Event("Chamber mixer", "2026-11-20"): 2})


def test_two_sides_come_in_as_one_card_and_the_same_file_again_as_a_duplicate(
    inbox: Path, book_folder: Path
) -> None:
    (inbox / "weber_front.png").write_bytes(ONE)
    (inbox / "weber_back.png").write_bytes(picture(("Branch office Berlin", "Open on weekdays")))
    assert watch_once(inbox, book_folder)[0] == ExitCode.OK
    (inbox / "once more.png").write_bytes(ONE)
    code, lines = watch_once(inbox, book_folder)
    assert code == ExitCode.OK
    assert "weber_front.png" in next(line["text"] for line in lines if line.get("verdict") == "duplicate")
    with Book.open(book_folder) as opened:
        [entry] = opened.entries()
        [card] = opened.cards(entry.uid)
        assert len(card.faces) == 2
    assert [filed(inbox)[verdict].total() for verdict in ("done", "duplicate", "failed")] == [2, 1, 0]


def test_lines_for_people_say_what_happened_and_a_summary_ends_them(inbox: Path, book_folder: Path) -> None:
    (inbox / "one.png").write_bytes(ONE)
    (inbox / "letter.txt").write_text("Dear Sir or Madam,\n")
    (inbox / "link.png").symlink_to(ROOT / "README.md")
    (inbox / "Thumbs.db").write_bytes(b"litter")
    result = cardscan("watch", inbox, "--once", "--book", book_folder, "--settle", "0.1", "--poll", "0.05")
    assert (result.returncode, result.stdout) == (10, "")
    said = sorted(line.removeprefix("cardscan: ") for line in result.stderr.splitlines())
    assert [line.partition(" [")[0] for line in said] == [
        "files: 1 done, 1 failed; 1 card read",
        "letter.txt: failed: is text, not a picture"
        " (JPEG, PNG, TIFF, WebP, BMP, GIF, HEIC, AVIF and PDF can be read)",
        "link.png: ignored: is a symbolic link, which is not followed; drop the picture itself",
        "one.png: done: Bruno Koch (new)",
    ]
    assert left_over(inbox) == ["Thumbs.db", "link.png"]


def test_a_writer_that_pauses_is_waited_for(inbox: Path, book_folder: Path) -> None:
    with Watcher(inbox, book_folder, settle=6.0) as watcher:
        with (inbox / "slow.png").open("wb", buffering=0) as file:
            file.write(ONE[:2000])
            time.sleep(5)
            file.write(ONE[2000:])
        line = watcher.says(file="slow.png")
        assert line["verdict"] == "done"
        assert watcher.stop() == ExitCode.OK
    assert filed(inbox)["done"] == Counter([sha256(ONE)])


def test_a_picture_that_vanishes_is_forgotten(inbox: Path, book_folder: Path) -> None:
    with Watcher(inbox, book_folder, settle=2.0) as watcher:
        (inbox / "gone.png").write_bytes(ONE)
        (inbox / "here.png").write_bytes(OTHER)
        (inbox / "gone.png").unlink()
        assert watcher.says(verdict="done")["file"] == "here.png"
        assert watcher.stop() == ExitCode.OK
    assert filed(inbox)["done"] == Counter([sha256(OTHER)])


def test_sigterm_finishes_what_is_in_hand_and_gives_the_rest_back(inbox: Path, book_folder: Path) -> None:
    pictures = {f"{number}.png": picture(person(number)) for number in range(30)}
    for name, data in pictures.items():
        (inbox / name).write_bytes(data)
    with Watcher(inbox, book_folder) as watcher:
        watcher.says(verdict="done")
        assert watcher.stop() == ExitCode.OK
    done = filed(inbox)["done"]
    rest = Counter(sha256(path.read_bytes()) for path in inbox.glob("*.png"))
    assert done.total() >= 1
    assert rest.total() >= 1
    assert done + rest == Counter(map(sha256, pictures.values()))
    assert not (inbox / ".work").exists()
    assert watcher.lines[-1]["summary"]["done"] == done.total()


_STOPPED_AGAIN_AND_AGAIN = """
from cardscan.cli.commands.watch import _stopped_by_signals
while True:
    with _stopped_by_signals() as stopped:
        print(flush=True)
        while not stopped.wait(1e-6):
            pass
"""


def test_sigterm_stops_it_whatever_it_is_doing_when_it_comes() -> None:
    """Also in the middle of looking whether it is to stop."""
    command = [sys.executable, "-c", _STOPPED_AGAIN_AND_AGAIN]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        try:
            for number in range(1500):  # of which one in two hundred would hang, were the event set at once
                assert select.select([process.stdout], [], [], 30.0)[0], f"hangs at signal {number}"
                assert process.stdout.readline() == b"\n"
                time.sleep(0.0003)
                process.send_signal(signal.SIGTERM)
        finally:
            process.kill()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (lambda base: [base / "nowhere"], ExitCode.BAD_INPUT, "there is no such folder"),
        (lambda base: [base / "file"], ExitCode.BAD_INPUT, "is a file, not a folder"),
        (lambda base: [base / "in", "--book", base / "in" / "book"], ExitCode.USAGE, "one in the other"),
        (lambda base: [base / "in", "--book", base], ExitCode.USAGE, "one in the other"),
        (lambda base: [base / "in", "--filed", base / "in" / "out"], ExitCode.USAGE, "read again"),
        (lambda base: [base / "in", "--poll", "0"], ExitCode.USAGE, "--poll"),
    ],
)
def test_a_call_that_makes_no_sense_is_refused_in_one_line(
    arguments: Callable[[Path], list[Path | str]], code: ExitCode, said: str, inbox: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    result = cardscan("watch", "--once", "--book", tmp_path / "book", *arguments(tmp_path))
    assert result.returncode == code
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_folder_that_may_not_be_written_to_is_a_clear_error(tmp_path: Path, book_folder: Path) -> None:
    with read_only_folder(tmp_path / "ro") as folder:
        result = cardscan("watch", folder, "--once", "--book", book_folder)
        assert (folder / "one.png").read_bytes() == ONE
    assert result.returncode == ExitCode.CANNOT_WRITE
    assert "cannot be written to" in result.stderr
    assert result.stderr.count("\n") == 1


@contextmanager
def read_only_folder(place: Path) -> Iterator[Path]:
    if os.geteuid() == 0:  # whom permissions do not keep from writing
        with small_disk(place, 1):
            (place / "one.png").write_bytes(ONE)
            subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
            yield place
        return
    place.mkdir()
    (place / "one.png").write_bytes(ONE)
    place.chmod(0o555)
    yield place
    place.chmod(0o755)


def test_a_full_disk_under_the_book_is_waited_for(inbox: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4) as disk, Watcher(inbox, disk / "book") as watcher:
        (inbox / "first.png").write_bytes(OTHER)
        watcher.says(verdict="done")
        filler = fill(disk)
        (inbox / "one.png").write_bytes(ONE)
        waiting = watcher.says(verdict="waiting")
        assert "trying again" in waiting["text"]
        assert sha256(ONE) not in filed(inbox)["done"]
        filler.unlink()
        assert watcher.says(verdict="done")["file"] == "one.png"
        assert watcher.stop() == ExitCode.OK
    assert filed(inbox)["done"] == Counter([sha256(ONE), sha256(OTHER)])


def test_files_go_to_another_disk_whole_and_wait_while_it_is_full(
    inbox: Path, book_folder: Path, tmp_path: Path
) -> None:
    with (
        small_disk(tmp_path / "disk", 1) as disk,
        Watcher(inbox, book_folder, "--filed", str(disk / "filed")) as watcher,
    ):
        (inbox / "first.png").write_bytes(OTHER)
        assert watcher.says(verdict="done")["place"].startswith(str(disk / "filed" / "done"))
        filler = fill(disk)
        (inbox / "one.png").write_bytes(ONE)
        assert "No space left" in watcher.says(verdict="waiting")["text"]
        filler.unlink()
        assert watcher.says(verdict="done")["file"] == "one.png"
        assert watcher.stop() == ExitCode.OK
        assert filed(disk / "filed")["done"] == Counter([sha256(ONE), sha256(OTHER)])
        assert [path.name for path in disk.rglob(".*")] == []
    # what was brought to another disk is kept an hour, for a scanner that still writes into it
    assert [file for file in left_over(inbox) if not file.startswith(".work/kept/")] == []
    kept = [path for path in (inbox / ".work" / "kept").rglob("*.png")]
    assert Counter(sha256(path.read_bytes()) for path in kept) == Counter([sha256(ONE), sha256(OTHER)])


LOCKER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN EXCLUSIVE")
print("locked", flush=True)
sys.stdin.read()
"""


def test_a_locked_book_is_waited_for(inbox: Path, book_folder: Path) -> None:
    with Watcher(inbox, book_folder) as watcher:
        (inbox / "first.png").write_bytes(OTHER)
        watcher.says(verdict="done")
        command = [sys.executable, "-c", LOCKER, str(book_folder / "book.sqlite")]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as locker:
            assert locker.stdout is not None
            assert locker.stdout.readline() == b"locked\n"
            (inbox / "one.png").write_bytes(ONE)
            assert "trying again" in watcher.says(verdict="waiting")["text"]
            assert sha256(ONE) not in filed(inbox)["done"]
            locker.communicate()
        assert watcher.says(verdict="done")["file"] == "one.png"
        assert watcher.stop() == ExitCode.OK


def test_a_corrupt_book_ends_the_watch_and_everything_stays_as_it_is(inbox: Path, book_folder: Path) -> None:
    (inbox / "first.png").write_bytes(OTHER)
    assert watch_once(inbox, book_folder)[0] == ExitCode.OK
    file = book_folder / "book.sqlite"
    damaged = bytearray(file.read_bytes())
    damaged[2000:40_000] = bytes(38_000)
    file.write_bytes(damaged)
    (inbox / "one.png").write_bytes(ONE)
    code, lines = watch_once(inbox, book_folder)
    assert code == ExitCode.BOOK
    assert "restore" in next(line["hint"] for line in lines if "error" in line)
    assert file.read_bytes() == damaged
    assert left_over(inbox) == ["one.png"]


def test_a_backup_of_the_book_is_made_that_day(inbox: Path, book_folder: Path) -> None:
    with Book.open(book_folder) as opened:
        opened.import_contacts([Imported("u-1", Contact(given_name="Berta", family_name="Koch"))])
    assert watch_once(inbox, book_folder)[0] == ExitCode.OK
    [backup] = backups(book_folder)
    assert fault_of(backup) == ""


def test_json_lines_say_when_what_and_where(inbox: Path, book_folder: Path) -> None:
    (inbox / "one.png").write_bytes(ONE)
    _, lines = watch_once(inbox, book_folder)
    [one, summary] = lines
    assert {key: one[key] for key in ("file", "verdict", "contacts")} == {
        "file": "one.png",
        "verdict": "done",
        "contacts": ["Bruno Koch"],
    }
    assert Path(one["place"]).read_bytes() == ONE
    assert json.dumps(summary["summary"]) == '{"done": 1, "duplicate": 0, "failed": 0}'
