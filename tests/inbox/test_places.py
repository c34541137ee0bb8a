"""Where a drop folder keeps what, and which folders it may not be."""

import sys
import tempfile
from pathlib import Path

import pytest

from cardscan.errors import BadInputError, UsageError
from cardscan.inbox.places import Folders
from tests.support.privileges import as_an_ordinary_user


def test_files_are_put_away_in_the_folder_itself_or_elsewhere(tmp_path: Path) -> None:
    inbox, book = tmp_path / "in", tmp_path / "book"
    inbox.mkdir()
    assert Folders.checked(inbox, None, book) == Folders(inbox.resolve(), inbox.resolve())
    away = tmp_path / "filed"
    assert Folders.checked(inbox, away, book).filed == away.resolve()
    assert Folders.checked(inbox, away, book).work.parent == inbox.resolve()


@pytest.mark.parametrize(
    ("filed", "book", "said"),
    [
        (None, "in/book", "may not lie one in the other"),
        (None, ".", "may not lie one in the other"),
        ("in/away", "book", "would be read again"),
        ("book/away", "book", "no place for files"),
    ],
)
def test_no_folder_may_lie_in_another(tmp_path: Path, filed: str | None, book: str, said: str) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(UsageError, match=said):
        Folders.checked(tmp_path / "in", tmp_path / filed if filed else None, tmp_path / book)


def test_a_folder_that_is_none_is_bad_input(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for name, said in (("file", "is a file"), ("missing", "no such folder")):
        with pytest.raises(BadInputError, match=said):
            Folders.checked(tmp_path / name, None, tmp_path / "book")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX's")
def test_a_folder_that_may_not_be_read_is_said() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)  # for the ordinary user, where root runs the test
        (place / "closed").mkdir(mode=0)

        def check() -> None:
            with pytest.raises(BadInputError, match="cannot be read: permission denied"):
                Folders.checked(place / "closed", None, place / "book")

        as_an_ordinary_user(check)
