"""The cards' flat pictures, each a file named by its own digest."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from cardscan import private
from cardscan.book.file.connection import NO_ROOM
from cardscan.errors import BookError, BookFullError
from cardscan.lasting import make_content_last, make_names_last

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_DIGEST = re.compile("[0-9a-f]{64}")


def path_of(folder: Path, digest: str) -> Path:
    """Return where the picture of this digest lies in the book's folder.

    Raises BookError for what is no digest: it never becomes a path.
    """
    if not _DIGEST.fullmatch(digest):
        raise BookError(f"no picture's digest: {digest!r}")
    return folder / "pictures" / digest[:2] / f"{digest}.jpg"


def digest_of(jpeg: bytes) -> str:
    """Return the picture's SHA-256, in hexadecimal."""
    from hashlib import sha256  # here, since most commands ask only where pictures lie

    return sha256(jpeg).hexdigest()


def keep(folder: Path, jpeg: bytes) -> str:
    """Write the picture, safe from a loss of power, and return its digest.

    To be called before the row that names it is written: a picture that no row names is
    harmless, and is used when the card comes again. Raises BookFullError.
    """
    digest = digest_of(jpeg)
    path = path_of(folder, digest)
    temporary = path.with_name(f".{digest}-{os.urandom(4).hex()}.tmp")
    try:
        if is_whole(path, digest):
            return digest
        _make_folder(path.parent)
        with private.opened(temporary, "xb") as stream:
            stream.write(jpeg)
        make_content_last(temporary)
        temporary.replace(path)
        make_names_last(path.parent)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise BookFullError(f"{path}: cannot be written: {error.strerror or error}", NO_ROOM) from error
    return digest


def load(folder: Path, digest: str) -> bytes:
    """Return the picture's JPEG; raises BookError where it is missing or is no longer what it was."""
    path = path_of(folder, digest)
    try:
        jpeg = path.read_bytes()
    except OSError as error:
        raise BookError(f"{path}: the card's picture cannot be read: {error.strerror or error}") from error
    if digest_of(jpeg) != digest:
        raise BookError(f"{path}: the card's picture is damaged")
    return jpeg


def is_whole(path: Path, digest: str) -> bool:
    """Tell whether the picture is there and is what its name says."""
    try:
        return digest_of(path.read_bytes()) == digest
    except FileNotFoundError:
        return False


def digests(folder: Path) -> Iterator[str]:
    """Yield the digests of all pictures that lie in the folder."""
    for path in (folder / "pictures").glob("??/*.jpg"):
        if _DIGEST.fullmatch(path.stem):
            yield path.stem


def _make_folder(path: Path) -> None:
    """Make the folder, and those above it, to last as well."""
    if not path.is_dir():
        _make_folder(path.parent)
        private.make_folder(path)
        make_names_last(path.parent)
