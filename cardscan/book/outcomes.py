"""What becomes of contacts: what arrived, changed, was exported, waits for a decision.

Apart from the contacts themselves, since most commands need nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cardscan.book.records import Entry
    from cardscan.model import Contact, Event

ArrivalVerdict: TypeAlias = Literal["new", "again", "renewed", "uncertain"]
"""Of a contact that arrives: not known; known as it is; known, with news; perhaps known."""

ChangeKind: TypeAlias = Literal[
    "scanned", "seen again", "renewed", "corrected", "merged", "imported", "exported", "deleted", "restored",
    "reviewed", "undone",
]  # fmt: skip


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
    remark: str = ""
    """What a person should know of it, or ""."""


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
    place: str = ""
    """The file and the line that it begins in, for people."""


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
