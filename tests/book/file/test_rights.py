"""The book is its owner's alone: made so, and made so again where an older cardscan left it open."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cardscan.book import Book
from cardscan.book.care.corrections import write_corrections
from cardscan.book.care.safety import archive, automatic_backup, restore
from cardscan.book.care.verifying import verify
from cardscan.book.file.rights import open_to_others
from cardscan.export import ExportOptions
from cardscan.export.files import atomic_file
from cardscan.export.folder import write_folder
from tests.support.books import BERTA, put
from tests.support.fictional import ANNA, scan
from tests.support.privileges import as_an_ordinary_user

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the system knows no rights of others")

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(params=[0o000, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def open_below(folder: Path) -> dict[str, str]:
    """Return what others have a right on: the folder itself, and all in it."""
    return {
        str(path.relative_to(folder.parent)): f"{stat.S_IMODE(path.lstat().st_mode):o}"
        for path in (folder, *folder.rglob("*"))
        if path.lstat().st_mode & 0o077
    }


def loosened(folder: Path) -> Path:
    """Give the book the rights that an older cardscan gave it."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return folder


@pytest.mark.usefixtures("umask")
def test_all_that_a_book_writes_is_its_owner_s_alone(tmp_path: Path) -> None:
    folder = tmp_path / "place" / "book"
    with Book.open(folder) as book:
        uid = put(book, ANNA, "a.jpg")
        book.correct(uid, ANNA)
        automatic_backup(book, NOW)
        archive(book, tmp_path / "whole.zip")
        write_corrections(book, tmp_path / "mine")
        assert open_below(folder) == {}  # while its log is there, too
    restore(folder, tmp_path / "whole.zip", NOW)
    restore(folder, None, NOW)
    for place in (folder, tmp_path / "whole.zip", tmp_path / "mine"):
        assert open_below(place) == {}
        assert list(tmp_path.rglob("*.jpg"))


@pytest.mark.usefixtures("umask")
def test_exports_are_their_owner_s_alone(tmp_path: Path) -> None:
    with atomic_file(tmp_path / "all.csv") as stream:
        stream.write(b"x")
    write_folder([scan(ANNA)], tmp_path / "cards", ExportOptions())
    assert open_below(tmp_path / "all.csv") | open_below(tmp_path / "cards") == {}


def test_an_older_book_is_closed_when_it_is_opened_and_verify_says_so_before(tmp_path: Path) -> None:
    folder = tmp_path / "book"
    with Book.open(folder) as book:
        put(book, ANNA, "a.jpg")
        automatic_backup(book, NOW)
    loosened(folder)
    found = {finding.text.partition(":")[0] for finding in verify(folder) if finding.kind == "open"}
    assert {folder / "book.sqlite", folder / "pictures", folder / "backups"} <= set(map(Path, found))
    assert open_below(folder) != {}  # verifying changes nothing
    Book.open(folder).close()
    assert open_below(folder) == {}
    assert [finding for finding in verify(folder) if finding.kind == "open"] == []


def test_a_book_that_was_closed_only_at_its_door_says_nothing(tmp_path: Path) -> None:
    Book.open(tmp_path / "book").close()
    loosened(tmp_path / "book").chmod(0o700)
    assert open_to_others(tmp_path / "book") == ()


def test_what_lies_beside_the_book_keeps_its_rights(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_bytes(b"")
    loosened(tmp_path)
    with Book.open(tmp_path) as book:
        put(book, BERTA, "b.jpg")
    assert set(open_below(tmp_path)) == {tmp_path.name, f"{tmp_path.name}/letter.txt"}
    assert open_to_others(tmp_path) == ()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
def test_another_user_reads_nothing_of_it() -> None:
    with TemporaryDirectory() as place, Book.open(Path(place) / "book") as book:
        Path(place).chmod(0o755)
        put(book, ANNA, "a.jpg")
        [digest] = book.pictures()

        def peep() -> None:
            for path in ("book.sqlite", "book.sqlite-wal", f"pictures/{digest[:2]}/{digest}.jpg", ""):
                with pytest.raises(PermissionError):
                    os.open(book.folder / path, os.O_RDONLY)

        as_an_ordinary_user(peep)


def test_a_new_export_in_the_place_of_another_s_file_is_ours_alone(tmp_path: Path) -> None:
    if os.geteuid():
        pytest.skip("only root can give a file away")
    target = tmp_path / "all.vcf"
    target.write_bytes(b"bait")
    target.chmod(0o666)
    os.chown(target, 65534, 65534)
    with atomic_file(target) as stream:
        stream.write(b"contacts")
    assert open_below(target) == {}
