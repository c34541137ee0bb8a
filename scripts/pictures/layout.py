"""Places a fictional card's lines on the card: many layouts, sizes in millimetres."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from scripts.cards.printed import PrintedLine, Span
from scripts.pictures.templates import SPARING, TEMPLATES, Box

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

    from scripts.cards.printed import Block, FictionalCard, Role, SpanKind
    from scripts.pictures.templates import Align, Zone


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
LEGIBLE: Final = 1.5
"""Printers set nothing smaller than about four points, in millimetres."""
ATTEMPTS: Final = 4


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


class Taste(NamedTuple):
    """One card's type: sizes in millimetres and what is set in capitals, bold or spaced letters."""

    sizes: dict[str, float]
    caps: frozenset[str]
    bold: frozenset[str]
    spaced: frozenset[str]
    gap: float


def lay_out(
    card: FictionalCard, rng: random.Random, *, template: str = "", want_spare: bool = False
) -> Layout:
    """Place the card's lines by one of TEMPLATES; the same state of rng gives the same layout.

    `want_spare` chooses a template that leaves room for a QR code.
    """
    names = [template] if template else SPARING if want_spare else tuple(TEMPLATES)
    tried = [_attempt(card, rng, rng.choice(names)) for _ in range(ATTEMPTS)]
    return next((layout for layout in tried if _smallest(layout) >= LEGIBLE), max(tried, key=_smallest))


def _attempt(card: FictionalCard, rng: random.Random, chosen: str) -> Layout:
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


def _smallest(layout: Layout) -> float:
    return min((line.size for line in layout.lines), default=LEGIBLE)


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
    capitals = text.upper()
    # Georgian's capitals are young: no card and hardly a typeface has them
    if kind in taste.caps and not any("\u1c90" <= letter <= "\u1cbf" for letter in capitals):
        text = capitals
    if kind in taste.spaced and len(text) < 24:
        text = "  ".join(" ".join(word) for word in text.split())
    return text


def _stack(zone: Zone, taste: Taste) -> list[PlacedLine]:
    """Stack a zone's lines, scaled down where they would not fit."""
    entries: list[tuple[Block, PrintedLine, float]] = []
    for number, block in enumerate(zone.blocks):
        for at, line in enumerate(block.lines):
            entries.append((block, line, taste.gap if number and not at else 0.0))
    sizes = _sizes([line for _, line, _ in entries], zone.box.width, taste)
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


def _sizes(lines: list[PrintedLine], width: float, taste: Taste) -> list[float]:
    """Return each line's size; contact details are one size, that of the longest that fits."""
    kinds = [line.main_kind for line in lines]
    sizes = [taste.sizes.get(kind, taste.sizes["other"]) for kind in kinds]
    detail = [at for at, kind in enumerate(kinds) if kind in ("phone", "email", "url", "address", "social")]
    longest = max((text_width(lines[at].text, sizes[at], bold=False) for at in detail), default=0.0)
    factor = min(1.0, 0.94 * width / longest) if longest else 1.0
    return [size * factor if at in detail else size for at, size in enumerate(sizes)]


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
