"""Step 1: a file, bytes or standard input become upright Pictures.

Pillow decodes bitmaps, pillow-heif HEIC, PDFium draws PDF pages. OpenCV's JPEG decoder is
faster (48 against 75 ms for 12 megapixels), but writes to stderr about files it takes all the same.
"""

from __future__ import annotations

import hashlib
import io
import logging
import math
import os
import stat
import sys
import threading
import warnings
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pillow_heif
import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    ExifTags,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from cardscan.errors import BadInputError
from cardscan.model import Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from cardscan.model import Pixels

logger = logging.getLogger(__name__)

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
    ("HEIC", b"ftyp", 4, pillow_heif.HeifImageFile),
)
"""Name, the bytes that tell it, where they stand, what opens it; the first that fits counts.

The classes are called directly, not through Image.open, whose limit on pixels is one for the process.
"""

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
_BROKEN = "copy or export the file again; a picture viewer shows whether it is whole"

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

_REDUCED = 1
"""The bit of the TIFF tag NewSubfileType that marks a page as a smaller copy of another."""

_PDFIUM = threading.Lock()
"""PDFium may be used by one thread at a time."""
_LIBTIFF = threading.Lock()
"""Two threads that turn stderr off and on would leave it off."""


def load_pictures(
    source: str | Path | bytes,
    *,
    name: str = "",
    max_bytes: int,
    max_pixels: int,
    max_pages: int,
    pdf_dpi: int,
) -> Iterator[Picture]:
    """Yield the pages of a file, upright, one at a time.

    `source` is a path, "-" for standard input, or the file's content; `name` says what to call it where
    that is not the path. All but PDF and TIFF have one page. Transparent places become white. A PDF page
    is drawn at `pdf_dpi`, or as finely as `max_pixels` allows.

    Raises BadInputError, for the first page or a later one, where the file is missing, not regular, larger
    than `max_bytes`, no picture, broken or cut off, protected by a password, has over `max_pages` pages, or
    where a page claims over `max_pixels` pixels, which is found before it is decoded.
    """
    name = name or ("bytes" if isinstance(source, bytes) else str(source))
    label = "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in name)
    data = _read(source, label, max_bytes)
    sha256 = hashlib.sha256(data).hexdigest()
    if b"%PDF-" in data[:1024]:
        pages = _pdf_pages(data, label, max_pixels, max_pages, pdf_dpi)
    else:
        pages = _bitmap_pages(data, label, max_pixels, max_pages)
    for number, pixels in pages:
        pixels.flags.writeable = False
        yield Picture(pixels=pixels, sha256=sha256, name=name, page=number)


def _read(source: str | Path | bytes, label: str, max_bytes: int) -> bytes:
    if isinstance(source, bytes):
        data = source
    elif source == "-":
        data = sys.stdin.buffer.read(max_bytes + 1)
    else:
        data = _read_file(Path(source), label, max_bytes)
    if len(data) > max_bytes:
        raise _too_many_bytes(label, max_bytes)
    if not data:
        raise BadInputError(f"{label}: is empty", "copy the file again, or leave it out")
    return data


def _read_file(path: Path, label: str, max_bytes: int) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise BadInputError(f"{label}: is a folder, not a picture", "name the pictures in it")
        if not stat.S_ISREG(status.st_mode):  # reading a pipe or a device might never end
            raise BadInputError(f"{label}: is a device or pipe, not a file", 'pipe pictures in with "-"')
        if status.st_size > max_bytes:
            raise _too_many_bytes(label, max_bytes)
        with path.open("rb") as file:
            return file.read(max_bytes + 1)
    except FileNotFoundError as error:
        raise BadInputError(f"{label}: there is no such file", "check the path's spelling") from error
    except PermissionError as error:
        hint = "ask its owner, or change its permissions with chmod"
        raise BadInputError(f"{label}: may not be read: permission denied", hint) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = error.strerror if isinstance(error, OSError) else ""
        raise BadInputError(f"{label}: cannot be read: {reason or 'not a path'}", "check the path") from error


def _too_many_bytes(label: str, max_bytes: int) -> BadInputError:
    limit = f"larger than the limit of {max_bytes / 1e6:g} MB"
    return BadInputError(f"{label}: is {limit}", "make it smaller, or raise max_megabytes in the settings")


def _check_size(size: tuple[int, int], label: str, max_pixels: int) -> None:
    width, height = size
    if width * height > max_pixels:
        message = f"{label}: claims {width} x {height} pixels, over the limit of {max_pixels / 1e6:g} million"
        raise BadInputError(message, "make it smaller, or raise max_megapixels in the settings")


def _too_many_pages(label: str, max_pages: int) -> BadInputError:
    hint = "split it, or raise max_pages in the settings"
    return BadInputError(f"{label}: has more pages than the limit of {max_pages}", hint)


@contextmanager
def _silent_libtiff() -> Iterator[None]:
    """Hold back what libtiff writes to the process's stderr; Pillow has no switch for it."""
    with _LIBTIFF:
        try:
            stderr = os.dup(2)
        except OSError:  # there is none
            yield
            return
        with Path(os.devnull).open("w") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)


@contextmanager
def _decoding(label: str, kind: str) -> Iterator[None]:
    """Turn whatever a decoder throws at broken data into one BadInputError."""
    try:
        with warnings.catch_warnings(), _silent_libtiff() if kind == "TIFF" else nullcontext():
            warnings.simplefilter("ignore")  # Pillow warns of odd metadata that does not matter here
            yield
    except BadInputError:
        raise
    except MemoryError as error:
        hint = "make it smaller, or close other programs"
        raise BadInputError(f"{label}: needs more memory than there is", hint) from error
    except Image.DecompressionBombError as error:
        message = f"{label}: claims more pixels than a {kind} decoder takes"
        raise BadInputError(message, "make it smaller, or save it as PNG or JPEG") from error
    except Exception as error:  # decoders throw nearly every class there is, struct.error and KeyError too
        logger.debug("%s: %r", label, error)
        raise BadInputError(f"{label}: the {kind} data is broken or cut off", _BROKEN) from error


def _bitmap_pages(data: bytes, label: str, max_pixels: int, max_pages: int) -> Iterator[tuple[int, Pixels]]:
    kind, opener = _format_of(data, label)
    with _decoding(label, kind):
        image = opener(io.BytesIO(data))
        if kind == "TIFF":
            if _has_page(image, max_pages + 1):
                raise _too_many_pages(label, max_pages)
            image.seek(0)
        _check_size(image.size, label, max_pixels)
        pixels = _decode(image)
    yield 1, pixels
    for number in range(2, max_pages + 1 if kind == "TIFF" else 2):
        with _decoding(label, kind):
            if not _has_page(image, number):
                return
            if image.getexif().get(ExifTags.Base.NewSubfileType, 0) & _REDUCED:
                continue
            _check_size(image.size, label, max_pixels)
            pixels = _decode(image)
        yield number, pixels


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
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image)
        image = paper
    bgr = image.convert("RGB").tobytes("raw", "BGR")
    pixels = np.frombuffer(bgr, np.uint8).reshape(image.height, image.width, 3)
    return np.asarray(turn(pixels), np.uint8) if turn else pixels


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


def _pdf_pages(
    data: bytes, label: str, max_pixels: int, max_pages: int, dpi: int
) -> Iterator[tuple[int, Pixels]]:
    with _PDFIUM, _decoding(label, "PDF"):
        document = _open_pdf(data, label)
        count = len(document)
    try:
        if count > max_pages:
            raise _too_many_pages(label, max_pages)
        for number in range(1, count + 1):
            with _PDFIUM, _decoding(label, "PDF"):
                pixels = _draw(document[number - 1], label, max_pixels, dpi)
            yield number, pixels
    finally:
        with _PDFIUM:
            document.close()


def _open_pdf(data: bytes, label: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # For a PDF without pages PDFium leaves the code of whatever failed before it.
        locked = error.err_code in (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
        if not locked or b"/Encrypt" not in data:
            raise BadInputError(f"{label}: the PDF is broken, cut off or without pages", _BROKEN) from error
        hint = "remove the password first: open it in a PDF viewer and print it to a new PDF"
        raise BadInputError(f"{label}: the PDF is protected by a password", hint) from error


def _draw(page: pypdfium2.PdfPage, label: str, max_pixels: int, dpi: int) -> Pixels:
    width, height = page.get_size()  # points of 1/72 inch
    scale = min(dpi / 72, math.sqrt(max_pixels / max(width * height, 1.0)))
    if scale < dpi / 72:
        logger.info("%s: a page is so large that it is drawn at %.0f dpi", label, scale * 72)
    drawn: Pixels = np.array(page.render(scale=scale).to_numpy()[:, :, :3])
    page.close()
    return drawn
