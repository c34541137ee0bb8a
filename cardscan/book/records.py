"""What the book gives and takes: frozen records, without a trace of SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from cardscan.model import CardScan, Contact, Lines, Record, Source
from cardscan.model import Event as Event

if TYPE_CHECKING:
    from collections.abc import Mapping

ArrivalVerdict: TypeAlias = Literal["new", "again", "renewed", "uncertain"]
"""Of a contact that arrives: not known; known as it is; known, with news; perhaps known."""

State: TypeAlias = Literal["", "checked", "unchecked"]
"""Whether a person has looked at a contact, where anybody needs to; "" for either."""

ChangeKind: TypeAlias = Literal[
    "scanned", "seen again", "renewed", "corrected", "merged", "imported", "exported", "deleted", "restored",
    "reviewed", "undone",
]  # fmt: skip

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
    """Of a file that has grown since it was received, its digests then; the book does not keep this."""


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


@dataclass(frozen=True, slots=True)
class Waiting:
    """A contact in the queue of those that a person should look at."""

    entry: Entry
    place: tuple[int, int]
    """What the queue is sorted by."""


@dataclass(frozen=True, slots=True)
class Left:
    """How many contacts wait in the queue."""

    doubtful: int
    unseen: int
    """Without a doubt, but nobody has looked at them."""
    newest: int = 0
    """What tells the newest of those from others; 0 where there is none."""

    @property
    def all(self) -> int:
        """Both together."""
        return self.doubtful + self.unseen


@dataclass(frozen=True, slots=True)
class Aside:
    """What a person's change replaced or added beside the contact itself, for its undoing."""

    needs_review: tuple[str, ...] = ()
    reviewed: str = ""
    other: str = ""
    """The uid of the contact that was merged into this one; what follows came from it."""
    cards: tuple[int, ...] = ()
    added: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Row numbers of events, tags and notes."""
    tasks: tuple[int, ...] = ()
    """Row numbers of follow-ups."""
    ended: tuple[int, ...] = ()
    """Of those that were ended, since one person is kept in touch with once."""
    entries: tuple[int, ...] = ()
    """Of log entries."""
    want: tuple[str, str] = ("", "")
    """What a good prospect for the contact was, and since when."""
    likeness: float = 0.0
    reason: str = ""
    """Why the two may be one."""
    card: str = ""
    """The reading of a card that another took the place of, as JSON, or ""."""
    kept: tuple[str, ...] = ()
    """The vCard that was kept, and what the book said then, as its columns hold them; () for nothing."""


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a contact's history."""

    at: str
    kind: ChangeKind
    before: Contact
    """Contact() before the first."""
    after: Contact
    card: str
    """The uid of the card that brought it about, or ""."""
    remark: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a card or an imported contact."""

    uid: str
    """Of the contact that now holds it."""
    verdict: ArrivalVerdict
    card: str = ""
    """The card's own uid, or ""."""
    of: str = ""
    """The uid of the known contact that it was compared with, or ""."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """A contact from another address book."""

    uid: str
    contact: Contact
    remark: str = ""
    """Where it came from, for the history."""
    vcard: str = ""
    """As it came; "" for one that came in another form."""
    tags: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    """Where the person was met."""
    notes: tuple[str, ...] = ()
    """The user's own, the oldest first."""


@dataclass(frozen=True, slots=True)
class Export:
    """A file or folder of contacts that was completely written."""

    kind: str
    """The format: "google-csv", "vcf 3.0"."""
    target: str
    at: str
    contacts: int


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Two contacts that may be one; waits for a decision."""

    entry: Entry
    other: Entry
    likeness: float
    reason: str
    at: str
