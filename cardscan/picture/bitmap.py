"""Bitmaps of every kind, decoded by Pillow and turned upright by their EXIF data."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    ExifTags,
    GifImagePlugin,
    Image,
    ImageStat,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from cardscan.errors import BadInputError
from cardscan.picture.guard import check_size, decoding, too_many_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from cardscan.model import Pixels

logger = logging.getLogger(__name__)


def _open_heic(stream: io.BytesIO) -> Image.Image:
    import pillow_heif  # only where it is needed: few pictures are HEIC

    image: Image.Image = pillow_heif.HeifImageFile(stream)  # type: ignore[no-untyped-call]
    return image


_FORMATS: tuple[tuple[str, bytes, int, Callable[[io.BytesIO], Image.Image]], ...] = (
    ("JPEG", b"\xff\xd8\xff", 0, JpegImagePlugin.JpegImageFile),
    ("PNG", b"\x89PNG\r\n\x1a\n", 0, PngImagePlugin.PngImageFile),
    ("TIFF", b"II*\0", 0, TiffImagePlugin.TiffImageFile),
    ("TIFF", b"MM\0*", 0, TiffImagePlugin.TiffImageFile),
    ("TIFF", b"II+\0", 0, TiffImagePlugin.TiffImageFile),
    ("TIFF", b"MM\0+", 0, TiffImagePlugin.TiffImageFile),
    ("WebP", b"WEBP", 8, WebPImagePlugin.WebPImageFile),
    ("GIF", b"GIF8", 0, GifImagePlugin.GifImageFile),
    ("BMP", b"BM", 0, BmpImagePlugin.BmpImageFile),
    ("AVIF", b"ftypavif", 4, AvifImagePlugin.AvifImageFile),
    ("HEIC", b"ftyp", 4, _open_heic),
)
"""Name, the bytes that tell it, where they stand, what opens it; the first that fits counts.

The classes are called directly, not through Image.open, whose limit on pixels is one for the process.
"""

_PAGED = ("TIFF", "HEIC")
"""Those of which one file may hold several pictures; the frames of an animation are one."""

_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"8BPS", "a Photoshop document"),
    (b"%!PS", "a PostScript file"),
    (b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"),
)
_KNOWN = "JPEG, PNG, TIFF, WebP, BMP, GIF, HEIC, AVIF and PDF can be read"

_TURNS: dict[int, Callable[[Pixels], cv2.typing.MatLike]] = {
    2: lambda pixels: cv2.flip(pixels, 1),
    3: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_180),
    4: lambda pixels: cv2.flip(pixels, 0),
    5: cv2.transpose,
    6: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_90_CLOCKWISE),
    7: lambda pixels: cv2.flip(cv2.transpose(pixels), -1),
    8: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_90_COUNTERCLOCKWISE),
}
"""What makes a picture upright, by the EXIF tag Orientation; 1 is upright already."""

_LIGHT = 192
"""Mean lightness, 0 to 255, of what would hardly be seen on white."""

_REDUCED = 1
"""The bit of the TIFF tag NewSubfileType that marks a page as a smaller copy of another."""


def bitmap_pages(data: bytes, label: str, max_pixels: int, max_pages: int) -> Iterator[tuple[int, Pixels]]:
    """Yield the pages with their numbers; raises BadInputError as load_pictures says."""
    kind, opener = _format_of(data, label)
    with decoding(label, kind):
        image = opener(io.BytesIO(data))
        if kind in _PAGED:
            if _has_page(image, max_pages + 1):
                raise too_many_pages(label, max_pages)
            image.seek(0)
        check_size(image.size, label, max_pixels)
        pixels = _decode(image)
    yield 1, pixels
    for number in range(2, max_pages + 1 if kind in _PAGED else 2):
        with decoding(label, kind):
            if not _has_page(image, number):
                return
            if image.getexif().get(ExifTags.Base.NewSubfileType, 0) & _REDUCED:
                continue
            check_size(image.size, label, max_pixels)
            pixels = _decode(image)
        yield number, pixels


def kind_of(head: bytes, label: str) -> str:
    """Return the kind of bitmap that begins with these bytes, twelve or more: "JPEG".

    Raises BadInputError for what is none; `label` names it.
    """
    return _format_of(head, label)[0]


def _format_of(data: bytes, label: str) -> tuple[str, Callable[[io.BytesIO], Image.Image]]:
    for kind, magic, offset, opener in _FORMATS:
        if data.startswith(magic, offset):
            return kind, opener
    for magic, what in _OTHERS:
        if data.startswith(magic):
            raise BadInputError(f"{label}: is {what}, not a picture", _KNOWN)
    what = "text" if _looks_like_text(data[:1024]) else "of an unknown kind"
    raise BadInputError(f"{label}: is {what}, not a picture", _KNOWN)


def _looks_like_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    text = start.decode("utf-8", errors="ignore")  # a character may be cut at the end
    return len(text.encode()) > len(start) - 4 and all(sign.isprintable() or sign.isspace() for sign in text)


def _has_page(image: Image.Image, number: int) -> bool:
    """Go to the page, counted from 1, if there is one."""
    try:
        image.seek(number - 1)
    except EOFError:
        return False
    return True


def _decode(image: Image.Image) -> Pixels:
    """Return the image's current page as upright BGR."""
    image.load()  # first, since a PNG may keep its EXIF data behind the pixels
    turn = _TURNS.get(_orientation(image))
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        image = Image.fromarray(_to_8_bits(image))
    if image.has_transparency_data:
        image = _on_paper(image.convert("RGBA"))
    bgr = image.convert("RGB").tobytes("raw", "BGR")
    pixels = np.frombuffer(bgr, np.uint8).reshape(image.height, image.width, 3)
    return np.asarray(turn(pixels), np.uint8) if turn else pixels


def _on_paper(image: Image.Image) -> Image.Image:
    """Return a picture with transparent places on white, or on black where what is to be seen is light."""
    seen = image.getchannel("A")
    light = any(seen.getextrema()) and ImageStat.Stat(image.convert("L"), seen).mean[0] > _LIGHT
    paper = Image.new("RGB", image.size, "black" if light else "white")
    paper.paste(image, mask=image)
    return paper


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception as error:  # broken EXIF data, which is no reason to refuse sound pixels
        logger.debug("EXIF data cannot be read: %r", error)
        return 1


def _to_8_bits(image: Image.Image) -> NDArray[np.uint8]:
    deep = np.asarray(image)
    if image.mode.startswith("I;16"):
        return (deep >> 8).astype(np.uint8)
    deep = np.nan_to_num(deep.astype(np.float32))
    brightest = max(float(deep.max()), 1.0)  # such files do not say what white is
    return (deep.clip(0, brightest) * (255 / brightest)).astype(np.uint8)
