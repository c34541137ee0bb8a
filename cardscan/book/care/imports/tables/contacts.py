"""Contacts of a CSV file: Google's, Outlook's, Thunderbird's, cardscan's own, or any with headings."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from cardscan.book.care.imports.files import lines_in
from cardscan.book.care.imports.items import Remark, bounded, in_line
from cardscan.book.care.imports.tables.columns import columns_of, is_known
from cardscan.book.care.imports.tables.entries import entry_of
from cardscan.book.care.imports.tables.properties import vcard_of
from cardscan.book.care.imports.tables.rows import rows_in
from cardscan.book.outcomes import Imported
from cardscan.contact_fields import LISTS, TEXTS_IN_PARTS
from cardscan.errors import BadInputError
from cardscan.model import Contact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cardscan.book.care.imports.items import Item, Tick
    from cardscan.book.care.imports.tables.columns import Column
    from cardscan.book.care.imports.tables.rows import Row

_NAMESPACE = UUID("0f1f0c53-6d0b-4d57-a8a5-54b3cf0a4b1d")
_LABELS = {field.key: field.label for field in TEXTS_IN_PARTS}
_KINDS = {field.kind: field.label for field in LISTS}


def is_table(lines: Sequence[bytes]) -> bool:
    """Tell whether a file that begins with these lines is a table of contacts."""
    return any(is_known(columns_of(row.cells)) for row in _first(lines))


def _first(lines: Sequence[bytes]) -> Iterator[Row]:
    for row in rows_in(lines):
        yield row
        return


def from_csv(path: Path, region: str, tick: Tick, encoding: str = "") -> Iterator[Item]:
    """Yield the contact of each row, what is wrong with it, and how the columns were understood.

    `region` is the country (ISO 3166 alpha-2) of numbers that name none.
    """
    rows = rows_in(lines_in(path, tick, encoding))
    columns = columns_of(next(rows).cells)
    yield from (Remark(f"{path}: {told}") for told in _understood(columns))
    for row in rows:
        yield from _of_row(path, columns, row, region)


def _of_row(path: Path, columns: Sequence[Column], row: Row, region: str) -> Iterator[Item]:
    if row.fault and not row.cells:
        yield BadInputError(in_line(path, row.line, f"no row of a table: {row.fault}"))
        return
    entry = entry_of(columns, row.cells, region)
    contact, left_out = bounded(entry.contact)
    if contact == Contact():
        yield BadInputError(in_line(path, row.line, "says nothing"))
        return
    said = "\n".join(
        f"{column.heading}:{cell}" for column, cell in zip(columns, row.cells, strict=False) if cell
    )
    uid = str(uuid5(_NAMESPACE, said.encode(errors="replace").decode()))
    vcard = vcard_of(uid, contact, entry.birthday, entry.at_home)
    yield Imported(uid, contact, f"from {path.name}", vcard, entry.tags, entry.events, entry.notes)
    if row.fault:
        yield Remark(in_line(path, row.line, f"read by itself, since its quotes are wrong: {row.fault}"))
    if any(cell.strip() for cell in row.cells[len(columns) :]):
        yield Remark(in_line(path, row.line, "more cells than headings: they are in the note"))
    yield from (Remark(in_line(path, row.line, told)) for told in left_out)


def _understood(columns: Sequence[Column]) -> Iterator[str]:
    """Yield how the columns were understood, where that was a guess, and which are not taken as a field."""
    if guessed := [column for column in columns if column.guessed]:
        yield "columns by their headings: " + ", ".join(
            f"{item.heading} = {_meaning(item)}" for item in guessed
        )
        if other := [column.heading for column in columns if column.kind == "other"]:
            yield f"columns of another kind, which go to the note: {', '.join(other)}"
    if skipped := [column.heading for column in columns if column.kind == "skipped" and column.heading]:
        yield f"columns not taken: {', '.join(skipped)}"


def _meaning(column: Column) -> str:
    if column.kind == "text":
        return _LABELS[column.part].lower()
    label = _KINDS.get(column.kind, column.kind).lower()  # type: ignore[call-overload]
    return f"{label} ({column.part})" if column.part else label
