"""Rows of CSV: values into the columns there are, rows into a binary stream as they come."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def write_rows(
    stream: BinaryIO,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, str]],
    *,
    encoding: str,
    quote_all: bool = False,
) -> None:
    """Write the header and the rows, comma-separated with CRLF; absent cells are empty.

    The stream stays open and gets each row at once.
    """
    text = io.TextIOWrapper(stream, encoding=encoding, newline="", write_through=True)
    try:
        writer = csv.DictWriter(
            text, columns, restval="", quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
        )
        writer.writeheader()
        for row in rows:
            writer.writerow(row)
    finally:
        text.detach()


def placed(
    cells: dict[str, str],
    columns: Sequence[str],
    kind: str,
    values: Iterable[tuple[str, Sequence[str]]],
) -> list[str]:
    """Put each value into the first free one of its columns; return lines for the rest."""
    further = []
    for value, wanted in values:
        free = [column for column in wanted if column in columns and column not in cells]
        if value and free:
            cells[free[0]] = value
        elif value:
            further.append(f"{kind}: {value}")
    return further
