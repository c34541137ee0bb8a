"""A folder of vCards, one file a contact."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from cardscan import private
from cardscan.errors import OutputError
from cardscan.export.files import atomic_file
from cardscan.export.formats.vcard import vcard

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cardscan.export import ExportOptions
    from cardscan.model import CardScan

_MAX_OCTETS = 120
_HEAD = 4096
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)


def write_folder(scans: Iterable[CardScan], folder: Path, options: ExportOptions) -> int:
    """Write each contact to a file of its own, named after it; return how many.

    A file of an earlier run that holds the same card is replaced; one that holds another
    card never is. The folder is made where it is missing.
    Raises OutputError where the folder or a file cannot be written.
    """
    try:
        private.make_folder(folder)
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be made a folder: {error.strerror}", "choose another with -o"
        ) from error
    names = _Names(folder)
    written = 0
    for scan in scans:
        card = vcard(scan, options)
        path = names.path(file_stem(scan.contact.display_name), _uid(card))
        with atomic_file(path) as stream:
            stream.write(card)
        written += 1
    return written


def file_stem(name: str) -> str:
    """Return a name for a file, without suffix, that every system takes and that is no path.

    >>> file_stem("Dr. Zoë O'Neill / Sales"), file_stem("../../etc/passwd"), file_stem("CON"), file_stem("")
    ("Dr. Zoë O'Neill Sales", 'etc passwd', '_CON', 'card')
    """
    name = unicodedata.normalize("NFC", name)
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" or char in "-.'_" else " " for char in name)
    stem = " ".join(kept.split()).encode()[:_MAX_OCTETS].decode(errors="ignore").lstrip(" .-").rstrip(" .")
    if stem.split(".")[0].casefold() in _RESERVED:
        stem = f"_{stem}"
    return stem or "card"


class _Names:
    """The file names of one run: no two alike, not even to systems blind to case or accents' encoding."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._used: set[str] = set()
        self._last_number: dict[str, int] = {}

    def path(self, stem: str, uid: bytes) -> Path:
        """Return a path that this run has not used, and that is free or holds this very card."""
        while True:
            number = self._last_number[_folded(stem)] = self._last_number.get(_folded(stem), 0) + 1
            name = stem if number == 1 else f"{stem} {number}"
            path = self._folder / f"{name}.vcf"
            if _folded(name) not in self._used and (not path.exists() or _holds(path, uid)):
                self._used.add(_folded(name))
                return path


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _holds(path: Path, uid: bytes) -> bool:
    try:
        with path.open("rb") as stream:
            return _uid(stream.read(_HEAD)) == uid
    except OSError:
        return False


def _uid(card: bytes) -> bytes:
    """Return the card's identifier as it is written there, in whichever version."""
    found = re.search(rb"\nUID(?:;[^:\r\n]*)?:([^\r\n]*(?:\r\n [^\r\n]*)*)", card)
    return found[1].replace(b"\r\n ", b"") if found else b""
