"""What a card's page shows: its pictures with the lines read, and its fields with where each was read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from cardscan.contact_fields import DETAILS, LISTS, NAMES, NOTE
from cardscan.export.values import address_text
from cardscan.model import Address, Phone, Social
from cardscan.text import words
from cardscan.web.checking.clips import clip_of
from cardscan.web.in_words import shown_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cardscan.book import BookCard
    from cardscan.contact_fields import Field
    from cardscan.model import Contact, Line, Quad
    from cardscan.web.checking.clips import Clip

_SHOWN = (NAMES[0], *sorted(DETAILS, key=lambda field: field.key != "organization"), *NAMES[1:])
"""In the order in which they stand on the page: lists and the note come after them."""


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of the form."""

    name: str
    """Of the input, and of the list that it belongs to: "title", "phones"."""
    label: str
    text: str
    doubtful: bool = False
    chance: float = 0.0
    """That it is right, 0 to 1; 0 where that is not known."""
    lines: tuple[int, ...] = ()
    """Where it was read."""
    phone: Phone | None = None
    address: Address | None = None
    social: Social | None = None

    @property
    def percent(self) -> str:
        """The chance for people."""
        return f"{min(99, round(100 * self.chance))} %" if self.chance else ""


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of text as it lies on the picture of its side."""

    index: int
    text: str
    quad: Quad
    """In the pixels of its side."""
    free: bool = False
    """No field says it."""

    @property
    def points(self) -> str:
        """The corners for SVG."""
        return " ".join(f"{x:.1f},{y:.1f}" for x, y in self.quad)


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a card."""

    label: str
    picture: str
    width: float
    height: float
    card: str
    """The card's uid."""
    side: int
    lines: tuple[LineView, ...] = ()

    def clips(self, lines: tuple[int, ...]) -> tuple[Clip, ...]:
        """Return where each of these lines is on the picture; () where they are on another side."""
        return tuple(clip_of(line.text, line.quad) for line in self.lines if line.index in lines)

    @property
    def free(self) -> tuple[LineView, ...]:
        """The lines that no field says."""
        return tuple(line for line in self.lines if line.free)


@dataclass(frozen=True, slots=True)
class CardView:
    """All that a card's page shows of the contact and its cards."""

    texts: Mapping[str, FieldView]
    """In the order in which they stand on the page."""
    lists: Mapping[str, tuple[FieldView, ...]]
    note: FieldView
    sides: tuple[SideView, ...] = ()
    older: tuple[SideView, ...] = ()
    """Pictures of the contact's other cards."""

    @property
    def focus(self) -> FieldView:
        """The field that comes first to hand: the first doubtful one on the page, else the name."""
        doubtful = (view for view in self._views if view.doubtful)
        return next(doubtful, self.texts["full_name"])

    @property
    def doubts(self) -> int:
        """How many fields of the page are doubtful."""
        return sum(view.doubtful for view in self._views)

    @property
    def _views(self) -> tuple[FieldView, ...]:
        return (*self.texts.values(), *chain.from_iterable(self.lists.values()), self.note)


def card_view(contact: Contact, needs_review: tuple[str, ...], cards: tuple[BookCard, ...]) -> CardView:
    """Return what to show; `cards` the oldest first, of which the newest tells where values were read."""
    card = cards[-1] if cards else None
    texts = {field.key: _view(card, field, field.key, field.of(contact), needs_review) for field in _SHOWN}
    lists = {
        field.key: tuple(
            _view(card, field, f"{field.key}[{index}]", value, needs_review)
            for index, value in enumerate(field.of(contact))
        )
        for field in LISTS
    }
    note = _view(card, NOTE, NOTE.key, contact.note, needs_review)
    older = tuple(side for other in cards[-2::-1] for side in _sides(other))
    if card is None:
        return CardView(texts, lists, note, (), older)
    free = _free(card, (*texts.values(), *chain.from_iterable(lists.values())))
    return CardView(texts, lists, note, _sides(card, free), older)


def _free(card: BookCard, views: tuple[FieldView, ...]) -> frozenset[int]:
    """Return the lines that none of these fields was read from, and that none says."""
    fields = {view.name for view in views} | {NOTE.key}
    others = (lines for key, lines in card.scan.evidence.items() if key.partition("[")[0] not in fields)
    taken = {*chain.from_iterable(others), *chain.from_iterable(view.lines for view in views if view.text)}
    said = " ".join("".join(words(view.text)) for view in views)
    return frozenset(
        index
        for index, line in enumerate(card.scan.reading.lines)
        if index not in taken and "".join(words(line.text)) not in said
    )


def blank_row(field: Field) -> FieldView:
    """Return the spare row of a list, in which a further value is written."""
    return _view(None, field, "", field.blank, ())


def _view(
    card: BookCard | None, field: Field, key: str, value: object, needs_review: tuple[str, ...]
) -> FieldView:
    """Return the field; the card may have read its value under another number."""
    chance = 0.0
    lines: tuple[int, ...] = ()
    if card is not None:
        read_key = _key_as_read(card.scan.contact, field, key, value)
        lines = tuple(card.scan.evidence.get(read_key, ()))
        if "[" in key or field.of(card.scan.contact) == value:
            chance = card.scan.confidence.get(read_key, 0.0)
    doubtful = key in needs_review
    text = value if isinstance(value, str) else _text_of(value)
    view = FieldView(field.key, field.label, text, doubtful, chance, lines)
    if isinstance(value, Phone):
        return replace(view, phone=value)
    if isinstance(value, Address):
        return replace(view, address=value)
    return replace(view, social=value) if isinstance(value, Social) else view


def _key_as_read(contact: Contact, field: Field, key: str, value: object) -> str:
    if "[" not in key:
        return key
    values = field.of(contact)
    return f"{field.key}[{values.index(value)}]" if value in values else ""


def _text_of(value: object) -> str:
    if isinstance(value, Phone):
        return shown_number(value)
    return address_text(value) if isinstance(value, Address) else str(getattr(value, "value", ""))


def _sides(card: BookCard, free: frozenset[int] = frozenset()) -> tuple[SideView, ...]:
    """Return the card's sides; in the reading's pixels, the back lies below the front."""
    views = []
    top = 0.0
    for side, face in enumerate(card.faces):
        bottom = top + face.height
        lines = tuple(
            LineView(index, line.text, _moved_up(line.quad, top), index in free)
            for index, line in enumerate(card.scan.reading.lines)
            if top <= _middle(line) < bottom
        )
        label = ("Front", "Back")[min(side, 1)] if len(card.faces) > 1 else "Card"
        views.append(SideView(label, face.picture, face.width, face.height, card.uid, side, lines))
        top = bottom
    return tuple(views)


def _middle(line: Line) -> float:
    return sum(y for _, y in line.quad) / len(line.quad)


def _moved_up(quad: Quad, by: float) -> Quad:
    first, second, third, fourth = ((x, y - by) for x, y in quad)
    return first, second, third, fourth
