"""Rows of CSV into a binary stream, as they come."""

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
