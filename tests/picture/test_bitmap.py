"""Every format, orientation, colour model and depth becomes upright 8-bit BGR."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import ExifTags, Image, ImageCms

from tests.support.pictures import assert_quarters, encoded, load, quarters

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


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_light_print_without_paper_is_put_on_black(mode: str) -> None:
    image = Image.new("RGBA", (64, 64), (255, 255, 255, 0))
    image.paste((250, 250, 250, 255), (0, 0, 16, 64))
    pixels = load(encoded(image.convert(mode), "PNG"))[0].pixels
    assert pixels[32, 8].min() > 240
    assert pixels[32, 56].max() < 10


def test_a_picture_of_nothing_at_all_is_white() -> None:
    assert load(encoded(Image.new("RGBA", (8, 8)), "PNG"))[0].pixels.min() == 255


def test_each_picture_of_a_heic_is_a_page() -> None:
    pages = load(encoded(quarters(), "HEIF", save_all=True, append_images=[quarters(48, 32)]))
    assert [(picture.page, picture.pixels.shape[:2]) for picture in pages] == [(1, (64, 96)), (2, (32, 48))]
    for picture in pages:
        assert_quarters(picture)


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


def test_broken_exif_data_does_not_cost_the_picture() -> None:
    (picture,) = load(encoded(quarters(), "JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff"))
    assert_quarters(picture)


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


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WebP"])
@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2026:11:20 19:42:07", "2026-11-20"),
        ("2099:01:01 00:00:00", "2099-01-01"),  # whether that has come yet is not for a decoder to say
        ("0000:00:00 00:00:00", ""),
        ("1980:01:01 00:00:00", ""),
        ("2026:02:29 10:00:00", ""),
        ("20 November", ""),
    ],
)
def test_the_day_that_a_camera_notes_is_read(kind: str, said: str, day: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = said
    (picture,) = load(encoded(quarters(), kind, exif=exif.tobytes()))
    assert picture.taken == day


def test_a_picture_without_exif_data_or_with_broken_ones_tells_no_day() -> None:
    for exif in (Image.Exif().tobytes(), b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"):
        (picture,) = load(encoded(quarters(), "JPEG", exif=exif))
        assert picture.taken == ""
