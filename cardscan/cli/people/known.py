"""What the book knows of a contact beside its card: how things stand, what comes next, what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardscan.book import Book, Entry
    from cardscan.book.daybook import LogEntry, Standing, Task


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a contact beside its card."""

    standing: Standing
    tasks: tuple[Task, ...]
    """What is to be done, the next first."""
    tag: str
    """The one whose interval says how often to keep in touch, or ""."""
    days: int
    """How often that is; 0 for never."""
    want: str
    """What they look for, or ""."""
    pictures: tuple[str, ...]
    """Where those of the cards lie, the newest card's first."""
    entries: tuple[LogEntry, ...]
    """What was done, the newest first."""


def known(book: Book, entry: Entry) -> Known:
    """Return what the book knows of the contact."""
    from cardscan.book.daybook import Standing

    dealings = book.daily.dealings
    standing = dealings.standing(entry.uid)
    kept = [(tag, days) for tag, days in dealings.intervals() if tag in entry.tags]
    tag, days = kept[0] if kept else ("", 0)
    faces = [face for card in reversed(book.cards(entry.uid)) for face in card.faces if face.picture]
    return Known(
        standing[0] if standing else Standing(),
        dealings.open(entry.uid),
        tag,
        days,
        dealings.want(entry.uid),
        tuple(str(book.face_place(face.picture)) for face in faces),
        dealings.entries(entry.uid),
    )
