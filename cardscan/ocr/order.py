"""The order in which a person reads the lines of a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan import geometry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.model import Line


def reading_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines from top to bottom, those in one row from left to right.

    Two lines share a row when their middles are less than half a letter's height apart.
    """
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: geometry.centre_of(line.quad)[1]):
        if rows and _share_row(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(
        line for row in rows for line in sorted(row, key=lambda line: geometry.centre_of(line.quad)[0])
    )


def _share_row(a: Line, b: Line) -> bool:
    apart = abs(geometry.centre_of(a.quad)[1] - geometry.centre_of(b.quad)[1])
    return apart < 0.5 * min(geometry.size_of(a.quad)[1], geometry.size_of(b.quad)[1])
