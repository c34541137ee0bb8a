"""A file, bytes or standard input become upright Pictures.

Pillow decodes bitmaps, pillow-heif HEIC, PDFium draws PDF pages. OpenCV's JPEG decoder is
faster (48 against 75 ms for 12 megapixels), but writes to stderr about files it takes all the same.
What a file's header does not bound is decoded in a process apart.
"""

from __future__ import annotations

import hashlib
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.errors import BadInputError
from cardscan.model import Picture
from cardscan.picture.bitmap import bitmap_pages
from cardscan.picture.bitmap import kind_of as kind_of
from cardscan.picture.guard import too_many_bytes
from cardscan.picture.header import is_bounded
from cardscan.picture.limits import Limits as Limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.model import Pixels
    from cardscan.picture.page import Page


def load_pictures(source: str | Path | bytes, limits: Limits, *, name: str = "") -> Iterator[Picture]:
    """Yield the pages of a file, upright, one at a time.

    `source` is a path, "-" for standard input, or the file's content; `name` says what to call it where
    that is not the path. All but PDF, TIFF and HEIC have one page. Transparent places become white, or
    black where what is to be seen is light. A PDF page is drawn at `pdf_dpi`, or as finely as `max_pixels`
    allows.

    Raises BadInputError, for the first page or a later one, where the file is missing, not regular, larger
    than `max_bytes`, no picture, broken or cut off, protected by a password, has over `max_pages` pages, or
    where a page claims over `max_pixels` pixels, which is found before it is decoded, or takes longer than
    `seconds`. Raises ReadingError where a decoder breaks down.
    """
    name = name or ("bytes" if isinstance(source, bytes) else str(source))
    label = _printable(name)
    data = read_file(source, label=label, max_bytes=limits.max_bytes)
    sha256 = hashlib.sha256(data).hexdigest()
    for page, pixels in _pages(data, label, limits):
        yield Picture(pixels=pixels, sha256=sha256, name=name, page=page.number, taken=page.taken)


def _pages(data: bytes, label: str, limits: Limits) -> Iterator[tuple[Page, Pixels]]:
    """Yield the pages, and their pixels."""
    if is_bounded(data):
        from cardscan.picture.pixels import pixels_of  # not needed where decoding is all there is to do

        for page in bitmap_pages(data, label, limits):
            yield page, pixels_of(page)
        return
    if not is_pdf(data):
        kind_of(data, label)
    from cardscan.picture.apart import pages_apart  # only where it is needed

    yield from pages_apart(data, label, limits)


def is_pdf(data: bytes) -> bool:
    """Tell whether a file's content is a PDF; what stands before its mark does not matter to PDF readers."""
    return b"%PDF-" in data[:1024]


def read_file(source: str | Path | bytes, *, label: str, max_bytes: int) -> bytes:
    """Return a file's content, or that of standard input for "-"; `label` names it in errors.

    Raises BadInputError where it is missing, empty, not regular or larger than `max_bytes`.
    """
    label = _printable(label)
    if isinstance(source, bytes):
        data = source
    elif source == "-":
        data = sys.stdin.buffer.read(max_bytes + 1)
    else:
        data = _read_file(Path(source), label, max_bytes)
    if len(data) > max_bytes:
        raise too_many_bytes(label, max_bytes)
    if not data:
        raise BadInputError(f"{label}: is empty", "copy the file again, or leave it out")
    return data


def _printable(name: str) -> str:
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in name)


def _read_file(path: Path, label: str, max_bytes: int) -> bytes:
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise BadInputError(f"{label}: is a folder, not a picture", "name the pictures in it")
        if not stat.S_ISREG(status.st_mode):  # reading a pipe or a device might never end
            raise BadInputError(f"{label}: is a device or pipe, not a file", 'pipe pictures in with "-"')
        if status.st_size > max_bytes:
            raise too_many_bytes(label, max_bytes)
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
