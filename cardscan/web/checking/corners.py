"""A card's corners on its original: put right by a person, and the card read again, or another one added."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from starlette.responses import Response

from cardscan import geometry
from cardscan.book import NO_EVENT
from cardscan.errors import BookError
from cardscan.web.asking import Refused, address
from cardscan.web.rendering import see

if TYPE_CHECKING:
    from cardscan.book import Book, Event
    from cardscan.model import CardScan, Point, Quad, Source
    from cardscan.web.asking import Ask
    from cardscan.web.checking.originals import Originals, Shown
    from cardscan.web.rendering import Pages

_NAMES = ("Its top left", "Its top right", "Its bottom right", "Its bottom left")
_SMALLEST = 20.0
"""Least length of a card's side, in the picture's pixels."""


@dataclass(frozen=True, slots=True)
class CardSide:
    """A side of a card, as the address names it, and what else is on its page."""

    uid: str
    name: str
    card: str
    side: int
    sides: tuple[Source, ...]
    """Where all sides of the card are, the front first."""
    others: tuple[Quad, ...]
    """The corners of the page's other cards."""
    event: Event

    @property
    def source(self) -> Source:
        """Where this side is."""
        return self.sides[self.side]


@dataclass(frozen=True, slots=True)
class Corner:
    """One corner as the form has it."""

    label: str
    x: int
    y: int


def seen(book: Book, ask: Ask) -> CardSide:
    """Return the side of the card that the address names; raises BookError where there is none."""
    uid, wanted, side = (ask.query.get(name, "") for name in ("uid", "card", "side"))
    entry = book.entry(uid)
    for card in book.cards(uid):
        sides = tuple(face.source for face in card.faces)
        number = int(side or 0) if side in ("", "0", "1") else len(sides)
        if card.uid == wanted and number < len(sides):
            others = book.rereading.quads(sides[number].sha256, sides[number].page, without=card.uid)
            event = entry.events[-1] if entry.events else NO_EVENT
            return CardSide(uid, entry.contact.display_name, wanted, number, sides, others, event)
    raise BookError("the book has no such card")


def page(pages: Pages, ask: Ask, side: CardSide, shown: Shown, quad: Quad, error: str = "") -> Response:
    """Show the original with the card's corners on it, and the form that moves them."""
    named = zip(_NAMES, quad, strict=True)
    return pages.page(
        "original.html",
        ask,
        422 if error else 200,
        seen=side,
        shown=shown,
        corners=[Corner(name, round(x), round(y)) for name, (x, y) in named],
        others=[_points(other) for other in side.others],
        points=_points(quad),
        radius=round(max(shown.width, shown.height) / 60, 1),
        error=error,
    )


async def move(ask: Ask, side: CardSide, shown: Shown, originals: Originals) -> CardScan:
    """Return what the card says that is between the corners of the form."""
    source = replace(side.source, quad=quad_of(ask, shown.width, shown.height))
    if ask.said("do") == "add":
        return await originals.read((source,))
    return await originals.read(
        tuple(source if number == side.side else other for number, other in enumerate(side.sides))
    )


def keep(book: Book, ask: Ask, side: CardSide, scan: CardScan) -> Response:
    """Put the reading into the book, and show its contact."""
    if ask.said("do") != "add":
        return see(address("/card", ask, uid=book.rereading.replace(side.card, scan)))
    number = book.rereading.next_number(scan.source.sha256, scan.source.page)
    source = replace(scan.source, card=number)
    faces = tuple(replace(face, source=source) for face in scan.faces)
    receipt = book.rereading.add(replace(scan, source=source, faces=faces), side.event)
    return see(address("/card", ask, uid=receipt.uid))


def typed(ask: Ask) -> Quad:
    """Return the corners as the form has them; raises Refused where they are no numbers."""
    try:
        numbers = [float(ask.said(f"{axis}{corner}")) for corner in range(4) for axis in "xy"]
    except ValueError as error:
        raise Refused("The corners are not numbers.", 400) from error
    if not all(map(math.isfinite, numbers)):
        raise Refused("The corners are not numbers.", 400)
    return geometry.as_quad(zip(numbers[::2], numbers[1::2], strict=True))


def quad_of(ask: Ask, width: float, height: float) -> Quad:
    """Return the form's corners in the picture, clockwise, whatever their order.

    Raises Refused where they lie too close together, or one of them between the others.
    """
    inside: list[Point] = [(min(max(x, 0.0), width), min(max(y, 0.0), height)) for x, y in typed(ask)]
    middle = geometry.centre_of(geometry.as_quad(inside))
    around: list[Point] = sorted(inside, key=lambda corner: _angle(corner, middle))
    quad = geometry.as_quad(around)
    sides = zip(quad, geometry.rolled(quad, 1), strict=True)
    if any(math.dist(a, b) < _SMALLEST for a, b in sides) or not _is_convex(quad):
        raise Refused("These corners are those of no card: put each where a corner of the card is.", 422)
    return quad


def _angle(corner: Point, middle: Point) -> float:
    return math.atan2(corner[1] - middle[1], corner[0] - middle[0])


def _is_convex(quad: Quad) -> bool:
    turns = zip(quad, geometry.rolled(quad, 1), geometry.rolled(quad, 2), strict=True)
    return all((b[0] - a[0]) * (c[1] - b[1]) > (b[1] - a[1]) * (c[0] - b[0]) for a, b, c in turns)


def _points(quad: Quad) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in quad)
