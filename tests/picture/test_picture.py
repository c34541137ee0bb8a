"""A path, bytes or standard input become pictures, or one clear error."""

import hashlib
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.support.bad_input import empty_pages, encrypted_pdf
from tests.support.pictures import encoded, fails, load, quarters
from tests.support.privileges import as_an_ordinary_user


def test_the_pixels_are_read_only_and_contiguous() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    for data in (encoded(quarters(), "PNG"), encoded(quarters(), "JPEG", exif=exif), empty_pages(1)):
        (picture,) = load(data)
        assert picture.pixels.flags.c_contiguous
        with pytest.raises(ValueError, match="read-only"):
            picture.pixels[0, 0] = 0


def test_path_bytes_and_standard_input_give_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = encoded(quarters(), "PNG")
    path = tmp_path / "a.png"
    path.write_bytes(data)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    pictures = [*load(path), *load(str(path)), *load(data, name="upload"), *load("-")]
    assert [picture.name for picture in pictures] == [str(path), str(path), "upload", "-"]
    assert {picture.sha256 for picture in pictures} == {hashlib.sha256(data).hexdigest()}
    assert len({picture.pixels.tobytes() for picture in pictures}) == 1


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "no such file" in str(fails(tmp_path / "missing.jpg"))
    assert "no such file" in str(fails(tmp_path / "no" / "folder.jpg"))
    assert "is a folder" in str(fails(tmp_path))
    assert "device or pipe" in str(fails(tmp_path / "pipe"))
    assert "device or pipe" in str(fails("/dev/zero"))
    assert "cannot be read" in str(fails("nul\0.jpg"))
    assert "cannot be read" in str(fails("x" * 5000))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (b"Dear Sir,\nplease find", "is text"),
        ("Grüße aus Köln".encode()[:4], "is text"),
        ("Grüße".encode("utf-16"), "is text"),
        (b"<html><body>Not found</body></html>", "is text"),
        (b"PK\x03\x04rest", "ZIP archive or an Office document"),
        (b"\0\0\0\x0cJXL rest", "JPEG XL"),
        (bytes(range(256)), "unknown kind"),
        (b"\xff\xd8\xff", "JPEG data is broken"),
        (b"%PDF-1.7\nnothing follows", "PDF is broken"),
        (empty_pages(0), "without pages"),
        (encrypted_pdf(b"secret"), "protected by a password"),
    ],
)
def test_what_is_no_picture_is_named(data: bytes, what: str) -> None:
    error = fails(data, name="card.jpg")
    assert what in str(error)
    assert str(error).startswith("card.jpg: ")


@pytest.fixture
def unreadable() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())  # not tmp_path, whose parents are closed to other users
    folder.chmod(0o755)
    path = folder / "card.png"
    path.write_bytes(encoded(quarters(), "PNG"))
    path.chmod(0)
    yield path
    shutil.rmtree(folder)


def test_a_file_without_read_permission_is_said(unreadable: Path) -> None:
    def check() -> None:
        assert "permission denied" in str(fails(unreadable))

    as_an_ordinary_user(check)


def test_a_name_never_breaks_the_line() -> None:
    assert str(fails(b"", name="a\nb\x1b[31mü\udcff.jpg")) == "a\\nb\\x1b[31mü\\udcff.jpg: is empty"
