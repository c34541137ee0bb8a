"""`cardscan watch --copy`: the files stay, each content is read once."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from cardscan.book import Book
from cardscan.book.care.safety import automatic_backup
from cardscan.errors import ExitCode
from cardscan.inbox.copying import Copier
from cardscan.inbox.looking import Seen
from tests.support.commands import Result, cardscan, said


def picture(file: Path, name: str) -> Path:
    """Draw a card of that name, quickly read."""
    card = Image.new("RGB", (600, 340), "white")
    pen = ImageDraw.Draw(card)
    first, last = name.lower().split()
    for row, line in enumerate((name, "Managing Director", f"{first}@{last}.example")):
        pen.text((40, 60 + 70 * row), line, fill="black", font=ImageFont.load_default(32))
    file.parent.mkdir(parents=True, exist_ok=True)
    card.save(file)
    return file


@pytest.fixture
def source(tmp_path: Path) -> Path:
    picture(tmp_path / "cards" / "anna.png", "Anna Weber")
    picture(tmp_path / "cards" / "2026-11-20 Chamber mixer" / "carla.png", "Carla Ruiz")
    Image.new("RGB", (600, 340), "white").save(tmp_path / "cards" / "blank.png")
    return tmp_path / "cards"


def watched(source: Path, book: Path) -> Result:
    return cardscan("watch", source, "--copy", "--once", "--settle", "0.1", "--workers", "1", "--book", book)


def test_cards_come_into_the_book_once_and_the_files_stay(source: Path, book_folder: Path) -> None:
    before = sorted((path, path.stat().st_mtime_ns) for path in source.rglob("*"))
    first = watched(source, book_folder)
    assert "files: 2 done, 1 failed; 2 cards read" in first.stderr
    assert said("list", "--event", "Chamber mixer", "--book", book_folder).split("\t")[1] == "Carla Ruiz"
    again = watched(source, book_folder)
    assert (again.returncode, again.stderr) == (ExitCode.OK, "")
    assert sorted((path, path.stat().st_mtime_ns) for path in source.rglob("*")) == before
    assert len(said("list", "--book", book_folder).splitlines()) == 2


def test_what_comes_later_is_copied_when_it_is_whole_and_ctrl_c_ends_it(
    source: Path, book_folder: Path
) -> None:
    command = [sys.executable, "-m", "cardscan", "watch", str(source), "--copy", "--settle", "0.3"]
    command += ["--poll", "0.1", "--workers", "1", "--book", str(book_folder)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        while "blank.png: failed" not in process.stderr.readline():
            assert process.poll() is None
        picture(source / "dora.png", "Dora Klein")
        while "dora.png: done" not in process.stderr.readline():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == ExitCode.OK
    assert (source / "dora.png").exists()


def copier(source: Path, inbox: Path, *known: str) -> Copier:
    inbox.mkdir(exist_ok=True)
    book = inbox.with_name("book.sqlite")
    book.touch()
    made = Copier(
        source, inbox, known.__contains__, book=book,
        settle_seconds=0, poll_seconds=0.01, largest=10**6, once=False,
    )  # fmt: skip
    made.begin()
    return made


def step(made: Copier) -> int:
    time.sleep(0.2)
    return made.step()


def test_the_same_content_is_copied_once_and_changed_content_anew(tmp_path: Path) -> None:
    source, inbox = tmp_path / "source", tmp_path / "inbox"
    source.mkdir()
    (source / "a.jpg").write_bytes(b"one")
    (source / "b.jpg").write_bytes(b"one")
    made = copier(source, inbox)
    assert step(made) == 1
    assert step(made) == 0
    (source / "a.jpg").write_bytes(b"other")
    assert step(made) == 1
    assert sorted(path.name for path in inbox.glob("*.jpg")) == ["a-2.jpg", "a.jpg"]
    assert step(copier(source, inbox)) == 0


def test_what_is_too_large_or_hidden_stays_out(tmp_path: Path) -> None:
    source, inbox = tmp_path / "source", tmp_path / "inbox"
    source.mkdir()
    (source / ".a.jpg").write_bytes(b"one")
    (source / "large.jpg").write_bytes(b"1" * 10**6 + b"2")
    assert step(copier(source, inbox)) == 0
    assert list(inbox.glob("*.jpg")) == []


def test_what_a_restored_book_lacks_is_read_again(source: Path, book_folder: Path) -> None:
    with Book.open(book_folder) as book:
        automatic_backup(book, datetime(2026, 11, 22, tzinfo=UTC))
    assert "files: 2 done, 1 failed; 2 cards read" in watched(source, book_folder).stderr
    assert cardscan("book", "restore", "--book", book_folder).returncode == ExitCode.OK
    assert said("list", "--book", book_folder) == ""
    assert "files: 2 done, 1 failed; 2 cards read" in watched(source, book_folder).stderr
    assert len(said("list", "--book", book_folder).splitlines()) == 2
    assert watched(source, book_folder).stderr == ""


def test_a_book_that_is_replaced_while_copies_are_made_is_seen(tmp_path: Path) -> None:
    source, inbox = tmp_path / "source", tmp_path / "inbox"
    source.mkdir()
    (source / "a.jpg").write_bytes(b"one")
    made = copier(source, inbox)
    assert (step(made), step(made)) == (1, 0)
    (tmp_path / "other.sqlite").touch()
    (tmp_path / "other.sqlite").replace(tmp_path / "book.sqlite")
    assert (step(made), step(made)) == (1, 0)
    assert step(copier(source, inbox)) == 0


def test_a_file_that_became_a_link_or_a_pipe_meanwhile_is_not_copied(tmp_path: Path) -> None:
    source, inbox = tmp_path / "source", tmp_path / "inbox"
    source.mkdir()
    (tmp_path / "private.jpg").write_bytes(b"private")
    made = copier(source, inbox)
    for name in ("link.jpg", "pipe.jpg"):
        (source / name).write_bytes(b"one")
    group = tuple(Seen.of(Path(name), (source / name).lstat()) for name in ("link.jpg", "pipe.jpg"))
    for file in group:
        (source / file.path).unlink()
    (source / "link.jpg").symlink_to(tmp_path / "private.jpg")
    os.mkfifo(source / "pipe.jpg")
    assert [made._copy(file) for file in group] == [False, False]
    assert list(inbox.glob("*.jpg")) == []
