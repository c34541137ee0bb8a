import hashlib
import io
import os
import shutil
import struct
import sys
import tempfile
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pillow_heif
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from cardscan.errors import BadInputError
from cardscan.model import Picture
from cardscan.picture import load_pictures
from tests.support.bad_input import empty_pages, encrypted_pdf, png_claiming, with_chunk

RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 180, 30), (30, 30, 220), (230, 220, 30)
QUARTERS = (RED, GREEN, BLUE, YELLOW)
"""Of the test picture: top left, top right, bottom left, bottom right."""

UNTURN = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera lays down an upright picture that it marks with this orientation."""


def load(
    source: str | Path | bytes,
    *,
    name: str = "",
    max_bytes: int = 10_000_000,
    max_pixels: int = 10_000_000,
    max_pages: int = 20,
    pdf_dpi: int = 72,
) -> list[Picture]:
    return list(
        load_pictures(
            source,
            name=name,
            max_bytes=max_bytes,
            max_pixels=max_pixels,
            max_pages=max_pages,
            pdf_dpi=pdf_dpi,
        )
    )


def quarters(width: int = 96, height: int = 64) -> Image.Image:
    image = Image.new("RGB", (width, height))
    for index, colour in enumerate(QUARTERS):
        x, y = index % 2 * width // 2, index // 2 * height // 2
        image.paste(colour, (x, y, x + width // 2, y + height // 2))
    return image


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(image).save(buffer, quality=95, **options)
    else:
        image.save(buffer, kind, **options)
    return buffer.getvalue()


def noisy(width: int = 200, height: int = 150) -> Image.Image:
    """Return a picture that no format packs into next to nothing, so that a cut hurts it."""
    noise = np.random.default_rng(7).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(cv2.GaussianBlur(noise, (0, 0), 1.5).astype(np.uint8))


def assert_quarters(
    picture: Picture, colours: tuple[tuple[int, ...], ...] = QUARTERS, within: int = 40
) -> None:
    height, width = picture.pixels.shape[:2]
    for index, colour in enumerate(colours):
        x, y = width // 4 + index % 2 * width // 2, height // 4 + index // 2 * height // 2
        assert np.abs(picture.pixels[y, x, ::-1].astype(int) - colour).max() <= within, (index, colour)


def fails(source: str | Path | bytes, *, name: str = "card.bin", **limits: int) -> BadInputError:
    with pytest.raises(BadInputError) as caught:
        load(source, name=name, **limits)
    error = caught.value
    assert "\n" not in str(error) + error.hint
    assert error.hint
    return error


# What can be read


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF", "HEIF", "AVIF", "PDF"])
def test_every_format_is_read_by_its_content_whatever_its_name(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "card.dat"
    path.write_bytes(encoded(quarters(), kind))
    (picture,) = load(path)
    assert picture.pixels.shape == (64, 96, 3)
    assert_quarters(picture)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "HEIF", "AVIF"])
def test_exif_orientation_is_applied_once_in_every_format(kind: str, orientation: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored = quarters()
    if orientation in UNTURN:
        stored = stored.transpose(UNTURN[orientation])
    (picture,) = load(encoded(stored, kind, exif=exif.tobytes()))
    assert picture.pixels.shape == (64, 96, 3)
    assert_quarters(picture)


def test_an_iphone_photo_of_two_frames_gives_its_first() -> None:
    data = encoded(quarters(), "MPO", save_all=True, append_images=[Image.new("RGB", (96, 64))])
    assert_quarters(load(data)[0])


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "L"), ("PNG", "1"), ("PNG", "P")]
    + [("TIFF", mode) for mode in ("L", "1", "P", "CMYK", "YCbCr", "LAB")],
)
def test_other_colour_models_become_bgr(kind: str, mode: str) -> None:
    image = quarters()
    if mode == "LAB":
        rgb, lab = ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB")
        image = ImageCms.applyTransform(image, ImageCms.buildTransform(rgb, lab, "RGB", "LAB")) or image
    else:
        image = image.convert(mode, dither=Image.Dither.NONE)
    lost = {"L", "1"} & {mode}
    seen = np.asarray(image.convert("RGB")) if lost else np.asarray(quarters())
    colours = tuple(tuple(int(part) for part in seen[y, x]) for y in (16, 48) for x in (24, 72))
    assert_quarters(load(encoded(image, kind))[0], colours)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP", "HEIF"])
def test_transparent_places_become_white(mode: str, kind: str) -> None:
    image = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 32, 64))
    pixels = load(encoded(image.convert(mode), kind))[0].pixels
    assert pixels[32, 8].max() < 10
    assert pixels[32, 56].min() > 245


def test_a_palette_with_a_transparent_colour_is_put_on_white() -> None:
    image = Image.new("P", (20, 20), 1)
    image.putpalette([0, 0, 0, 200, 0, 0])
    image.paste(0, (0, 0, 10, 20))
    pixels = load(encoded(image, "PNG", transparency=0))[0].pixels
    assert pixels[10, 5].tolist() == [255, 255, 255]
    assert pixels[10, 15].tolist() == [0, 0, 200]


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
@pytest.mark.parametrize("channels", [1, 3, 4])
def test_sixteen_bits_are_scaled_not_clipped(suffix: str, channels: int) -> None:
    deep = np.full((20, 20, channels), 0x6400, np.uint16)
    deep[..., 3:] = 0xFFFF
    pixels = load(cv2.imencode(suffix, deep.squeeze())[1].tobytes())[0].pixels
    assert np.abs(pixels.astype(int) - 0x64).max() <= 1


@pytest.mark.parametrize("mode", ["I", "F"])
def test_pixels_of_unstated_scale_are_stretched_to_white(mode: str) -> None:
    deep = np.full((20, 20), 50_000, np.int32 if mode == "I" else np.float32)
    deep[:, 10:] = 100_000
    pixels = load(encoded(Image.fromarray(deep), "TIFF"))[0].pixels
    assert pixels[5, 5].tolist() == [127, 127, 127]
    assert pixels[5, 15].tolist() == [255, 255, 255]


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


def test_broken_exif_data_does_not_cost_the_picture() -> None:
    (picture,) = load(encoded(quarters(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff"))
    assert_quarters(picture)


# Pages


def test_the_pages_of_a_tiff_are_pictures_but_not_its_thumbnails() -> None:
    small = Image.new("RGB", (24, 16))
    small.encoderinfo = {"tiffinfo": {254: 1}}
    data = encoded(quarters(), "TIFF", save_all=True, append_images=[small, quarters(48, 32)])
    pictures = load(data)
    assert [(picture.page, picture.pixels.shape[:2]) for picture in pictures] == [
        (1, (64, 96)),
        (3, (32, 48)),
    ]
    assert_quarters(pictures[1])


def test_the_pages_of_a_pdf_are_drawn_at_the_resolution_asked_for() -> None:
    data = encoded(quarters(), "PDF", save_all=True, append_images=[quarters(48, 32)], resolution=72)
    pictures = load(data, pdf_dpi=300)
    assert [(picture.page, picture.pixels.shape[:2]) for picture in pictures] == [
        (1, (267, 400)),
        (2, (134, 200)),
    ]
    assert_quarters(pictures[0])
    assert_quarters(pictures[1])


def test_a_pdf_page_too_large_for_the_limit_is_drawn_smaller() -> None:
    (picture,) = load(empty_pages(1, "0 0 14400 7200"), max_pixels=20_000, pdf_dpi=300)
    height, width = picture.pixels.shape[:2]
    assert 19_000 <= height * width <= 20_000
    assert abs(width - 2 * height) <= 2


def test_a_long_pdf_is_read_a_page_at_a_time() -> None:
    tracemalloc.start()
    for picture in load_pictures(
        empty_pages(20, "0 0 1000 1000"), max_bytes=10**6, max_pixels=10**7, max_pages=20, pdf_dpi=72
    ):
        assert picture.pixels.nbytes == 3_000_000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 15_000_000


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_too_many_pages_are_an_error_before_the_first(kind: str) -> None:
    data = encoded(quarters(), kind, save_all=True, append_images=[quarters()] * 3)
    assert len(load(data, max_pages=4)) == 4
    assert "more pages than the limit of 3" in str(fails(data, max_pages=3))


# What cannot be read


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


def test_a_pdf_encrypted_without_a_password_is_read() -> None:
    assert len(load(encrypted_pdf(b""))) == 1


def test_a_protected_pdf_does_not_colour_what_is_said_of_the_next() -> None:
    fails(encrypted_pdf(b"secret"))
    assert "without pages" in str(fails(empty_pages(0)))


def test_the_hint_for_a_protected_pdf_is_to_remove_the_password() -> None:
    assert "remove the password first" in fails(encrypted_pdf(b"secret")).hint


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
    if os.geteuid():
        assert "permission denied" in str(fails(unreadable))
        return
    child = os.fork()  # root may read everything, so somebody else must try
    if not child:
        try:
            os.setuid(65534)
            assert "permission denied" in str(fails(unreadable))
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0


def test_a_name_never_breaks_the_line() -> None:
    assert str(fails(b"", name="a\nb\x1b[31mü\udcff.jpg")) == "a\\nb\\x1b[31mü\\udcff.jpg: is empty"


# Limits


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
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    for kind in ("JPEG", "PNG", "BMP", "HEIF"):
        assert len(load(encoded(quarters(), kind))) == 1
    fails(encoded(quarters(), "TIFF"))


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


# Broken files

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
