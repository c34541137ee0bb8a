"""The cards' flat pictures, each a file named by its own digest."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from cardscan.book.connection import NO_ROOM
from cardscan.errors import BookError, BookFullError

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


def keep(folder: Path, jpeg: bytes) -> str:
    """Write the picture, safe from a loss of power, and return its digest.

    To be called before the row that names it is written: a picture that no row names is
    harmless, and is used when the card comes again. Raises BookFullError.
    """
    digest = hashlib.sha256(jpeg).hexdigest()
    path = path_of(folder, digest)
    temporary = path.with_name(f".{digest}-{secrets.token_hex(4)}.tmp")
    try:
        if is_whole(path, digest):
            return digest
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as stream:
            stream.write(jpeg)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        synchronise(path.parent)
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
    if hashlib.sha256(jpeg).hexdigest() != digest:
        raise BookError(f"{path}: the card's picture is damaged")
    return jpeg


def is_whole(path: Path, digest: str) -> bool:
    """Tell whether the picture is there and is what its name says."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == digest
    except FileNotFoundError:
        return False


def digests(folder: Path) -> Iterator[str]:
    """Yield the digests of all pictures that lie in the folder."""
    for path in (folder / "pictures").glob("??/*.jpg"):
        if _DIGEST.fullmatch(path.stem):
            yield path.stem


def synchronise(folder: Path) -> None:
    """Make renames in the folder last through a loss of power; Windows has no way to ask for that."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
