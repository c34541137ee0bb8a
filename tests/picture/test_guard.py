"""Limits hold before anything is decoded; damage gives one clear error."""

import struct
import sys
import tracemalloc
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from cardscan.errors import BadInputError
from tests.support.bad_input import png_claiming, with_chunk
from tests.support.pictures import encoded, fails, load, noisy, quarters


@pytest.mark.parametrize("kind", ["PDF", "TIFF", "HEIF"])
def test_too_many_pages_are_an_error_before_the_first(kind: str) -> None:
    data = encoded(quarters(), kind, save_all=True, append_images=[quarters()] * 3)
    assert len(load(data, max_pages=4)) == 4
    assert "more pages than the limit of 3" in str(fails(data, max_pages=3))


def test_too_many_bytes_are_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "huge.jpg"
    with path.open("wb") as file:
        file.truncate(10**12)
    assert "larger than the limit of 10 MB" in str(fails(path))
    assert "larger than the limit" in str(fails(b"x" * 11, max_bytes=10))
    with Path("/dev/zero").open() as endless:
        monkeypatch.setattr(sys, "stdin", endless)
        assert "larger than the limit" in str(fails("-", max_bytes=1000))


def claims(kind: str) -> bytes:
    """Return a small file that claims to be huge."""
    data = bytearray(encoded(quarters(), kind))
    if kind == "PNG":
        return png_claiming(100_000, 100_000)
    if kind == "JPEG":
        frame = data.index(b"\xff\xc0")
        data[frame + 5 : frame + 9] = b"\xff\xff\xff\xff"
    elif kind == "BMP":
        data[18:26] = struct.pack("<ii", 100_000, 100_000)
    elif kind == "GIF":
        data[6:10] = b"\xff\xff\xff\xff"
    return bytes(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "BMP", "GIF"])
def test_huge_claims_are_refused_before_decoding(kind: str) -> None:
    tracemalloc.start()
    error = fails(claims(kind), max_pixels=200_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "claims" in str(error)
    assert peak < 5_000_000


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "HEIF", "AVIF"])
def test_the_limit_on_pixels_is_exact(kind: str) -> None:
    data = encoded(quarters(), kind)
    assert len(load(data, max_pixels=96 * 64)) == 1
    assert "96 x 64 pixels" in str(fails(data, max_pixels=96 * 64 - 1))


def test_more_pixels_than_pillows_own_limit_are_read_when_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1_000_000)
    for kind in ("JPEG", "PNG", "BMP", "TIFF"):
        assert len(load(encoded(quarters(2400, 1000), kind))) == 1


@pytest.mark.parametrize(("width", "height"), [(1, 70_000), (70_000, 1)])
def test_a_side_of_absurd_length_is_refused_before_decoding(width: int, height: int) -> None:
    error = fails(png_claiming(width, height))
    assert f"{width} x {height} pixels, over the limit of 65535 a side" in str(error)
    assert error.hint


def test_chunks_that_unpack_to_very_much_are_refused() -> None:
    bomb = zlib.compress(bytes(200_000_000), 9)
    png = encoded(quarters(), "PNG")
    for kind, head in ((b"zTXt", b"k\0\0"), (b"iCCP", b"p\0\0"), (b"iTXt", b"k\0\1\0\0\0")):
        tracemalloc.start()
        try:
            load(with_chunk(png, kind, head + bomb))
        except BadInputError as error:
            assert "broken" in str(error)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 20_000_000


FILES = {
    "jpeg": encoded(noisy(), "JPEG"),
    "progressive": encoded(noisy(), "JPEG", progressive=True),
    "png": encoded(noisy(), "PNG"),
    "tiff": encoded(noisy(), "TIFF"),
    "tiff-lzw": encoded(noisy(), "TIFF", compression="tiff_lzw"),
    "tiff-jpeg": encoded(noisy(), "TIFF", compression="jpeg"),
    "tiff-g4": encoded(noisy().convert("1"), "TIFF", compression="group4"),
    "webp": encoded(noisy(), "WEBP"),
    "bmp": encoded(noisy(), "BMP"),
    "gif": encoded(noisy(), "GIF"),
    "heic": encoded(noisy(), "HEIF"),
    "avif": encoded(noisy(), "AVIF"),
    "pdf": encoded(noisy(), "PDF"),
}


@pytest.mark.parametrize("part", [0.02, 0.3, 0.6, 0.95])
@pytest.mark.parametrize("kind", [kind for kind in FILES if kind != "pdf"])
def test_a_file_cut_off_is_an_error_not_half_a_picture(kind: str, part: float) -> None:
    data = FILES[kind]
    assert len(load(data)) == 1
    fails(data[: int(len(data) * part)])


@pytest.mark.filterwarnings("error")
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_damage_gives_a_picture_or_one_clear_error(
    data: st.DataObject, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = FILES[data.draw(st.sampled_from(sorted(FILES)))]
    place = st.one_of(st.integers(0, min(400, len(whole))), st.integers(0, len(whole)))
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        start, length = data.draw(place), data.draw(st.integers(0, 40))
        broken[start : start + length] = data.draw(st.binary(max_size=40))
    assert_picture_or_error(bytes(broken), capfd)


@pytest.mark.filterwarnings("error")
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    start=st.sampled_from([data[:size] for data in FILES.values() for size in (12, 40)] + [b""]),
    rest=st.binary(max_size=200),
)
def test_any_bytes_give_a_picture_or_one_clear_error(
    start: bytes, rest: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    assert_picture_or_error(start + rest, capfd)


def assert_picture_or_error(data: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    try:
        for picture in load(data, name="x", max_pixels=1_000_000):
            assert picture.pixels.dtype == np.uint8
            assert picture.pixels.ndim == 3
    except BadInputError as error:
        assert str(error).startswith("x: ")
        assert "\n" not in str(error)
        assert error.hint
    assert capfd.readouterr() == ("", "")
