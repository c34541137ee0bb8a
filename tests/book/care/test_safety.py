"""Backups, checks and restores of real books: damaged bytes, missing pictures, writers at work."""

import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.book.care.safety import (
    KEPT,
    archive,
    automatic_backup,
    daily_backup,
    restore,
)
from cardscan.book.care.verifying import verify
from cardscan.book.file.backups import backups
from cardscan.errors import BadInputError, BookBusyError, BookCorruptError, BookError, OutputError
from tests import ROOT
from tests.support.books import card, damage, fill, original, pictures
from tests.support.fictional import ANNA

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

WRITER = """
import sys
from pathlib import Path
from cardscan.book import Book
from tests.support.books import card, original
from tests.support.fictional import ANNA
with Book.open(Path(sys.argv[1])) as book:
    for number in range(1000):
        book.receive([original(f"w{number}.jpg")], [card(ANNA, f"w{number}.jpg")])
        print(number, flush=True)
        if sys.stdin.readline() == "":
            break
"""


def texts(folder: Path) -> list[str]:
    return [finding.text for finding in verify(folder) if finding.damage]


def cards(folder: Path) -> int:
    with Book.open(folder, create=False) as book:
        return sum(len(book.cards(entry.uid)) for entry in book.entries())


def test_a_backup_file_holds_the_book_and_every_picture(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    with Book.open(folder) as book:
        done = archive(book, file)
    assert (done.contacts, done.pictures, done.missing) == (2, 40, 0)
    with zipfile.ZipFile(file) as pack:
        assert pack.testzip() is None
        assert {info.compress_type for info in pack.infolist()} == {zipfile.ZIP_STORED}
        assert len(pack.namelist()) == 41
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "book"]


def test_a_backup_tells_how_many_pictures_it_lacks(folder: Path, tmp_path: Path) -> None:
    first, second, *_ = pictures(folder)
    first.unlink()
    second.write_bytes(b"scribble")
    with Book.open(folder) as book:
        assert archive(book, tmp_path / "backup.zip").missing == 2


def test_a_backup_that_cannot_be_written_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    with Book.open(folder) as book, pytest.raises(OutputError):
        archive(book, tmp_path / "missing" / "backup.zip")
    assert not (tmp_path / "missing").exists()


def test_backups_are_whole_while_another_process_writes(folder: Path, tmp_path: Path) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert writer.stdin
    assert writer.stdout
    counts = []
    with Book.open(folder) as book:
        for number in range(3):
            assert int(writer.stdout.readline()) == number
            writer.stdin.write("\n" * (number < 2))  # go on while the backup is made
            writer.stdin.flush()
            archive(book, tmp_path / f"{number}.zip")
            done = restore(tmp_path / f"restored-{number}", tmp_path / f"{number}.zip", NOW)
            assert done.missing == 0
            counts.append(cards(tmp_path / f"restored-{number}"))
    writer.stdin.close()
    assert writer.wait(timeout=30) == 0
    assert counts[0] >= 41
    assert counts == sorted(counts)
    assert all(texts(tmp_path / f"restored-{number}") == [] for number in range(3))


def test_the_newest_seven_backups_are_kept(folder: Path) -> None:
    with Book.open(folder) as book:
        made = [automatic_backup(book, NOW + timedelta(hours=hour)) for hour in range(KEPT + 3)]
    assert backups(folder) == made[: -KEPT - 1 : -1]
    assert sorted(path.name for path in (folder / "backups").iterdir()) == [path.name for path in made[3:]]


def test_one_automatic_backup_is_made_a_day(folder: Path) -> None:
    with Book.open(folder) as book:
        assert len(daily_backup(book, NOW)) == 1
        assert daily_backup(book, NOW + timedelta(hours=14)) == ()
        assert len(daily_backup(book, NOW + timedelta(hours=15))) == 1


def test_a_backup_made_while_the_clock_was_wrong_is_one_of_all(folder: Path) -> None:
    with Book.open(folder) as book:
        wrong = automatic_backup(book, NOW + timedelta(days=365 * 40))
        made = [automatic_backup(book, NOW + timedelta(hours=hour)) for hour in range(3)]
        assert daily_backup(book, NOW) == ()
        assert backups(folder) == [*made[::-1], wrong]
        fill(folder, start=20, number=1)
        made += [automatic_backup(book, NOW + timedelta(hours=hour)) for hour in range(3, KEPT)]
    assert backups(folder) == made[::-1]
    assert restore(folder, None, NOW).source == made[-1]
    assert cards(folder) == 42


def test_backups_go_on_after_one_of_a_clock_that_was_wrong(folder: Path) -> None:
    with Book.open(folder) as book:
        daily_backup(book, NOW + timedelta(days=365 * 40))
        for day in range(KEPT):
            assert len(daily_backup(book, NOW + timedelta(days=day))) == 1
    assert [path.name[12:20] for path in backups(folder)] == [f"202611{day}" for day in range(28, 21, -1)]


def test_a_restore_does_not_turn_the_order_of_backups_back(folder: Path) -> None:
    with Book.open(folder) as book:
        older = automatic_backup(book, NOW)
        newer = automatic_backup(book, NOW + timedelta(days=1))
    restore(folder, older, NOW)
    with Book.open(folder) as book:
        newest = automatic_backup(book, NOW)
    assert backups(folder) == [newest, newer, older]


def test_no_sound_backup_makes_room_for_a_damaged_one(folder: Path) -> None:
    with Book.open(folder) as book:
        made = [automatic_backup(book, NOW + timedelta(hours=hour)) for hour in range(KEPT)]
    with Book.open(folder) as book:
        damage(folder / "book.sqlite")
        with pytest.raises(BookCorruptError):
            automatic_backup(book, NOW + timedelta(hours=KEPT))
        with pytest.raises(BookCorruptError):
            archive(book, folder.parent / "backup.zip")
    assert backups(folder) == made[::-1]
    assert not (folder.parent / "backup.zip").exists()


def test_restoring_brings_the_last_backup_back_and_keeps_the_damaged_book(folder: Path) -> None:
    with Book.open(folder) as book:
        automatic_backup(book, NOW)
    fill(folder, start=20, number=1)
    data = damage(folder / "book.sqlite")
    done = restore(folder, None, NOW)
    assert (done.contacts, done.missing) == (2, 0)
    assert done.changed == "2026-11-22T09:30:00Z"
    assert [path.read_bytes() for path in done.set_aside] == [data]
    assert [path.name for path in done.set_aside] == ["book.sqlite.damaged-20261122T093000Z"]
    assert texts(folder) == []
    assert cards(folder) == 40


def test_a_restored_book_is_read_while_it_is_written(folder: Path) -> None:
    with Book.open(folder) as book:
        automatic_backup(book, NOW)
    restore(folder, None, NOW)
    fill(folder, start=20, number=1)
    with closing(sqlite3.connect(folder / "book.sqlite")) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert cards(folder) == 42


def test_restoring_sets_the_log_aside_too(folder: Path, tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    with Book.open(folder) as book:
        automatic_backup(book, NOW)
        book.receive([original("x.jpg")], [card(ANNA, "x.jpg")])
        shutil.copytree(folder, crashed)
    log = (crashed / "book.sqlite-wal").read_bytes()
    restore(crashed, None, NOW)
    restore(crashed, None, NOW)
    assert (crashed / "book.sqlite.damaged-20261122T093000Z-wal").read_bytes() == log
    assert (crashed / "book.sqlite.damaged-20261122T093000Z-2").exists()
    assert not (crashed / "book.sqlite-wal").exists()
    assert cards(crashed) == 40


def test_a_damaged_backup_is_passed_over(folder: Path) -> None:
    with Book.open(folder) as book:
        older = automatic_backup(book, NOW)
        damage(automatic_backup(book, NOW + timedelta(days=1)))
    assert restore(folder, None, NOW).source == older


def test_without_a_sound_backup_the_book_stays_as_it_is(folder: Path) -> None:
    data = damage(folder / "book.sqlite")
    with pytest.raises(BookError, match="no sound backup"):
        restore(folder, None, NOW)
    assert (folder / "book.sqlite").read_bytes() == data


@pytest.mark.parametrize("content", [b"", b"Dear Sir or Madam\n", b"PK\x05\x06" + bytes(18)])
def test_a_file_that_is_no_backup_is_refused_and_the_book_stays(folder: Path, content: bytes) -> None:
    file = folder.parent / "backup"
    file.write_bytes(content)
    data = (folder / "book.sqlite").read_bytes()
    with pytest.raises(BadInputError, match="no sound backup"):
        restore(folder, file, NOW)
    assert (folder / "book.sqlite").read_bytes() == data


def test_a_backup_that_was_cut_off_is_refused(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    with Book.open(folder) as book:
        archive(book, file)
    whole = file.read_bytes()
    for data in (whole[:-1000], whole[: len(whole) // 3], whole.replace(b"Weber", b"Wobor")):
        file.write_bytes(data)
        with pytest.raises(BadInputError):
            restore(tmp_path / "new", file, NOW)
    assert not (tmp_path / "new" / "book.sqlite").exists()


def test_a_backup_that_is_not_there_is_told(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be read"):
        restore(folder, tmp_path / "missing.zip", NOW)


def test_a_backup_file_becomes_a_whole_book_elsewhere(folder: Path, tmp_path: Path) -> None:
    with Book.open(folder) as book:
        archive(book, tmp_path / "backup.zip")
    shutil.rmtree(folder)
    done = restore(tmp_path / "new", tmp_path / "backup.zip", NOW)
    assert (done.contacts, done.missing, done.set_aside) == (2, 0, ())
    assert len(pictures(tmp_path / "new")) == 40
    assert texts(tmp_path / "new") == []


def test_only_pictures_come_out_of_a_backup_file(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    with Book.open(folder) as book:
        archive(book, file)
    with zipfile.ZipFile(file, "a") as pack:
        pack.writestr("../evil.jpg", b"evil")
        pack.writestr("pictures/aa/../../../evil.jpg", b"evil")
        pack.writestr(f"pictures/aa/{'a' * 64}.jpg", b"not what the name says")
    restore(tmp_path / "new", file, NOW)
    assert len(pictures(tmp_path / "new")) == 40
    assert list(tmp_path.rglob("evil.jpg")) == []


def test_restoring_tells_how_many_pictures_are_missing(folder: Path) -> None:
    with Book.open(folder) as book:
        automatic_backup(book, NOW)
    for path in pictures(folder)[:3]:
        path.unlink()
    assert restore(folder, None, NOW).missing == 3


def test_a_book_that_a_process_has_open_is_not_restored(folder: Path) -> None:
    with Book.open(folder) as book:
        automatic_backup(book, NOW)
        with pytest.raises(BookBusyError, match="has the book open"):
            restore(folder, None, NOW)
    assert restore(folder, None, NOW).contacts == 2
