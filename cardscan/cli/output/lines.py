"""Contacts one a line: parted by tabs for programs, in columns for a person."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.model import CardScan

_GAP = 2
_NUMBER = 6
_PHONE = 18
_SHARES = {"Name": 36, "Company": 28, "Phone": 0, "E-mail": 36}
"""Of the width that is left beside a number, a mark and a phone, in hundredths."""
_WIDEST = 140


@dataclass(frozen=True, slots=True)
class Row:
    """A contact as a line."""

    number: int
    """0 for one that is not in the book."""
    cells: tuple[str, ...]
    """Name, company, phone, e-mail."""
    doubtful: bool


def row_of(scan: CardScan) -> Row:
    """Return the contact's line: the name, the company where that is another, the first number and e-mail."""
    from cardscan.export.values import grouped, plain_contact

    contact = plain_contact(scan.contact)
    phone = grouped(contact.phones[0]) if contact.phones else ""
    email = contact.emails[0].value if contact.emails else ""
    name = contact.display_name or "(no name)"
    company = contact.organization if name != contact.organization else ""
    cells = tuple(map(visible, (name, company, phone, email)))
    return Row(scan.record.number, cells, bool(scan.needs_review))


def print_lines(rows: Iterable[Row]) -> int:
    """Print each row as it comes: number, name, company, phone, e-mail; return how many.

    For a person, "?" marks a doubtful one.
    """
    if sys.stdout.isatty():
        return _print_columns(rows)
    count = 0
    for row in rows:
        print("\t".join((str(row.number or ""), *row.cells)), flush=True)
        count += 1
    return count


def _print_columns(rows: Iterable[Row]) -> int:
    import shutil

    from rich.cells import set_cell_size
    from rich.console import Console
    from rich.text import Text

    def cut(text: str, width: int) -> str:
        whole = set_cell_size(text, width)
        return whole if whole.rstrip() == text else f"{set_cell_size(text, width - 1)}…"

    console = Console(highlight=False)
    room = min(shutil.get_terminal_size().columns, _WIDEST) - _NUMBER - 2 - _PHONE - 3 * _GAP
    widths = [max(8, room * share // 100) if share else _PHONE for share in _SHARES.values()]
    gap = " " * _GAP
    count = 0
    for row in rows:
        count += 1
        if count == 1:
            names = gap.join(cut(name, wide) for name, wide in zip(_SHARES, widths, strict=True))
            console.print(Text(f"{'':{_NUMBER}}  {names}".rstrip(), "dim"), soft_wrap=True)
        cells = [cut(cell, wide) for cell, wide in zip(row.cells, widths, strict=True)]
        line = Text.assemble(
            (f"{row.number or '':>{_NUMBER}}", "dim"),
            (" ?" if row.doubtful else "  ", "yellow"),
            (cells[0], "bold"),
            gap,
            gap.join(cells[1:]),
        )
        line.rstrip()
        console.print(line, soft_wrap=True)
    return count
