"""A table for a person: one block a card, with a mark on what should be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cardscan.contact_fields import LISTS, NOTE, PRONOUNS, TEXTS
from cardscan.export.values import address_text, grouped, plain_contact, plain_record
from cardscan.model import Address, Phone, Social
from cardscan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cardscan.export import ExportOptions
    from cardscan.model import CardScan, Email, PhoneType, Url

_PHONE_LABELS: dict[PhoneType, str] = {
    "work": "Phone",
    "cell": "Mobile",
    "fax": "Fax",
    "home": "Home phone",
    "pager": "Pager",
    "other": "Other phone",
}

_LABEL_WIDTH = 12
_LEGEND = "? = not sure: compare it with the card"


def write(scans: Iterable[CardScan], stream: BinaryIO, options: ExportOptions) -> None:
    """Write a block a card, each as soon as it is known, in UTF-8; a legend where a mark needs it."""
    unsure = False
    for index, scan in enumerate(scans):
        text = table(scan)
        stream.write((f"\n{text}" if index else text).encode(errors="replace"))
        stream.flush()
        unsure = unsure or bool(scan.needs_review)
    if unsure:
        stream.write(f"\n{_LEGEND}\n".encode())


def table(scan: CardScan) -> str:
    """Return the card's fields, one a line, below the place they came from; "?" marks needs_review."""
    source = scan.source
    place = f"{visible(source.path)}, page {source.page}, card {source.card}"
    lines = [place if source.path else "(imported)"]
    for key, label, value in _fields(scan):
        mark = "?" if key in scan.needs_review else " "
        first, *further = visible(value, breaks="\n").split("\n")
        lines.append(f"{mark} {visible(label):<{_LABEL_WIDTH}} {first}")
        lines += [f"  {'':<{_LABEL_WIDTH}} {line}" for line in further]
    if len(lines) == 1:
        lines.append("  (nothing could be read)")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _fields(scan: CardScan) -> Iterator[tuple[str, str, str]]:
    """Yield (key as in needs_review, label, value) for what the card has."""
    contact = plain_contact(scan.contact)
    values = [(field.key, field.label, field.of(contact)) for field in (*TEXTS, PRONOUNS)]
    for field in LISTS:
        said = enumerate(field.of(contact))
        values += [(f"{field.key}[{index}]", *_labelled(field.label, value)) for index, value in said]
    values.append((NOTE.key, NOTE.label, contact.note))
    record = plain_record(scan.record)
    values += [("", "Tags", ", ".join(record.tags))]
    values += [("", "Met", " ".join(filter(None, (event.date, event.name)))) for event in record.events]
    values += [("", "Own note", note) for note in record.notes]
    for key, label, value in values:
        if value or key in scan.needs_review:
            yield key, label, value or "(not found)"


def _labelled(label: str, value: Phone | Email | Url | Address | Social) -> tuple[str, str]:
    """Return a value of a list as text, below the label that it has among others."""
    match value:
        case Phone():
            return _PHONE_LABELS[value.type], grouped(value)
        case Address():
            return label, address_text(value)
        case Social():
            return value.service.capitalize() or "Social", value.value
    return label, value.value
