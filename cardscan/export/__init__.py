"""Contacts to files that address books, spreadsheets and programs read.

Importing this package loads no format's module; an exporter loads its own when it is used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO, Literal, Protocol, TypeAlias, get_args

from cardscan.errors import UsageError
from cardscan.export.limits import GOOGLE_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.model import CardScan


Version: TypeAlias = Literal["3.0", "4.0", "2.1"]
Photo: TypeAlias = Literal["none", "card"]

VERSIONS: tuple[Version, ...] = get_args(Version)
PHOTOS: tuple[Photo, ...] = get_args(Photo)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What a user may choose about an export; each format takes what concerns it."""

    revised: datetime = field(default_factory=_now)
    """When this export is made, with a time zone: Google's label, and vCard's REV without the book's."""
    encoding: str = "cp1252"
    """The code page of classic Outlook's CSV: that of the Windows it is imported on."""
    version: Version = "3.0"
    """Of vCard; 2.1 is for classic Outlook, which reads one contact a file."""
    photo: Photo = "none"
    """"card" puts the card's picture into vCards, where the contact comes with one."""
    limit: int = 0
    """Contacts a file; 0 for as many as the format's program takes."""
    small_letters: bool = False
    """Whether names that are printed in capitals are written as people write them."""
    confidence: bool = False
    """In text, how sure each field is."""


class Writer(Protocol):
    """What every format's module provides: write `scans` to `stream`, one at a time.

    Writes on as the iterable yields, in constant memory; leaves the stream open.
    """

    def __call__(self, scans: Iterable[CardScan], stream: BinaryIO, options: ExportOptions) -> None:
        """Write all of `scans`; may raise UsageError for options that make no sense."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format by name; its module is loaded on the first write."""

    module: str
    description: str
    """For the command line's help."""
    function: str = "write"
    most: int = 0
    """Contacts that the program takes of one file; 0 where it takes any number."""

    def write(self, scans: Iterable[CardScan], stream: BinaryIO, options: ExportOptions) -> None:
        """Write `scans` to `stream`, one at a time, as they are yielded."""
        writer: Writer = getattr(import_module(f"cardscan.export.formats.{self.module}"), self.function)
        if options.small_letters:
            from cardscan.export.capitals import scan_in_small_letters

            scans = map(scan_in_small_letters, scans)
        writer(scans, stream, options)


EXPORTERS: dict[str, Exporter] = {
    "vcf": Exporter("vcard", "vCard 3.0, for nearly every address book"),
    "google-csv": Exporter("google_csv", "CSV for Google Contacts", most=GOOGLE_FILE),
    "outlook-csv": Exporter("outlook_csv", "CSV for Outlook.com and the new Outlook"),
    "outlook-classic-csv": Exporter("outlook_csv", "CSV for classic Outlook on Windows", "write_classic"),
    "thunderbird-csv": Exporter("thunderbird_csv", "CSV for Thunderbird"),
    "csv": Exporter("spreadsheet", "CSV for a spreadsheet"),
    "jsonl": Exporter("jsonl", "one JSON object a line, for programs"),
    "text": Exporter("table", "a table to read"),
}
"""By the name that --format takes."""


def kind_of(name: str, options: ExportOptions) -> str:
    """Return what the book knows exports of this format by."""
    return f"{name} {options.version}" if name == "vcf" else name


SUFFIXES: dict[str, str] = {".vcf": "vcf", ".csv": "csv", ".jsonl": "jsonl", ".txt": "text"}
"""The format that an output file's suffix stands for where none is named."""


def format_of(path: PurePath) -> str:
    """Return the format that the file's suffix stands for.

    Raises UsageError where it stands for none.

    >>> format_of(PurePath("out/Cards.VCF"))
    'vcf'
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(
            f"{path}: the suffix does not tell the format", f"use --format or one of {', '.join(SUFFIXES)}"
        )
    return SUFFIXES[suffix]
