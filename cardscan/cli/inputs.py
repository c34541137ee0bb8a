"""What the user named, as a list of files: folders opened, patterns expanded."""

from __future__ import annotations

import glob
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.errors import BadInputError
from cardscan.many.batch import Content, Typed
from cardscan.picture import is_pdf, kind_of, read_file
from cardscan.typed import text_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cardscan.many.batch import PictureSource, Sides

PICTURE_SUFFIXES = frozenset(
    ".jpg .jpeg .jpe .jfif .png .tif .tiff .webp .bmp .gif .heic .heif .avif .pdf".split()
)


def expanded(names: Iterable[str]) -> tuple[list[str], list[BadInputError]]:
    """Return the files to read, in the order named, and what is wrong with the rest.

    A folder stands for the pictures in it and below it, hidden ones left out. A name
    that exists is taken as it is, even where it looks like a pattern.
    """
    files: dict[str, None] = {}
    errors: list[BadInputError] = []
    for name in names:
        try:
            files.update(dict.fromkeys(_files(name)))
        except BadInputError as error:
            errors.append(error)
        except OSError as error:
            errors.append(BadInputError(f"{name}: cannot be read: {error.strerror or error}"))
    return list(files), errors


def opened(
    sources: Iterable[str | Sides], max_bytes: int
) -> tuple[list[PictureSource | Sides], list[BadInputError]]:
    """Return the sources, text files and standard input opened, and what is wrong with those.

    Standard input may be text or a picture; a file is text where its name ends in ".txt".
    """
    found: list[PictureSource | Sides] = []
    errors: list[BadInputError] = []
    for source in sources:
        try:
            if isinstance(source, tuple):
                found.append(tuple(_opened(side, max_bytes) for side in source))
            else:
                found.append(_opened(source, max_bytes))
        except BadInputError as error:
            errors.append(error)
    return found, errors


def _opened(source: PictureSource, max_bytes: int) -> PictureSource:
    if not isinstance(source, str) or (source != "-" and Path(source).suffix.lower() != ".txt"):
        return source
    data = read_file(source, label=source, max_bytes=max_bytes)
    if is_pdf(data):  # one of letters only is no text
        return Content(source, data)
    if text := text_in(data):
        return Typed(source, text)
    _check_bitmap(data, source)
    return Content(source, data)


def _check_bitmap(data: bytes, name: str) -> None:
    try:
        kind_of(data, name)
    except BadInputError as error:
        hint = "save it as UTF-8, or as a picture, and try again"
        raise BadInputError(f"{name}: is neither a text that can be read nor a picture", hint) from error


def _files(name: str) -> list[str]:
    path = Path(name)
    if path.is_dir():
        return _pictures_in(path)
    if name == "-" or path.exists() or not glob.has_magic(name):
        return [name]  # a missing file is reported where it is opened
    matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - takes absolute ones too
    found = [match for match in matches if Path(match).is_file()]
    if not found:
        raise BadInputError(f"{name}: no file matches this pattern")
    return found


def _pictures_in(folder: Path) -> list[str]:
    try:
        found = [str(path) for path in _walk(folder)]
    except OSError as error:
        raise BadInputError(f"{folder}: the folder cannot be read: {error.strerror}") from error
    if not found:
        kinds = " ".join(sorted(suffix[1:] for suffix in PICTURE_SUFFIXES))
        raise BadInputError(f"{folder}: no pictures in this folder", f"looked for {kinds}")
    return found


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _walk(path)
        elif path.suffix.lower() in PICTURE_SUFFIXES and path.is_file():
            yield path
