"""What the book has: its contacts, and the cards and files that they come from; without a trace of SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from cardscan.model import CardScan, Contact, Lines, Record, Source
from cardscan.model import Event as Event

if TYPE_CHECKING:
    from collections.abc import Mapping

State: TypeAlias = Literal["", "checked", "unchecked"]
"""Whether a person has looked at a contact, where anybody needs to; "" for either."""

NOWHERE = Source("", "", 0, 0, ((0.0, 0.0),) * 4)
"""The source of a contact that no card in the book shows."""


NO_EVENT = Event()
"""Nobody said where."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file that was dropped."""

    sha256: str
    path: str
    """Where it lies now."""
    claim: str = ""
    """The token under which a watcher took it."""
    received: str = ""
    """When it came into the book; the book fills this in."""
    earlier: tuple[str, ...] = ()
    """Digests that it may have had before it grew; the book compares the cards, and does not keep this."""


@dataclass(frozen=True, slots=True)
class Note:
    """A remark of the user's about a contact."""

    at: str
    text: str


@dataclass(frozen=True, slots=True)
class BookFace:
    """One side of a card: where it was seen, and its flat picture."""

    source: Source
    """Its path is where the original lies now."""
    picture: str
    """The picture's digest, see Book.face; "" where none was kept."""
    width: float
    """In the pixels of the reading's quads, as is the height."""
    height: float


@dataclass(frozen=True, slots=True)
class BookCard:
    """One card as it was read; later corrections are the contact's, not the card's."""

    uid: str
    scan: CardScan
    """Without pictures and times."""
    scanned: str
    faces: tuple[BookFace, ...]
    """The front first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A contact in the book, and what the book knows about it."""

    uid: str
    contact: Contact
    needs_review: tuple[str, ...]
    """The fields a person should look at."""
    created: str
    changed: str
    revision: int
    """Counts up with every change of the contact, its labels among them."""
    source: Source = NOWHERE
    """Where its first card was seen; NOWHERE for an imported contact."""
    reader: str = ""
    confidence: Mapping[str, float] = field(default_factory=dict)
    """Of its first card."""
    events: tuple[Event, ...] = ()
    tags: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    deleted: str = ""
    """When it was deleted or merged into another, or ""."""
    checked: bool = True
    """A person has looked at it, or nobody needs to: it came from an address book."""
    number: int = 0
    """What people call it by: short, and never another contact's."""

    @property
    def scan(self) -> CardScan:
        """The contact as it stands, in the form that exporters take; without its vCard, see Book.scan."""
        reading = Lines((), self.reader, 0.0, 0.0)
        notes = tuple(note.text for note in self.notes)
        record = Record(self.uid, self.changed, self.tags, self.events, notes, number=self.number)
        return CardScan(
            self.source, self.contact, self.confidence, {}, self.needs_review, reading, record=record
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """Which contacts of the queue; "" lets all through."""

    event: str = ""
    tag: str = ""
    since: str = ""
    """When they came into the book: "2026-11-20"."""
    new: str = ""
    """Those that no export of this kind has shown as they are now."""
    state: State = ""
    uids: tuple[str, ...] = ()
    """These, and no others."""


EVERYTHING = Selection()
"""All contacts."""
