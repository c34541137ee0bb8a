from pathlib import Path

import pytest

from cardscan.book.file import pictures
from cardscan.errors import BookError, BookFullError


def test_a_picture_is_kept_under_its_digest(tmp_path: Path) -> None:
    digest = pictures.keep(tmp_path, b"jpeg")
    assert pictures.load(tmp_path, digest) == b"jpeg"
    assert list(pictures.digests(tmp_path)) == [digest]


def test_the_same_picture_is_kept_once_and_untouched(tmp_path: Path) -> None:
    path = pictures.path_of(tmp_path, pictures.keep(tmp_path, b"jpeg"))
    before = path.stat().st_ino
    pictures.keep(tmp_path, b"jpeg")
    assert path.stat().st_ino == before


def test_a_damaged_picture_is_told_and_mended_when_the_card_comes_again(tmp_path: Path) -> None:
    digest = pictures.keep(tmp_path, b"jpeg")
    pictures.path_of(tmp_path, digest).write_bytes(b"jp")
    with pytest.raises(BookError, match="damaged"):
        pictures.load(tmp_path, digest)
    pictures.keep(tmp_path, b"jpeg")
    assert pictures.load(tmp_path, digest) == b"jpeg"


def test_a_picture_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="cannot be read"):
        pictures.load(tmp_path, "ab" * 32)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "AB" * 32, "ab" * 33, "ab" * 31 + "\n"])
def test_only_a_digest_becomes_a_path(tmp_path: Path, digest: str) -> None:
    with pytest.raises(BookError, match="no picture's digest"):
        pictures.load(tmp_path, digest)


def test_a_picture_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "pictures").write_text("in the way")
    with pytest.raises(BookFullError) as caught:
        pictures.keep(tmp_path, b"jpeg")
    assert caught.value.hint
    assert [path.name for path in tmp_path.rglob("*")] == ["pictures"]


def test_what_a_crash_left_is_no_picture(tmp_path: Path) -> None:
    path = pictures.path_of(tmp_path, pictures.keep(tmp_path, b"jpeg"))
    path.with_name(".half.tmp").write_bytes(b"jp")
    assert list(pictures.digests(tmp_path)) == [path.stem]
