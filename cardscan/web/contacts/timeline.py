"""All about one contact in one list, in words: dealings, notes, and changes with the fields they changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.book.daily.timeline import day_of, newest_first
from cardscan.book.daily.wording import doing
from cardscan.book.daybook import LogEntry
from cardscan.book.records import Note
from cardscan.contact_fields import LISTS, NOTE, PRONOUNS, TEXTS
from cardscan.web.in_words import value_text

if TYPE_CHECKING:
    from cardscan.book import Book, Entry
    from cardscan.book.daily.timeline import Item
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


_UNDONE = {
    "corrected": "Correction undone",
    "reviewed": "Check undone",
    "merged": "Merging undone",
    "deleted": "Deletion undone",
}
"""What was undone, by the kind of its change."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that changed; "" for what was or is not there."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Step:
    """One item of the list."""

    day: str
    what: str
    remark: str
    differences: tuple[FieldChange, ...] = ()
    mine: bool = True
    """Something that the user did or said, not what became of the data."""


def steps(book: Book, entry: Entry, first: int, number: int) -> tuple[Step, ...]:
    """Return so many steps, the newest first, from that place on."""
    end = first + number
    items: list[Item] = [*book.daily.dealings.entries(entry.uid, end), *entry.notes, *book.history(entry.uid)]
    return tuple(told(item) for item in newest_first(items)[first:end])


def told(item: Item) -> Step:
    """Return the item in words."""
    day = day_of(item)
    if isinstance(item, LogEntry):
        done = doing(item)
        return Step(day, done[:1].upper() + done[1:], item.text)
    if isinstance(item, Note):
        return Step(day, "Note", item.text)
    first = item.kind in ("scanned", "imported") and not item.before.display_name
    found = () if first else differences(item.before, item.after)
    if item.kind == "undone" and item.remark in _UNDONE:
        return Step(day, _UNDONE[item.remark], "", found, mine=False)
    return Step(day, _KINDS[item.kind], item.remark, found, mine=False)


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
