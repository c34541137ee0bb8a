"""The cards and fields that a person should look at, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.contact_fields import LISTS, NAME_PARTS, NOTE, TEXTS
from cardscan.model import Phone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.model import CardScan

_LABELS = {field.key: field.label.lower() for field in (*TEXTS, *NAME_PARTS, *LISTS, NOTE)}
_KINDS = {"cell": "mobile", "fax": "fax", "home": "home phone", "pager": "pager"}


def doubts_told(count: int, first: Sequence[CardScan]) -> Iterator[str]:
    """Yield a line that says how many cards are to check, and a line for each of the first few."""
    if not count:
        return
    yield f"{count} to check:"
    for scan in first:
        fields = ", ".join(dict.fromkeys(field_name(scan, key) for key in scan.needs_review))
        yield f"  {scan.source.path} card {scan.source.card}: {fields}"
    if count > len(first):
        yield f"  and {count - len(first)} more"


def field_name(scan: CardScan, key: str) -> str:
    """Return what a person calls a field that needs_review names: "title", "mobile", "e-mail 2"."""
    name, _, place = key.rstrip("]").partition("[")
    label = _LABELS.get(name, name)
    if not place:
        return label
    values = getattr(scan.contact, name, ())
    value = values[int(place)] if int(place) < len(values) else None
    if isinstance(value, Phone) and value.type in _KINDS:
        return _KINDS[value.type]
    return f"{label} {int(place) + 1}" if len(values) > 1 else label
