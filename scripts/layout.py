"""Places a fictional card's lines on the card: many layouts, sizes in millimetres."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

from scripts.printed import Block, FictionalCard, PrintedLine, Role, Span, SpanKind

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterable

Align: TypeAlias = Literal["left", "center", "right"]

SIZES: Final = (
    (85.0, 55.0),
    (85.0, 55.0),
    (89.0, 51.0),
    (89.0, 51.0),
    (91.0, 55.0),
    (85.6, 54.0),
    (90.0, 50.0),
)
"""Width and height of the usual cards, in millimetres: Europe, USA, Japan, bank card, Asia."""
LEADING: Final = 1.28


class Box(NamedTuple):
    """An upright rectangle in millimetres from the card's top left corner."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A printed line in its place."""

    spans: tuple[Span, ...]
    """As printed here: capitals and spaced letters are applied."""
    box: Box
    """Of the text, by estimated letter widths."""
    room: Box
    """What the line may fill; it is aligned within."""
    align: Align
    size: float
    """Height of the letters' em in millimetres."""
    bold: bool
    role: Role
    on_panel: bool
    """It stands on the second ground colour."""

    @property
    def text(self) -> str:
        """The line as printed."""
        return "".join(span.text for span in self.spans)

    @property
    def main_kind(self) -> SpanKind:
        """The kind of the line's chief span."""
        return PrintedLine(self.spans).main_kind


@dataclass(frozen=True, slots=True)
class Layout:
    """A card ready to be drawn, or read in imagination."""

    card: FictionalCard
    template: str
    width: float
    height: float
    lines: tuple[PlacedLine, ...]
    panel: Box | None
    """Where the second ground colour lies."""
    logo: Box | None
    """Where a logo's shape may be drawn."""
    spare: Box | None
    """Free ground, square, large enough for a QR code."""


class Zone(NamedTuple):
    """A rectangle with the blocks stacked in it."""

    box: Box
    blocks: tuple[Block, ...]
    align: Align
    valign: Literal["top", "middle", "bottom"]
    on_panel: bool = False


class Taste(NamedTuple):
    """One card's type: sizes in millimetres and what is set in capitals, bold or spaced letters."""

    sizes: dict[str, float]
    caps: frozenset[str]
    bold: frozenset[str]
    spaced: frozenset[str]
    gap: float


class Plan(NamedTuple):
    """The zones of one card with what else takes room."""

    zones: tuple[Zone, ...]
    panel: Box | None = None
    logo: Box | None = None
    spare: Box | None = None


def lay_out(
    card: FictionalCard, rng: random.Random, *, template: str = "", want_spare: bool = False
) -> Layout:
    """Place the card's lines by one of TEMPLATES; the same state of rng gives the same layout.

    `want_spare` chooses a template that leaves room for a QR code.
    """
    names = SPARING if want_spare else tuple(TEMPLATES)
    chosen = template or rng.choice(names)
    width, height = rng.choice(SIZES)
    if chosen.startswith("portrait"):
        width, height = height, width
    margin = rng.uniform(4.0, 7.5)
    taste = _taste(rng, small=rng.random() < 0.2)
    plan = TEMPLATES[chosen](rng, card, Box(margin, margin, width - 2 * margin, height - 2 * margin))
    lines = [placed for zone in plan.zones for placed in _stack(zone, taste)]
    logo = plan.logo if plan.logo and not _hit(plan.logo, lines) else None
    spare = plan.spare if plan.spare and not _hit(plan.spare, lines) else None
    return Layout(card, chosen, width, height, tuple(lines), plan.panel, logo, spare)


def _hit(box: Box, lines: Iterable[PlacedLine]) -> bool:
    return any(
        line.box.x < box.x + box.width
        and box.x < line.box.x + line.box.width
        and line.box.y < box.y + box.height
        and box.y < line.box.y + line.box.height
        for line in lines
    )


def _taste(rng: random.Random, *, small: bool) -> Taste:
    factor = rng.uniform(0.72, 0.85) if small else rng.uniform(0.92, 1.1)
    detail = rng.uniform(2.1, 2.7)
    sizes = {
        "name": rng.uniform(3.3, 5.2), "native_name": rng.uniform(3.6, 5.4), "title": rng.uniform(2.2, 3.0),
        "department": rng.uniform(2.1, 2.7), "organization": rng.uniform(3.0, 5.6),
        "brand": rng.uniform(4.2, 7.5), "note": rng.uniform(1.9, 2.4), "other": detail,
    }  # fmt: skip
    if rng.random() < 0.07:  # some cards set all in one size
        sizes = dict.fromkeys(sizes, detail * 1.15)
    caps = {kind for kind, chance in (("name", 0.25), ("organization", 0.3), ("brand", 0.45), ("title", 0.13),
                                      ("department", 0.12), ("address", 0.06), ("note", 0.08))
            if rng.random() < chance}  # fmt: skip
    bold = {kind for kind, chance in (("name", 0.6), ("native_name", 0.4), ("organization", 0.6),
                                      ("brand", 0.7), ("title", 0.15), ("phone", 0.06))
            if rng.random() < chance}  # fmt: skip
    spaced = {kind for kind in ("name", "organization", "brand", "title") if rng.random() < 0.045}
    scaled = {kind: size * factor for kind, size in sizes.items()}
    return Taste(scaled, frozenset(caps | spaced), frozenset(bold), frozenset(spaced), rng.uniform(1.0, 3.0))


def text_width(text: str, size: float, *, bold: bool) -> float:
    """Return an estimate of a text's width, in the unit of size.

    >>> text_width("ab", 10.0, bold=False) < text_width("漢字", 10.0, bold=False)
    True
    """
    total = 0.0
    for letter in text:
        if unicodedata.east_asian_width(letter) in "WF":
            total += 1.0
        elif letter in "iljtfI.,:;'|()!/ ":
            total += 0.3
        elif letter.isupper() or letter in "mw@":
            total += 0.68
        else:
            total += 0.54
    return total * size * (1.06 if bold else 1.0)


def _styled(spans: tuple[Span, ...], taste: Taste) -> tuple[Span, ...]:
    return tuple(Span(_set(span.text, span.kind, taste), span.kind) for span in spans)


def _set(text: str, kind: SpanKind, taste: Taste) -> str:
    if kind in taste.caps:
        text = text.upper()
    if kind in taste.spaced and len(text) < 24:
        text = "  ".join(" ".join(word) for word in text.split())
    return text


def _stack(zone: Zone, taste: Taste) -> list[PlacedLine]:
    """Stack a zone's lines, scaled down where they would not fit."""
    entries: list[tuple[Block, PrintedLine, float]] = []
    for number, block in enumerate(zone.blocks):
        for at, line in enumerate(block.lines):
            entries.append((block, line, taste.gap if number and not at else 0.0))
    sizes = [taste.sizes.get(line.main_kind, taste.sizes["other"]) for _, line, _ in entries]
    needed = sum(size * LEADING + gap for size, (_, _, gap) in zip(sizes, entries, strict=True))
    scale = min(1.0, zone.box.height / needed) if needed else 1.0
    free = zone.box.height - needed * scale
    y = zone.box.y + {"top": 0.0, "middle": free / 2, "bottom": free}[zone.valign]
    placed = []
    for size, (block, line, gap) in zip(sizes, entries, strict=True):
        y += gap * scale
        spans = _styled(line.spans, taste)
        room = Box(zone.box.x, y, zone.box.width, size * scale * LEADING)
        placed.append(_place(spans, room, zone, size * scale, taste, block.role))
        y += size * scale * LEADING
    return placed


def _place(
    spans: tuple[Span, ...], room: Box, zone: Zone, size: float, taste: Taste, role: Role
) -> PlacedLine:
    bold = PrintedLine(spans).main_kind in taste.bold
    text = "".join(span.text for span in spans)
    width = text_width(text, size, bold=bold)
    if width > room.width:
        size *= room.width / width
        width = room.width
    free = room.width - width
    x = room.x + {"left": 0.0, "center": free / 2, "right": free}[zone.align]
    top = room.y + (room.height - size) / 2
    return PlacedLine(
        spans, Box(x, top, width, size), room, zone.align, size, bold, role, on_panel=zone.on_panel
    )


def _pick(card: FictionalCard, *roles: Role) -> tuple[Block, ...]:
    """Return the card's blocks of these roles, role by role."""
    return tuple(block for role in roles for block in card.blocks if block.role == role)


def _details(rng: random.Random, card: FictionalCard) -> tuple[Block, ...]:
    roles: list[Role] = ["address", "phones", "web"]
    if rng.random() < 0.6:
        rng.shuffle(roles)
    return _pick(card, *roles)


def _stacked(align: Align, *, person_first: bool) -> Callable[[random.Random, FictionalCard, Box], Plan]:
    def plan(rng: random.Random, card: FictionalCard, area: Box) -> Plan:
        head: tuple[Role, ...] = ("person", "company") if person_first else ("company", "person")
        split = area.height * rng.uniform(0.42, 0.52)
        top = Box(area.x, area.y, area.width, split - 1)
        low = Box(area.x, area.y + split, area.width, area.height - split)
        side = area.x if align == "right" else area.x + area.width - 17
        return Plan(
            (
                Zone(top, _pick(card, *head), align, rng.choice(("top", "middle"))),
                Zone(low, (*_details(rng, card), *_pick(card, "note")), align, "bottom"),
            ),
            logo=None if align == "center" else Box(side + 5, area.y, 12, 12),
            spare=None if align == "center" else Box(side, area.y + area.height - 17, 17, 17),
        )

    return plan


def _columns(rng: random.Random, card: FictionalCard, area: Box) -> Plan:
    half = area.width * rng.uniform(0.42, 0.55)
    left = Box(area.x, area.y, half - 2, area.height)
    right = Box(area.x + half + 1, area.y, area.width - half - 1, area.height)
    valign = rng.choice(("top", "middle", "bottom"))
    return Plan(
        (
            Zone(left, _pick(card, "company", "person"), rng.choice(("left", "center")), valign),
            Zone(right, (*_details(rng, card), *_pick(card, "note")), rng.choice(("left", "right")), valign),
        )
    )


def _side_panel(*, right: bool) -> Callable[[random.Random, FictionalCard, Box], Plan]:
    def plan(rng: random.Random, card: FictionalCard, area: Box) -> Plan:
        share = area.width * rng.uniform(0.32, 0.42)
        whole_height = area.height + 2 * area.y
        panel = Box(0, 0, area.x + share, whole_height)
        narrow = Box(area.x * 0.6, area.y, share, area.height)
        wide = Box(area.x + share + 4, area.y, area.width - share - 4, area.height)
        if right:
            start = area.x + area.width - share
            panel = Box(start, 0, share + area.x, whole_height)
            narrow = Box(start + area.x * 0.4, area.y, share, area.height)
            wide = Box(area.x, area.y, area.width - share - 4, area.height)
        return Plan(
            (
                Zone(narrow, _pick(card, "company"), "center", "middle", on_panel=True),
                Zone(
                    wide, (*_pick(card, "person"), *_details(rng, card), *_pick(card, "note")),
                    "left", rng.choice(("middle", "bottom")),
                ),
            ),
            panel=panel,
            logo=Box(narrow.x + narrow.width / 2 - 5, area.y, 10, 10),
        )  # fmt: skip

    return plan


def _band(*, top: bool) -> Callable[[random.Random, FictionalCard, Box], Plan]:
    def plan(rng: random.Random, card: FictionalCard, area: Box) -> Plan:
        whole_width, whole_height = area.width + 2 * area.x, area.height + 2 * area.y
        depth = whole_height * rng.uniform(0.27, 0.36)
        align: Align = rng.choice(("left", "center", "right"))
        if top:
            panel = Box(0, 0, whole_width, depth)
            inside = Box(area.x, 2, area.width, depth - 4)
            rest = Box(area.x, depth + 3, area.width, whole_height - depth - 3 - area.y)
            below = (*_pick(card, "person"), *_details(rng, card), *_pick(card, "note"))
            return Plan(
                (
                    Zone(inside, _pick(card, "company"), align, "middle", on_panel=True),
                    Zone(rest, below, align, "middle"),
                ),
                panel=panel,
            )
        panel = Box(0, whole_height - depth, whole_width, depth)
        rest = Box(area.x, area.y, area.width, whole_height - depth - area.y - 2)
        return Plan(
            (
                Zone(rest, _pick(card, "company", "person", "note"), align, "middle"),
                *_spread(
                    rng, card, Box(area.x, whole_height - depth + 2, area.width, depth - 4), on_panel=True
                ),
            ),
            panel=panel,
        )

    return plan


def _spread(rng: random.Random, card: FictionalCard, box: Box, *, on_panel: bool) -> tuple[Zone, ...]:
    """Spread the contact details over two columns."""
    half = box.width / 2
    left = Box(box.x, box.y, half - 1.5, box.height)
    right = Box(box.x + half + 1.5, box.y, half - 1.5, box.height)
    first, second = _pick(card, "phones", "web"), _pick(card, "address")
    if rng.random() < 0.5:
        first, second = _pick(card, "address"), _pick(card, "phones", "web")
    valign = rng.choice(("top", "bottom"))
    return (
        Zone(left, first, "left", valign, on_panel),
        Zone(right, second, rng.choice(("left", "right")), valign, on_panel),
    )


def _corners(rng: random.Random, card: FictionalCard, area: Box) -> Plan:
    third = area.height * 0.3
    half = area.width * 0.5
    company_left = rng.random() < 0.6
    company = Box(area.x if company_left else area.x + half, area.y, half, third)
    middle = Box(area.x, area.y + third + 1, area.width, third)
    low = Box(area.x, area.y + 2 * third + 2, area.width, area.height - 2 * third - 2)
    person_align: Align = rng.choice(("left", "left", "center", "right"))
    side: Align = "left" if company_left else "right"
    note = area.x + half + 2 if company_left else area.x
    return Plan(
        (
            Zone(company, _pick(card, "company"), side, "top"),
            Zone(
                Box(note, area.y, half - 2, third),
                _pick(card, "note"),
                "right" if company_left else "left",
                "top",
            ),
            Zone(middle, _pick(card, "person"), person_align, "middle"),
            *_spread(rng, card, low, on_panel=False),
        )
    )


def _footer(rng: random.Random, card: FictionalCard, area: Box) -> Plan:
    depth = area.height * rng.uniform(0.3, 0.38)
    top = Box(area.x, area.y, area.width, area.height - depth - 2)
    low = Box(area.x, area.y + area.height - depth, area.width, depth)
    head: tuple[Role, ...] = ("company", "person") if rng.random() < 0.5 else ("person", "company")
    align: Align = rng.choice(("center", "left"))
    return Plan(
        (
            Zone(top, (*_pick(card, *head), *_pick(card, "note")), align, "middle"),
            *_spread(rng, card, low, on_panel=False),
        )
    )


def _apart(rng: random.Random, card: FictionalCard, area: Box) -> Plan:
    """Person top left, company bottom left, details on the right."""
    half = area.width * rng.uniform(0.44, 0.54)
    third = area.height * 0.48
    upper = Box(area.x, area.y, half, third)
    lower = Box(area.x, area.y + third + 2, half, area.height - third - 2)
    right = Box(area.x + half + 3, area.y, area.width - half - 3, area.height)
    first, second = _pick(card, "person"), _pick(card, "company")
    if rng.random() < 0.4:
        first, second = second, first
    return Plan(
        (
            Zone(upper, first, "left", "top"),
            Zone(lower, second, "left", "bottom"),
            Zone(
                right, (*_details(rng, card), *_pick(card, "note")), rng.choice(("left", "right")), "bottom"
            ),
        )
    )


def _portrait(align: Align) -> Callable[[random.Random, FictionalCard, Box], Plan]:
    def plan(rng: random.Random, card: FictionalCard, area: Box) -> Plan:
        third = area.height * 0.3
        boxes = [Box(area.x, area.y + index * third, area.width, third - 2) for index in range(2)]
        low = Box(area.x, area.y + 2 * third, area.width, area.height - 2 * third)
        return Plan(
            (
                Zone(boxes[0], _pick(card, "company"), align, rng.choice(("top", "middle"))),
                Zone(boxes[1], _pick(card, "person"), align, "middle"),
                Zone(low, (*_details(rng, card), *_pick(card, "note")), align, "bottom"),
            )
        )

    return plan


TEMPLATES: Final[dict[str, Callable[[random.Random, FictionalCard, Box], Plan]]] = {
    "left": _stacked("left", person_first=False),
    "left-name-first": _stacked("left", person_first=True),
    "right": _stacked("right", person_first=False),
    "right-name-first": _stacked("right", person_first=True),
    "centre": _stacked("center", person_first=False),
    "centre-name-first": _stacked("center", person_first=True),
    "columns": _columns,
    "panel-left": _side_panel(right=False),
    "panel-right": _side_panel(right=True),
    "band-top": _band(top=True),
    "band-bottom": _band(top=False),
    "corners": _corners,
    "footer": _footer,
    "apart": _apart,
    "portrait-left": _portrait("left"),
    "portrait-centre": _portrait("center"),
}
SPARING: Final = ("left", "left-name-first", "right", "right-name-first")
"""Templates that may leave room for a QR code."""
