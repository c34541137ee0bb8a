"""A contact's history in words: what was done, and which fields it changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.contact_fields import LISTS, NOTE, PRONOUNS, TEXTS
from cardscan.web.in_words import value_text

if TYPE_CHECKING:
    from cardscan.book import Change
    from cardscan.model import Contact

_KINDS = {
    "scanned": "Read from a card",
    "seen again": "The card was seen again",
    "renewed": "Renewed by a newer card",
    "corrected": "Corrected",
    "merged": "Merged",
    "imported": "Imported",
    "exported": "Exported",
    "deleted": "Deleted",
    "restored": "Brought back",
    "reviewed": "Looked at, nothing to correct",
    "undone": "Undone",
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that changed; "" for what was or is not there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a contact's history."""

    at: str
    what: str
    remark: str
    differences: tuple[FieldChange, ...]


def told(change: Change) -> Step:
    """Return the step in words."""
    first = change.kind in ("scanned", "imported") and not change.before.display_name
    found = () if first else differences(change.before, change.after)
    return Step(change.at, _KINDS[change.kind], change.remark, found)


def differences(before: Contact, after: Contact) -> tuple[FieldChange, ...]:
    """Return what the two say differently, field by field."""
    found = [
        FieldChange(field.label, field.of(before), field.of(after))
        for field in (*TEXTS, PRONOUNS, NOTE)
        if field.of(before) != field.of(after)
    ]
    for field in LISTS:
        old, new = field.of(before), field.of(after)
        found += [FieldChange(field.label, value_text(value), "") for value in old if value not in new]
        found += [FieldChange(field.label, "", value_text(value)) for value in new if value not in old]
    return tuple(found)
