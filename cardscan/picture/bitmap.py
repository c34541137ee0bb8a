"""Bitmaps of every kind, decoded by Pillow."""

from __future__ import annotations

import io
import logging
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

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
from cardscan.picture.page import Page, rows_at_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    import numpy as np
    from numpy.typing import NDArray

    from cardscan.picture.limits import Limits

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

_LIGHT = 192
"""Mean lightness, 0 to 255, of what would hardly be seen on white."""

_FIRST_YEAR = 1990
"""No camera wrote EXIF data before."""

_REDUCED = 1
"""The bit of the TIFF tag NewSubfileType that marks a page as a smaller copy of another."""


def bitmap_pages(data: bytes, label: str, limits: Limits) -> Iterator[Page]:
    """Yield the pages, each to be taken before the next; raises BadInputError as load_pictures says."""
    kind, opener = _format_of(data, label)
    reading = partial(decoding, label, kind)
    with reading():
        image = opener(io.BytesIO(data))
        if kind in _PAGED:
            if _has_page(image, limits.max_pages + 1):
                raise too_many_pages(label, limits.max_pages)
            image.seek(0)
        check_size(image.size, label, limits.max_pixels)
        page = _decode(image, 1, reading)
    yield page
    for number in range(2, limits.max_pages + 1 if kind in _PAGED else 2):
        with reading():
            if not _has_page(image, number):
                return
            if image.getexif().get(ExifTags.Base.NewSubfileType, 0) & _REDUCED:
                continue
            check_size(image.size, label, limits.max_pixels)
            page = _decode(image, number, reading)
        yield page


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


def _decode(image: Image.Image, number: int, reading: Callable[[], AbstractContextManager[None]]) -> Page:
    """Return the image's current page; `reading` is for what is still to be done when its bands are taken."""
    image.load()  # first, since a PNG may keep its EXIF data behind the pixels
    bands = (_as_rgb(band).tobytes("raw", "BGR") for band in _of_8_bits(image))
    return Page(
        number, image.width, image.height, _orientation(image), _within(reading, bands), _day_taken(image)
    )


def _within(reading: Callable[[], AbstractContextManager[None]], bands: Iterator[bytes]) -> Iterator[bytes]:
    with reading():
        yield from bands


def _of_8_bits(image: Image.Image) -> Iterator[Image.Image]:
    if image.mode in ("I", "F"):
        return _scaled(image)
    if image.mode.startswith("I;16"):
        return (Image.fromarray((_deep(band) >> 8).astype("uint8")) for band in _bands(image))
    return _on_paper(image) if image.has_transparency_data else _bands(image)


def _bands(image: Image.Image) -> Iterator[Image.Image]:
    """Yield the image in bands from the top down: whole copies of a large one would take too much memory."""
    rows = rows_at_once(image.width, image.height)
    for top in rows:
        yield image.crop((0, top, image.width, min(top + rows.step, image.height)))


def _as_rgb(image: Image.Image) -> Image.Image:
    return image if image.mode == "RGB" else image.convert("RGB")


def _on_paper(image: Image.Image) -> Iterator[Image.Image]:
    """Yield a picture with transparent places on white, or on black where what is to be seen is light."""
    lightness, any_seen = [0] * 256, False
    for band in _bands(image):
        alpha = (band := band.convert("RGBA")).getchannel("A")
        any_seen = any_seen or any(alpha.getextrema())
        lightness = [sum(pair) for pair in zip(lightness, band.convert("L").histogram(alpha), strict=True)]
    light = any_seen and ImageStat.Stat(lightness).mean[0] > _LIGHT
    for band in _bands(image):
        paper = Image.new("RGB", band.size, "black" if light else "white")
        paper.paste(band := band.convert("RGBA"), mask=band)
        yield paper


def _orientation(image: Image.Image) -> int:
    with _whatever_exif():
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    return 1


def _day_taken(image: Image.Image) -> str:
    """Return the day, or "": a clock that was never set says the year 0, or one before such cameras."""
    with _whatever_exif():
        said = image.getexif().get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal, "")
        day = datetime.strptime(str(said)[:10], "%Y:%m:%d")
        return f"{day:%Y-%m-%d}" if day.year >= _FIRST_YEAR else ""
    return ""


@contextmanager
def _whatever_exif() -> Iterator[None]:
    """Let EXIF data be broken, which is no reason to refuse sound pixels."""
    try:
        yield
    except Exception as error:
        logger.debug("EXIF data cannot be read: %r", error)


def _scaled(image: Image.Image) -> Iterator[Image.Image]:
    """Yield numbers of 32 bits as grey; such files do not say what white is, so the brightest is."""
    brightest = max([1.0, *(float(_reals(band).max()) for band in _bands(image))])
    for band in _bands(image):
        grey = _reals(band).clip(0, brightest) * (255 / brightest)
        yield Image.fromarray(grey.astype("uint8"))


def _reals(image: Image.Image) -> NDArray[np.float32]:
    import numpy as np  # only where it is needed: it takes long to load

    return np.nan_to_num(np.asarray(image).astype(np.float32))


def _deep(image: Image.Image) -> NDArray[np.uint16]:
    import numpy as np

    return np.asarray(image)
