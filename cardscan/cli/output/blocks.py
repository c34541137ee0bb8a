"""Contacts a block each, for a person at a terminal: bold names, coloured marks, hanging indents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cardscan.export.formats.table import Item
    from cardscan.model import CardScan

_WIDEST = 100


def print_blocks(scans: Iterable[CardScan], *, confidence: bool, more: Mapping[str, Sequence[Item]]) -> None:
    """Print each contact as it comes, and in the end what a mark means, where there was one.

    `more` is what else is known of some, by uid.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from cardscan.export.formats.table import LABEL_WIDTH, LEGEND, heading, items

    console = Console(highlight=False)
    width = min(console.width, _WIDEST)
    unsure = False
    for index, scan in enumerate(scans):
        name, place = heading(scan)
        console.print(
            Text.assemble("\n" if index else "", (name, "bold"), (f"  ({place})", "dim")), width=width
        )
        block = Table.grid(padding=(0, 1))
        block.add_column(width=1, style="bold yellow")
        block.add_column(min_width=LABEL_WIDTH, style="dim")
        block.add_column(overflow="fold")
        for item in (*items(scan), *more.get(scan.uid, ())):
            value = Text(item.value, "yellow" if item.doubtful else "")
            if confidence and item.chance:
                value.append(f"  ({item.chance:.0%})", "dim")
            block.add_row("?" if item.doubtful else " ", Text(item.label), value)
            unsure = unsure or item.doubtful
        if block.row_count:
            console.print(block, width=width)
        elif not scan.contact.display_name:
            console.print("  (nothing could be read)")
    if unsure:
        console.print(Text(f"\n{LEGEND}", "dim"))
