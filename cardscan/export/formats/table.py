"""A table for a person: one block a card, with a mark on what should be checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from cardscan.contact_fields import LISTS, NOTE, PRONOUNS, TEXTS
from cardscan.export.values import address_text, grouped, plain_contact, plain_record
from cardscan.model import Address, Phone, Social
from cardscan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

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

LABEL_WIDTH = 12
LEGEND = "? = not sure: compare it with the card"


@dataclass(frozen=True, slots=True)
class Item:
    """A field as a person sees it, safe to be shown anywhere."""

    label: str
    value: str
    """With line breaks where it has several lines."""
    doubtful: bool = False
    chance: float = 0.0
    """That it is right, 0 to 1; 0 where nothing is known of it."""


NOTHING: Mapping[str, Sequence[Item]] = {}
"""No more than the fields."""


def write(
    scans: Iterable[CardScan],
    stream: BinaryIO,
    options: ExportOptions,
    more: Mapping[str, Sequence[Item]] = NOTHING,
) -> None:
    """Write a block a card, each as soon as it is known, in UTF-8; a legend where a mark needs it.

    `more` is what else is known of some, by uid.
    """
    unsure = False
    for index, scan in enumerate(scans):
        text = table(scan, more.get(scan.uid, ()), confidence=options.confidence)
        stream.write((f"\n{text}" if index else text).encode(errors="replace"))
        stream.flush()
        unsure = unsure or bool(scan.needs_review)
    if unsure:
        stream.write(f"\n{LEGEND}\n".encode())


def table(scan: CardScan, more: Sequence[Item] = (), *, confidence: bool = False) -> str:
    """Return the name and where it was read, and below it the fields and more; "?" marks needs_review."""
    name, place = heading(scan)
    lines = [f"{name}  ({place})"]
    for item in (*items(scan), *more):
        mark = "?" if item.doubtful else " "
        sure = f"  ({item.chance:.0%})" if confidence and item.chance else ""
        first, *further = item.value.split("\n")
        lines.append(f"{mark} {item.label:<{LABEL_WIDTH}} {first}{sure}")
        lines += [f"  {'':<{LABEL_WIDTH}} {line}" for line in further]
    if len(lines) == 1 and not scan.contact.display_name:
        lines.append("  (nothing could be read)")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def heading(scan: CardScan) -> tuple[str, str]:
    """Return the name, and where it comes from: the book's number, the picture, the place in it."""
    source, number = scan.source, scan.record.number
    place = f"{source.path}, page {source.page}, card {source.card}" if source.path else "imported"
    name = plain_contact(scan.contact).display_name or "(no name)"
    return visible(name), visible(f"{number}; {place}" if number else place)


def items(scan: CardScan) -> Iterator[Item]:
    """Yield what the card has beside the heading, and the heading's own field where it is doubtful."""
    name, _ = heading(scan)
    for key, label, value in _fields(scan):
        doubtful = key in scan.needs_review
        if doubtful or visible(value) != name:
            chance = scan.confidence.get(key, 0.0)
            yield Item(visible(label), visible(value, breaks="\n"), doubtful, chance)


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
