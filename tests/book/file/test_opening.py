import logging
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.book.file import schema
from cardscan.errors import BookBusyError, BookCorruptError, BookError, BookFullError
from tests.support.books import Clock, card, damage, original
from tests.support.fictional import ANNA, COMPANY


def make(folder: Path) -> Path:
    """Make a book of some pages, closed well; return its file."""
    with Book.open(folder, clock=Clock()) as book:
        for number in range(30):
            file = f"{number}.jpg"
            book.receive([original(file)], [card(ANNA, file), card(COMPANY, file, 2)])
    return folder / "book.sqlite"


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


@contextmanager
def unprivileged() -> Iterator[None]:
    """Give up root's right to write everywhere for a while."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder whose parents anybody may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_a_damaged_book_is_refused_and_not_a_byte_of_it_written(tmp_path: Path) -> None:
    file = make(tmp_path)
    data = damage(file)
    before = files(tmp_path)
    for _ in range(2):
        with pytest.raises(BookCorruptError) as caught:
            Book.open(tmp_path)
        assert "cardscan book restore" in caught.value.hint
        assert (file.read_bytes(), files(tmp_path)) == (data, before)


def test_a_book_damaged_beside_a_crash_is_left_as_it_is_with_its_log(tmp_path: Path) -> None:
    made = tmp_path / "made"
    make(made)
    book = Book.open(made)
    book.receive([original("x.jpg")], [card(ANNA, "x.jpg")])
    crashed = tmp_path / "crashed"
    shutil.copytree(made, crashed)
    book.close()
    data, log = damage(crashed / "book.sqlite"), (crashed / "book.sqlite-wal").read_bytes()
    with pytest.raises(BookCorruptError):
        Book.open(crashed)
    assert ((crashed / "book.sqlite").read_bytes(), (crashed / "book.sqlite-wal").read_bytes()) == (data, log)


def test_a_book_left_by_a_crash_has_all_that_was_committed(tmp_path: Path) -> None:
    made = tmp_path / "made"
    make(made)
    book = Book.open(made)
    book.receive([original("x.jpg")], [card(ANNA, "x.jpg")])
    shutil.copytree(made, tmp_path / "crashed")
    book.close()
    with Book.open(tmp_path / "crashed") as crashed:
        assert crashed.original(original("x.jpg").sha256)


def test_a_book_damaged_while_it_is_open_is_not_written_once_that_shows(tmp_path: Path) -> None:
    file = make(tmp_path)
    book = Book.open(tmp_path)
    book.receive([original("x.jpg")], [card(ANNA, "x.jpg")])
    data = damage(file, first=4096)
    log = (tmp_path / "book.sqlite-wal").read_bytes()
    with pytest.raises(BookCorruptError):
        list(book.pictures())
    with pytest.raises(BookCorruptError):
        book.receive([original("y.jpg")], [card(COMPANY, "y.jpg")])
    book.close()
    assert (file.read_bytes(), (tmp_path / "book.sqlite-wal").read_bytes()) == (data, log)
    with pytest.raises(BookCorruptError):
        Book.open(tmp_path)


@pytest.mark.parametrize("data", [b"no database at all, but long enough to look at", b"SQLite format 3\0"])
def test_a_file_that_is_no_database_is_refused_and_left(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "book.sqlite").write_bytes(data)
    with pytest.raises(BookCorruptError):
        Book.open(tmp_path)
    assert (tmp_path / "book.sqlite").read_bytes() == data


@pytest.mark.parametrize("left", [0.0, 0.5])
def test_a_book_that_was_cut_off_is_refused(tmp_path: Path, left: float) -> None:
    file = make(tmp_path)
    file.write_bytes(file.read_bytes()[: int(file.stat().st_size * left)])
    with pytest.raises(BookCorruptError):
        Book.open(tmp_path)


def test_no_new_book_is_begun_where_one_was_lost(tmp_path: Path) -> None:
    make(tmp_path).unlink()
    with pytest.raises(BookCorruptError, match="gone"):
        Book.open(tmp_path)


def test_an_empty_file_that_never_was_a_book_becomes_one(tmp_path: Path) -> None:
    (tmp_path / "book.sqlite").touch()
    with Book.open(tmp_path) as book:
        assert book.count() == 0


def test_another_programs_database_is_refused_and_left(tmp_path: Path) -> None:
    file = tmp_path / "book.sqlite"
    with closing(sqlite3.connect(file)) as db:
        db.execute("CREATE TABLE theirs (x)")
    data = file.read_bytes()
    with pytest.raises(BookError, match="another program"):
        Book.open(tmp_path)
    assert file.read_bytes() == data


def test_a_book_of_a_newer_cardscan_is_refused_and_left(tmp_path: Path) -> None:
    file = make(tmp_path)
    with closing(sqlite3.connect(file)) as db:
        db.execute(f"PRAGMA user_version = {len(schema.MIGRATIONS) + 1}")
    data = file.read_bytes()
    with pytest.raises(BookError, match="newer") as caught:
        Book.open(tmp_path)
    assert caught.value.hint == "update cardscan"
    assert file.read_bytes() == data


def test_an_older_book_is_backed_up_and_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path)
    step = "ALTER TABLE tag ADD COLUMN colour TEXT NOT NULL DEFAULT ''; CREATE INDEX tinted ON tag(colour);"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
    with Book.open(tmp_path, clock=Clock()) as book:
        book.tag(next(book.entries()).uid, "vip")
    with closing(sqlite3.connect(tmp_path / "book.sqlite")) as db:
        assert db.execute("SELECT name, colour FROM tag WHERE every IS NULL").fetchall() == [("vip", "")]
        assert db.execute("PRAGMA user_version").fetchone() == (len(schema.MIGRATIONS),)
    with closing(sqlite3.connect(tmp_path / "backups" / "book-000001-20261122T093000Z.sqlite")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(schema.MIGRATIONS) - 1,)
        assert db.execute("SELECT count(*) FROM original").fetchone() == (30,)


def test_a_migration_that_fails_leaves_the_book_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, "DROP TABLE note; DROP TABLE nothing;"))
        with pytest.raises(BookError):
            Book.open(tmp_path)
    with Book.open(tmp_path) as book:
        book.note(next(book.entries()).uid, "still here")


def test_a_book_closed_well_is_not_checked_again_unless_it_was_touched(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = make(tmp_path)
    caplog.set_level(logging.INFO)
    Book.open(tmp_path).close()
    assert "checking" not in caplog.text
    os.utime(file, (1, 1))
    with Book.open(tmp_path):
        assert "checking" in caplog.text
        caplog.clear()
        Book.open(tmp_path).close()
        assert "checking" not in caplog.text


def test_who_outlives_the_keeper_succeeds_it(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    keeper = Book.open(tmp_path)
    with Book.open(tmp_path) as other:
        keeper.close()
        other.receive([original("x.jpg")], [card(ANNA, "x.jpg")])
        caplog.set_level(logging.INFO)
        Book.open(tmp_path).close()
    Book.open(tmp_path).close()
    assert "checking" not in caplog.text


def test_a_book_that_must_be_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="no book"):
        Book.open(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_a_folder_with_any_name_can_hold_a_book(tmp_path: Path) -> None:
    for name in ("a b?c#d%41", "düné", os.fsdecode(b"caf\xe9")):
        with Book.open(tmp_path / name) as book:
            book.backup_to(tmp_path / name / "copy.sqlite")
        assert (tmp_path / name / "book.sqlite").is_file()


def test_a_locked_book_is_busy_and_nothing_is_written(tmp_path: Path) -> None:
    make(tmp_path)
    with (
        Book.open(tmp_path, timeout=0.05) as book,
        closing(sqlite3.connect(tmp_path / "book.sqlite")) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BookBusyError) as caught:
            book.receive([original("x.jpg")], [card(ANNA, "x.jpg")])
        assert caught.value.hint
        other.execute("ROLLBACK")
        assert book.original(original("x.jpg").sha256) == ()
        book.receive([original("x.jpg")], [card(ANNA, "x.jpg")])


def test_a_folder_that_cannot_be_written_is_told(open_to_all: Path) -> None:
    make(open_to_all / "book")
    with unprivileged():
        with pytest.raises(BookFullError):
            Book.open(open_to_all / "book")
        with pytest.raises(BookFullError):
            Book.open(open_to_all / "new")
    with Book.open(open_to_all / "book") as book:
        assert book.count() == 2


def test_a_backup_is_one_whole_file_and_takes_anothers_place(tmp_path: Path) -> None:
    make(tmp_path / "book")
    target = tmp_path / "else" / "copy.sqlite"
    with Book.open(tmp_path / "book") as book:
        book.backup_to(target)
        book.backup_to(target)
    assert files(target.parent) == {"copy.sqlite"}
    with closing(sqlite3.connect(target)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT count(*) FROM card").fetchone() == (60,)


def test_a_backup_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with Book.open(tmp_path / "book") as book, pytest.raises(BookFullError):
        book.backup_to(tmp_path / "file" / "copy.sqlite")
