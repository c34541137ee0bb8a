"""The nouns of the program: what passes from one step to the next.

All are frozen; what is missing is "" or (), never None. Pixels occur in Picture
and Card only: from Lines on, everything is plain, comparable, JSON-able data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    Pixels: TypeAlias = NDArray[np.uint8]
    """Height x width x 3, blue-green-red."""

Point: TypeAlias = tuple[float, float]
"""x to the right, y downwards, in pixels."""

Quad: TypeAlias = tuple[Point, Point, Point, Point]
"""Four corners, clockwise from the top left as the text is read."""

Lattice: TypeAlias = tuple[tuple[tuple[str, float], ...], ...]
"""What each step along a line may be: letters ("" for none), each with its cost in nats."""

PhoneType: TypeAlias = Literal["work", "cell", "fax", "home", "pager", "other"]

Kind: TypeAlias = Literal[
    "name", "native_name", "title", "department", "organization",
    "phone", "email", "url", "address", "social", "note",
]  # fmt: skip
"""What a candidate may be; each kind has its own type of value, see Candidate."""


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One page of a file, upright by its EXIF data."""

    pixels: Pixels
    """Read-only, so that drawing into it by mistake fails loudly."""
    sha256: str
    """Of the whole file, in hexadecimal."""
    name: str
    """The path as given, or "-" for standard input."""
    page: int = 1
    taken: str = ""
    """The day on which the camera says that it was taken, ISO 8601; "" where it does not say."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """A place that looks like a line of text."""

    quad: Quad
    """In the picture's pixels; its first side runs along the text."""
    score: float
    """0 to 1: how sure the detector is."""


@dataclass(frozen=True, slots=True, eq=False)
class Card:
    """One card found in a picture."""

    picture: Picture
    quad: Quad
    """The card's corners in the picture's pixels, from the corner that is its top left."""
    boxes: tuple[TextBox, ...]
    """The text on it."""
    index: int = 1
    """Counted from 1 within the picture."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text as it was read, with a confidence of 0 to 1."""

    text: str
    quad: Quad
    """In the flattened, upright card's pixels."""
    confidence: float
    lattice: Lattice = field(default=(), compare=False, repr=False)
    """What else the picture may say; () where the reader does not tell. It is not kept."""
    chance: float = field(default=1.0, compare=False, repr=False)
    """0 to 1: that nothing else of the lattice is right. It is not kept."""
    unreadable: str = ""
    """The script of letters that nobody could read, as Unicode calls it: what stands for them is a guess."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What a reader read on one card."""

    lines: tuple[Line, ...]
    """From top to bottom, then from left to right."""
    reader: str
    width: float
    """Of the flattened card, in pixels; the lines' quads lie within."""
    height: float


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts; each part "" where the card has none."""

    prefix: str = ""
    given: str = ""
    additional: str = ""
    family: str = ""
    suffix: str = ""
    family_first: bool = False
    """The card puts the family name first, as in Japan or Hungary."""
    nickname: str = ""
    """Without its marks: "Ollie"."""
    pronouns: str = ""
    """As printed: "she/her"."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone, fax or pager number."""

    value: str
    """E.164 where the number is valid, else as printed."""
    raw: str = ""
    """As printed, without its label; a direct dial as it would be in full."""
    type: PhoneType = "work"
    extension: str = ""


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address."""

    value: str


@dataclass(frozen=True, slots=True)
class Url:
    """A website."""

    value: str
    """With its scheme; https where the card shows none."""


@dataclass(frozen=True, slots=True)
class Social:
    """An account on a social network or messenger."""

    service: str
    """In lower case: linkedin, x, instagram, skype ..."""
    value: str


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address in parts."""

    street: str = ""
    locality: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    """The country's name as printed, or ""."""
    country_code: str = ""
    """ISO 3166 alpha-2; known or guessed from the rest of the card."""
    formatted: str = ""
    """As printed, lines joined by ", ", without a label."""


Value: TypeAlias = str | PersonName | Phone | Email | Url | Social | Address


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line's text, its label included: text[start:end]."""

    line: int
    """Index into Lines.lines."""
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal: these lines may be this field.

    `value` is a PersonName for a name, a Phone for a phone, and so on; a plain
    str for native_name, title, department, organization and note.
    """

    kind: Kind
    value: Value
    raw: str
    """As printed."""
    confidence: float
    """0 to 1: how likely the proposal is right in itself."""
    spans: tuple[Span, ...]
    """Where it was read, in reading order; () for what a code says."""
    rule: str
    """The name of what proposed it, for people who ask why."""

    @property
    def lines(self) -> tuple[int, ...]:
        """Indices into Lines.lines, each once."""
        return tuple(dict.fromkeys(span.line for span in self.spans))


@dataclass(frozen=True, slots=True)
class Contact:
    """What a card says about a person or a company."""

    prefix: str = ""
    given_name: str = ""
    additional_name: str = ""
    family_name: str = ""
    suffix: str = ""
    family_first: bool = False
    nickname: str = ""
    pronouns: str = ""
    native_name: str = ""
    """The name in the other script, where a card has two."""
    title: str = ""
    department: str = ""
    organization: str = ""
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    urls: tuple[Url, ...] = ()
    addresses: tuple[Address, ...] = ()
    social: tuple[Social, ...] = ()
    note: str = ""
    """Whatever else is printed, line by line, so that nothing is lost."""

    @property
    def full_name(self) -> str:
        """The name in the order in which the card prints it.

        >>> Contact(given_name="Réka", family_name="Nagy", family_first=True).full_name
        'Nagy Réka'
        >>> Contact(given_name="John", family_name="Doe", suffix="Jr.").full_name
        'John Doe, Jr.'
        >>> Contact(given_name="John", nickname="Jack", family_name="Doe").full_name
        'John "Jack" Doe'
        """
        called = f'"{self.nickname}"' if self.nickname else ""
        own, family = (self.given_name, called, self.additional_name), (self.family_name,)
        person = (*family, *own) if self.family_first else (*own, *family)
        name = " ".join(part for part in (self.prefix, *person) if part)
        return f"{name}, {self.suffix}" if name and self.suffix else name or self.suffix

    @property
    def display_name(self) -> str:
        """The best short name there is: the person's, else the company's."""
        return self.full_name or self.native_name or self.organization


@dataclass(frozen=True, slots=True)
class Source:
    """Where a contact came from."""

    path: str
    sha256: str
    page: int
    card: int
    quad: Quad
    taken: str = field(default="", compare=False)
    """The day on which the picture was taken, as the camera says, or "". It is not kept here."""

    @property
    def uid(self) -> str:
        """A UUID that the same card of the same file always gets: address books know contacts by it."""
        from uuid import UUID, uuid5  # which asks a module for the platform: most commands have no use for it

        namespace = UUID("5d0b7a4e-6a5c-4c6f-9d0e-6d8f3f2f7c11")
        return str(uuid5(namespace, f"{self.sha256}/{self.page}/{self.card}"))


@dataclass(frozen=True, slots=True)
class Face:
    """The picture of one side of a card, flat and upright."""

    source: Source
    jpeg: bytes
    width: float
    """In the pixels of the reading's quads, as is the height; the back lies below the front there."""
    height: float


@dataclass(frozen=True, slots=True)
class Event:
    """Where a person was met; both parts may be ""."""

    name: str = ""
    date: str = ""
    """ISO 8601: "2026-11-20"."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A contact's vCard of another program's, and what the book said of the contact when it was kept."""

    vcard: str = ""
    """Whole, unfolded; "" where there is none."""
    contact: Contact = Contact()
    tags: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What the book adds to a card's contact; all empty for a card that no book holds."""

    uid: str = ""
    """What the book knows the contact by."""
    changed: str = ""
    """UTC, ISO 8601 with seconds and "Z"."""
    tags: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    notes: tuple[str, ...] = ()
    """The user's own, the oldest first."""
    kept: Kept = field(default=Kept(), repr=False)
    """What vCards are made from; an exporter of another format does without it."""
    number: int = 0
    """What people call the contact by, 0 for one that no book holds."""


@dataclass(frozen=True, slots=True)
class CardScan:
    """One card, read: the contact, how sure it is, and what it rests on."""

    source: Source
    contact: Contact
    confidence: Mapping[str, float]
    """By field ("full_name", "phones[0]"): the chance, 0 to 1, that it is right."""
    evidence: Mapping[str, tuple[int, ...]]
    """By field: the indices of the lines it was read from."""
    needs_review: tuple[str, ...]
    """The fields a person should look at, as keys of `confidence`."""
    reading: Lines
    elapsed: Mapping[str, float] = field(default_factory=dict)
    """Seconds by step: find, read, parse."""
    faces: tuple[Face, ...] = ()
    """The pictures of its sides, where they were asked for; the front first."""
    record: Record = Record()

    @property
    def uid(self) -> str:
        """What the book knows the contact by, else what tells its card from all others."""
        return self.record.uid or self.source.uid

    @property
    def unreadable(self) -> tuple[str, ...]:
        """The scripts of letters that nobody could read, each once."""
        return tuple(dict.fromkeys(line.unreadable for line in self.reading.lines if line.unreadable))

    @property
    def unread(self) -> tuple[str, ...]:
        """The lines that no field was read from; they are in the note."""
        used = {index for lines in self.evidence.values() for index in lines}
        return tuple(line.text for index, line in enumerate(self.reading.lines) if index not in used)
