"""Contacts of what cardscan wrote as .jsonl."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cardscan.book.care.imports.files import LONGEST_LINE, lines_in
from cardscan.book.care.imports.items import bounded, in_line
from cardscan.book.outcomes import Imported
from cardscan.errors import BadInputError
from cardscan.export.formats.jsonl import from_json
from cardscan.export.values import plain_contact

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cardscan.book.care.imports.items import Item, Tick

_LONGEST_UID = 200


def from_json_lines(path: Path, tick: Tick) -> Iterator[Item]:
    """Yield the contact of each line, or what is wrong with the line."""
    begun = 0  # the number of a line that goes on over several pieces
    for number, line in enumerate(lines_in(path, tick), start=1):
        if begun or len(line) > LONGEST_LINE:
            if not begun:
                yield BadInputError(in_line(path, number, "too long"))
            begun = 0 if line.endswith(b"\n") else number
        elif line.strip():
            yield _contact(line, path, number)


def _contact(line: bytes, path: Path, number: int) -> Item:
    try:
        scan = from_json(json.loads(line))
    except BadInputError as error:
        return BadInputError(in_line(path, number, str(error)))
    except (ValueError, OverflowError, RecursionError):
        return BadInputError(in_line(path, number, "no JSON"))
    uid = scan.uid
    if len(uid) > _LONGEST_UID or not uid.isprintable():
        uid = scan.source.uid
    record = scan.record
    return Imported(
        uid,
        bounded(plain_contact(scan.contact))[0],
        f"from {path.name}",
        tags=record.tags,
        events=record.events,
        notes=record.notes,
        place=f"{path}, line {number}",
    )
