"""What the programs that a file of contacts is for would drop or change: their importers' rules, applied."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.errors import BadInputError
from cardscan.export.checks.of_csv import CSV_PROGRAMS, check_rows
from cardscan.export.checks.of_vcards import VCARD_PROGRAMS, check_cards
from cardscan.export.values import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cardscan.export.checks.of_csv import Fault

PROGRAMS = tuple(dict.fromkeys((*CSV_PROGRAMS, *VCARD_PROGRAMS)))
"""The names that --for takes."""

_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a program drops or changes."""

    program: str
    text: str
    """What it does, and with how many contacts."""
    names: tuple[str, ...] = ()
    """Of the first few contacts that it concerns; () where it concerns the file."""


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What programs make of a file."""

    format: str
    contacts: int
    losses: tuple[Loss, ...]
    unharmed: tuple[str, ...]
    """The programs that keep all that cardscan knows of."""


def check_file(path: Path, program: str = "") -> FileCheck:
    """Return what the program makes of the file; "" asks for those that the file's format is for.

    Takes constant memory. Raises BadInputError where the file cannot be read or holds no contacts.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(4096).lstrip(b"\xef\xbb\xbf \t\r\n")
        if start[:11].upper() == b"BEGIN:VCARD":
            return _checked("vCard", *check_cards(path, program))
        return _checked("CSV", *check_rows(path, program))
    except OSError as error:
        raise BadInputError(f"{path}: cannot be read: {error.strerror or error}") from error


def _checked(form: str, programs: tuple[str, ...], faults: Iterable[Fault]) -> FileCheck:
    """Return what the faults come to; a fault of no text stands for a contact that was read."""
    contacts = 0
    counts: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], list[str]] = defaultdict(list)
    whole: dict[tuple[str, str], None] = {}
    for fault in faults:
        key = fault.program, fault.text
        if not fault.text:
            contacts += 1
        elif not fault.contact:
            whole[key] = None
        else:
            counts[key] += 1
            if len(names[key]) < _EXAMPLES:
                names[key].append(plain_text(fault.contact))
    losses = [Loss(*key) for key in whole]
    for (program, text), count in counts.items():
        losses.append(Loss(program, f"{count} of {contacts}: {text}", tuple(names[program, text])))
    blamed = {loss.program for loss in losses}
    losses.sort(key=lambda loss: programs.index(loss.program))
    return FileCheck(form, contacts, tuple(losses), tuple(name for name in programs if name not in blamed))
