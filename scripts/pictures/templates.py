"""The layouts of cards: which blocks stand in which part of the card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from scripts.cards.printed import Block, FictionalCard, Role

Align: TypeAlias = Literal["left", "center", "right"]
Vertical: TypeAlias = Literal["top", "middle", "bottom"]


class Box(NamedTuple):
    """An upright rectangle in millimetres from the card's top left corner."""

    x: float
    y: float
    width: float
    height: float


class Zone(NamedTuple):
    """A rectangle with the blocks stacked in it."""

    box: Box
    blocks: tuple[Block, ...]
    align: Align
    valign: Vertical
    on_panel: bool = False


class Plan(NamedTuple):
    """The zones of one card with what else takes room."""

    zones: tuple[Zone, ...]
    panel: Box | None = None
    logo: Box | None = None
    spare: Box | None = None


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
    valign: Vertical = rng.choice(("top", "middle", "bottom"))
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
    valign: Vertical = rng.choice(("top", "bottom"))
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
