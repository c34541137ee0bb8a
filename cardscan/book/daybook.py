"""What the daily part of the book gives and takes: frozen records, without a trace of SQL."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from cardscan.book.records import Entry

LogKind: TypeAlias = Literal["met", "called", "wrote", "gave", "referred", "got"]
"""What was done with a person; "got" is what they did for me."""

Per: TypeAlias = Literal["week", "month", "year"]
"""What a goal is for."""

LOG_KINDS: tuple[LogKind, ...] = ("wrote", "called", "met", "gave", "referred", "got")
"""In the order in which they are offered."""

PROMISE, FIRST, KEEP = 0, 1, 2
"""Kinds of follow-ups: a promise; the first one after a meeting; to keep in touch."""

MANY = 100
"""What waits is counted no further: more is told as "more than 100", whatever the book's size."""

NEVER = -1
"""For the days after which a new card is followed up: it is not."""


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What was done with a person on a day."""

    number: int
    day: str
    kind: LogKind
    what: str
    """One word more, such as "introduction", or ""."""
    text: str
    event: str
    """The name of the event where it was done, or ""."""
    by_card: bool
    """A card from an event proves the meeting: nobody typed it."""
    at: str


@dataclass(frozen=True, slots=True)
class Task:
    """A follow-up, with all that a calendar is told of it."""

    number: int
    uid: str
    kind: int
    due: str
    text: str
    done: str
    """The day, or "" while it is open."""
    outcome: Literal["", "done", "dropped"]
    snoozed: int
    """How often it was put off."""
    revision: int
    changed: str
    """The moment of its last change."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with a person; derived from cards, events and the log."""

    met: str = ""
    """The day, or ""."""
    met_at: str = ""
    """The event's name, or ""."""
    touched: str = ""
    """The day of the last dealing, or ""."""
    gave: int = 0
    got: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """A person who is due, once, with the reason that comes first."""

    entry: Entry
    task: Task
    others: tuple[Task, ...]
    """What is due beside that."""
    standing: Standing
    last: tuple[LogEntry, ...]
    """The newest log entry, or ()."""
    tag: str
    """Whose interval is the shortest, for one to keep in touch with; else ""."""
    picture: str
    """The digest of the newest card's picture, or ""."""
    want: str
    """What they look for, or ""."""
    met: str
    """The day of the last meeting that a card proves, or ""."""
    met_at: str
    """The name of its event, or ""."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """One day's work."""

    today: str
    people: tuple[Due, ...]
    waiting: int
    """How many people are due today, those shown among them; MANY + 1 for more, unless all are shown."""
    finished: int
    """How many were worked off today."""


@dataclass(frozen=True, slots=True)
class Gift:
    """Whom something could be given to today, and what is known that may help."""

    entry: Entry
    standing: Standing
    want: str = ""
    """What they look for, or ""."""
    match: tuple[Entry, ...] = ()
    """The contact who fits that, for an introduction; or ()."""
    given: bool = False
    """Something was given to them today."""


@dataclass(frozen=True, slots=True)
class Happened:
    """An event, with what the user says of it."""

    number: int
    name: str
    date: str
    hours: float
    """0 where nobody said."""
    place: str
    remark: str
    people: int


@dataclass(frozen=True, slots=True)
class Group:
    """All events of one name, and what they brought."""

    name: str
    visits: int
    last: str
    hours: float
    new: int
    """People met there for the first time."""
    known: int
    """People met there who were known before."""
    followed: int
    """Of the new ones, those followed up within two days."""
    target: int
    """Of the new ones, those whom one goes there for."""
    advocates: int
    """Of the new ones."""
    got: int
    """What those met there did for me."""


@dataclass(frozen=True, slots=True)
class Month:
    """What was done in a month, or over several."""

    name: str
    """2026-11; "" for several."""
    events: int = 0
    new: int = 0
    known: int = 0
    """People who were spoken to; -1 where it is too long ago to be counted."""
    within_two: int = 0
    """Of the new ones, those followed up within two days."""
    within_seven: int = 0
    median: float = -1.0
    """Of several: days to the follow-up; -1 where nobody was followed up."""
    given: int = 0
    got: int = 0


@dataclass(frozen=True, slots=True)
class Goal:
    """What a week, a month or a year is to bring, and how far it is."""

    name: str
    label: str
    number: int
    reached: int
    per: Per = "month"

    def __str__(self) -> str:
        return f"{self.label} {self.reached} of {self.number} this {self.per}"
