"""What importers of CSV drop or change: the columns they know, their encodings and limits."""

from __future__ import annotations

import codecs
import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.errors import BadInputError, UsageError
from cardscan.export.formats import google_csv, outlook_csv, thunderbird_csv
from cardscan.export.limits import GOOGLE_ACCOUNT, GOOGLE_FILE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

CSV_PROGRAMS = ("google", "outlook", "outlook-classic", "thunderbird")

_COLUMNS: Mapping[str, frozenset[str]] = {
    "google": frozenset(google_csv.TEMPLATE),
    "outlook": frozenset(outlook_csv.WEB_COLUMNS),
    "outlook-classic": frozenset(outlook_csv.CLASSIC_COLUMNS),
    "thunderbird": frozenset(thunderbird_csv.COLUMNS),
}
# what Google itself writes, of today and until 2024
_GOOGLE_GROUP = re.compile(
    r"(E-mail|Phone|Address|Organization|Relation|Website|Event|Custom Field|IM) \d+ - [\w. -]+"
)
_GOOGLE_OLD = frozenset(
    {
        "Name", "Given Name", "Additional Name", "Family Name", "Yomi Name", "Given Name Yomi",
        "Additional Name Yomi", "Family Name Yomi", "Group Membership",
    }
)  # fmt: skip
_AT_ONCE = 1 << 16
_TELLING = 3
"""So many columns of its own tell whose file it is."""

_NAMES = ("Display Name", "Name", "First Name", "Given Name", "Last Name", "Family Name",
          "Organization Name", "Company", "Organization")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a program drops or changes in a contact, or in a file where `contact` is ""."""

    program: str
    text: str
    """"" says no more than that the contact was read."""
    contact: str = ""


def check_rows(path: Path, program: str) -> tuple[tuple[str, ...], Iterator[Fault]]:
    """Return the programs that the file is checked for, and what they drop or change.

    Raises BadInputError where it is no CSV, UsageError where nobody's columns are in it.
    """
    encoding, beyond_ascii = _encoding(path)
    columns = next(_rows(path, encoding), [])
    if not any(columns):
        raise BadInputError(f"{path}: holds no contacts", "give it a .vcf or .csv file")
    chosen = program or _program_of(path, columns)
    return (chosen,), _faults(path, chosen, encoding, columns, beyond_ascii=beyond_ascii)


def _faults(
    path: Path, program: str, encoding: str, columns: Sequence[str], *, beyond_ascii: bool
) -> Iterator[Fault]:
    if program not in CSV_PROGRAMS:
        yield Fault(program, "imports vCards, not CSV: use --format vcf")
    else:
        yield from _faults_of_file(program, encoding, columns, beyond_ascii=beyond_ascii)
    number = 0
    for number, cells in enumerate(_data(path, encoding), start=1):
        yield Fault(program, "")
        row = dict(zip(columns, cells, strict=False))
        name = " ".join(filter(None, (row.get(column, "") for column in _NAMES))) or f"row {number + 1}"
        if len(cells) != len(columns):
            yield Fault(program, f"has more or fewer cells than the header's {len(columns)}", name)
        if program in CSV_PROGRAMS:
            yield from (Fault(program, text, name) for text in _faults_of_row(program, row))
    if program == "google" and number > GOOGLE_FILE:
        yield Fault(program, f"takes {GOOGLE_FILE} contacts of one file, not {number}: use --limit")
    if program == "google" and number > GOOGLE_ACCOUNT:
        yield Fault(program, f"keeps at most {GOOGLE_ACCOUNT} contacts in an account")


def _faults_of_file(
    program: str, encoding: str, columns: Sequence[str], *, beyond_ascii: bool
) -> Iterator[Fault]:
    if program == "outlook-classic" and encoding == "utf-8-sig":
        yield Fault(program, f"takes the mark of UTF-8 for letters: loses the column {columns[0]!r}")
    if program == "outlook-classic" and encoding.startswith("utf") and beyond_ascii:
        yield Fault(program, "reads its Windows' code page, not UTF-8: garbles all letters beyond ASCII")
    if program != "outlook-classic" and not encoding.startswith("utf"):
        yield Fault(program, "reads UTF-8, which this is not: garbles all letters beyond ASCII")
    if program in ("outlook", "outlook-classic", "thunderbird"):
        missing = {"outlook": "First Name", "outlook-classic": "First Name", "thunderbird": "Display Name"}
        if missing[program] not in columns:
            yield Fault(program, "does not know these columns by itself: they must be assigned by hand")


def _faults_of_row(program: str, row: Mapping[str, str]) -> Iterator[str]:
    for column in (name for name, cell in row.items() if cell.strip() and not _is_known(program, name)):
        yield f"drops the column {column!r}"
    if program == "google":
        labels = row.get("Labels", row.get("Group Membership", ""))
        if "* mycontacts" not in labels.lower():
            yield "files it outside of the list of contacts, for want of the label * myContacts"


def _is_known(program: str, column: str) -> bool:
    if program == "google" and (column in _GOOGLE_OLD or _GOOGLE_GROUP.fullmatch(column)):
        return True
    return column in _COLUMNS[program]


def _program_of(path: Path, columns: Sequence[str]) -> str:
    """Return whose export the file looks like: which program knows most of its columns."""
    known = {program: sum(_is_known(program, name) for name in columns) for program in CSV_PROGRAMS}
    best = max(known, key=lambda program: (known[program], -len(_COLUMNS[program])))
    if known[best] < _TELLING:
        raise UsageError(f"{path}: these are no program's columns", "name the program with --for")
    return best


def _encoding(path: Path) -> tuple[str, bool]:
    """Return the file's encoding, and whether it has characters beyond ASCII."""
    with path.open("rb") as stream:
        start = stream.read(3)
        if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
            return "utf-16", True
        stream.seek(3 if start == codecs.BOM_UTF8 else 0)
        decoder, beyond = codecs.getincrementaldecoder("utf-8")(), False
        try:
            while data := stream.read(_AT_ONCE):
                beyond = beyond or not data.isascii()
                decoder.decode(data)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252", True
    return ("utf-8-sig" if start == codecs.BOM_UTF8 else "utf-8"), beyond


def _data(path: Path, encoding: str) -> Iterator[list[str]]:
    rows = _rows(path, encoding)
    next(rows, None)
    return (cells for cells in rows if any(cells))


def _rows(path: Path, encoding: str) -> Iterator[list[str]]:
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        delimiter = _delimiter(text.readline())
        text.seek(0)
        try:
            yield from csv.reader(text, delimiter=delimiter)
        except (csv.Error, UnicodeError) as error:
            raise BadInputError(f"{path}: cannot be read as CSV: {error}") from error


def _delimiter(line: str) -> str:
    return max(",;\t", key=line.count)
