"""What a card's page shows: its pictures with the lines read, and its fields with where each was read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cardscan.contact_fields import LISTS, NOTE, TEXTS
from cardscan.export.values import address_text
from cardscan.model import Address, Phone, Social
from cardscan.web.in_words import shown_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cardscan.book import BookCard
    from cardscan.contact_fields import Field
    from cardscan.model import Contact, Line, Quad

_RIM = 0.1
"""Of a line's height, so much is shown around it."""
_LEAST_HEIGHT = 20.0


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

    def box(self, lines: tuple[int, ...]) -> str:
        """Return SVG's viewBox of these lines' part of the picture; "" where they are on another side."""
        points = [point for line in self.lines if line.index in lines for point in line.quad]
        if not points:
            return ""
        left, top = min(x for x, _ in points), min(y for _, y in points)
        width, height = max(x for x, _ in points) - left, max(y for _, y in points) - top
        rim = _RIM * max(_LEAST_HEIGHT, min(height, width))
        return f"{left - rim:.0f} {top - rim:.0f} {width + 2 * rim:.0f} {height + 2 * rim:.0f}"


@dataclass(frozen=True, slots=True)
class CardView:
    """All that a card's page shows of the contact and its cards."""

    texts: Mapping[str, FieldView]
    lists: Mapping[str, tuple[FieldView, ...]]
    sides: tuple[SideView, ...] = ()
    older: tuple[SideView, ...] = ()
    """Pictures of the contact's other cards."""

    @property
    def focus(self) -> FieldView:
        """The field that comes first to hand: the first doubtful one, else the name."""
        views = [*self.texts.values(), *(view for views in self.lists.values() for view in views)]
        return next((view for view in views if view.doubtful), self.texts["full_name"])


def card_view(contact: Contact, needs_review: tuple[str, ...], cards: tuple[BookCard, ...]) -> CardView:
    """Return what to show; `cards` the oldest first, of which the newest tells where values were read."""
    card = cards[-1] if cards else None
    texts = {
        field.key: _view(card, field, field.key, field.of(contact), needs_review) for field in (*TEXTS, NOTE)
    }
    lists = {
        field.key: tuple(
            _view(card, field, f"{field.key}[{index}]", value, needs_review)
            for index, value in enumerate(field.of(contact))
        )
        for field in LISTS
    }
    older = tuple(side for other in cards[-2::-1] for side in _sides(other))
    return CardView(texts, lists, _sides(card) if card else (), older)


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


def _sides(card: BookCard) -> tuple[SideView, ...]:
    """Return the card's sides; in the reading's pixels, the back lies below the front."""
    views = []
    top = 0.0
    for side, face in enumerate(card.faces):
        bottom = top + face.height
        lines = tuple(
            LineView(index, line.text, _moved_up(line.quad, top))
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
