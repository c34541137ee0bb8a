"""Rows below each other for a person who looks on, parted by tabs for another program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cardscan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence


def print_rows(rows: Sequence[Sequence[str]], header: Sequence[str] = ()) -> None:
    """Print the rows; the header, and nothing else, for people only."""
    shown = [tuple(map(visible, row)) for row in rows]
    if not sys.stdout.isatty():
        for row in shown:
            print("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, show_header=bool(header))
    for column in header or [""] * max(map(len, shown), default=0):
        table.add_column(column, overflow="fold")
    for row in shown:
        table.add_row(*map(Text, row))
    Console().print(table)
