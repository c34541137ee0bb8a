"""What makes real cards harder than tidy ones: applied to fictional cards before training on them.

Degrees under the name, landmarks in the address, a company in two sizes of type, lists of
services, branches and memberships, marks of scanning programs: all seen on cards everywhere.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from scripts.cards.lexicon import countries, sections, seeded_faker, words
from scripts.cards.printed import Block, PrintedLine, line
from scripts.learn.simulate import SimulatedReading
from scripts.learn.variety.addresses import (
    headed,
    plain_street,
    postal_address,
    rewrapped,
    richer,
    under_a_slogan,
)
from scripts.learn.variety.companies import (
    belonging,
    brand_besides,
    brand_only,
    company_mail,
    department_at_company,
    described,
    institution,
    moved_company,
    stacked_company,
    titled_company,
    worded,
)
from scripts.learn.variety.edits import each_line, filled
from scripts.learn.variety.numbers import local_numbers, specimen_numbers, towns_besides
from scripts.learn.variety.people import (
    brief,
    degrees,
    initials,
    long_title,
    nickname,
    shop,
    sparse,
    title_first,
    untitled,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from cardscan.model import Quad
    from scripts.cards.printed import FictionalCard

SERVICES_SEPARATORS: Final = (" • ", ", ", " - ", " | ", " · ", " / ", " & ")


def varied(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Return the card with some of what makes real ones hard; the truth is changed along."""
    if card.locale == "en_IN" and rng.random() < 0.5:
        card = initials(card, rng)
        card = degrees(card, rng) if rng.random() < 0.4 else card
    if not card.contact.full_name:
        card = shop(card, rng)
    for chance, change in _CHANGES:
        if rng.random() < chance:
            card = change(card, rng)
    return card


def restyled(reading: SimulatedReading, rng: random.Random) -> SimulatedReading:
    """Return the reading with some kinds of text in another size than the layout gave them."""
    factors: dict[str, float] = {}
    if rng.random() < 0.25:
        factors["name"] = factors["native_name"] = rng.uniform(0.55, 0.85)
    if rng.random() < 0.4:
        factors["organization"] = rng.uniform(0.5, 0.8) if rng.random() < 0.6 else rng.uniform(1.3, 2.2)
    if rng.random() < 0.3:
        factors["brand"] = rng.uniform(0.6, 1.8)
    for kind in ("title", "note", "department"):
        if rng.random() < 0.25:
            factors[kind] = rng.uniform(0.8, 1.35)
    two_sizes = rng.uniform(0.2, 0.75) if rng.random() < 0.35 else 1.0
    seen = False
    lines = []
    for entry, spans in zip(reading.lines.lines, reading.spans, strict=True):
        kind = spans[0].kind if spans else "note"
        factor = factors.get(kind, 1.0) * rng.gauss(1.0, 0.03)
        if kind == "organization":
            factor *= two_sizes if seen else 1.0
            seen = True
        lines.append(replace(entry, quad=_scaled(entry.quad, factor)))
    return reading._replace(lines=replace(reading.lines, lines=tuple(lines)))


def _scaled(quad: Quad, factor: float) -> Quad:
    x, y = (sum(point[axis] for point in quad) / 4 for axis in (0, 1))
    a, b, c, d = ((x + (px - x) * factor, y + (py - y) * factor) for px, py in quad)
    return a, b, c, d


def _services(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Add a list of what is sold, as shops print it."""
    known = words(card.language, "services") + words(card.language, "industries")
    separator = rng.choice(SERVICES_SEPARATORS)
    lines = []
    for _ in range(rng.choice((1, 1, 2, 3, 4, 6))):
        parts = [filled(rng.choice(known), card, rng) for _ in range(rng.choice((1, 1, 2, 3)))]
        text = separator.join(parts)
        lines.append(line((text.upper() if rng.random() < 0.25 else text, "note")))
    role = rng.choice(("company", "note", "note"))
    return replace(card, blocks=(*card.blocks, Block(role, tuple(lines))))  # type: ignore[arg-type]


def _cities(card: FictionalCard, rng: random.Random) -> FictionalCard:
    towns = [str(town).partition(";")[0] for town in countries()[card.locale]["cities"]]
    chosen = rng.sample(towns, min(len(towns), rng.randint(3, 6)))
    text = rng.choice((" · ", ", ", " • ", " - ", " | ")).join(chosen)
    return replace(card, blocks=(*card.blocks, Block("note", (line((text, "note")),))))


def _mark(card: FictionalCard, rng: random.Random) -> FictionalCard:
    return replace(
        card,
        blocks=(*card.blocks, Block("note", (line((rng.choice(sections("variety.txt")["marks"]), "note")),))),
    )


def _second_title(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Let the title go on in a second line."""
    title = card.contact.title
    if not title or card.language in ("ja", "zh"):
        return card
    more = filled(rng.choice(words(card.language, "titles")), card, rng)
    more = rng.choice((f"& {more}", f"({rng.choice(words(card.language, 'industries'))})", f"- {more}"))
    blocks, done = [], False
    for block in card.blocks:
        lines = list(block.lines)
        at = max((i for i, entry in enumerate(lines) if entry.main_kind == "title"), default=-1)
        if at >= 0 and not done and len(lines[at].spans) == 1:
            lines.insert(at + 1, line((more, "title")))
            done = True
        blocks.append(replace(block, lines=tuple(lines)))
    contact = replace(card.contact, title=f"{title} {more}") if done else card.contact
    return replace(card, blocks=tuple(blocks), contact=contact)


def _other_department(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print below the title what the person works on, in words that no list of departments holds."""
    if not card.contact.title or card.contact.department or card.language in ("ja", "zh"):
        return card
    text = filled(rng.choice(sections("variety.txt")["departments"]), card, rng)
    blocks, done = [], False
    for block in card.blocks:
        lines = list(block.lines)
        at = max((i for i, entry in enumerate(lines) if entry.main_kind == "title"), default=-1)
        if at >= 0 and not done:
            lines.insert(at + 1, line((text, "department")))
            done = True
        blocks.append(replace(block, lines=tuple(lines)))
    contact = replace(card.contact, department=text) if done else card.contact
    return replace(card, blocks=tuple(blocks), contact=contact)


def _other_title(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Take the title from another source than the lists of titles."""
    title = card.contact.title
    job = seeded_faker(rng, card.locale).job().partition(",")[0]

    def changed(entry: PrintedLine) -> tuple[PrintedLine, ...]:
        return (line((job, "title")),) if entry.text == title else (entry,)

    found = any(entry.text == title for block in card.blocks for entry in block.lines)
    if not title or not found or not job:
        return card
    return replace(each_line(card, "person", changed), contact=replace(card.contact, title=job))


_CHANGES: Final[tuple[tuple[float, Callable[[FictionalCard, random.Random], FictionalCard]], ...]] = (
    (0.2, _other_title),
    (0.05, _second_title),
    (0.12, _other_department),
    (0.06, long_title),
    (0.05, title_first),
    (0.09, degrees),
    (0.05, initials),
    (0.02, nickname),
    (0.08, institution),
    (0.06, worded),
    (0.05, brand_only),
    (0.25, brand_besides),
    (0.25, stacked_company),
    (0.12, belonging),
    (0.1, described),
    (0.03, titled_company),
    (0.05, department_at_company),
    (0.2, moved_company),
    (0.25, richer),
    (0.2, rewrapped),
    (0.13, _services),
    (0.05, _cities),
    (0.07, headed),
    (0.08, plain_street),
    (0.05, under_a_slogan),
    (0.03, towns_besides),
    (0.05, specimen_numbers),
    (0.05, local_numbers),
    (0.12, company_mail),
    (0.08, _mark),
    (0.03, postal_address),
    (0.04, shop),
    (0.05, sparse),
    (0.03, untitled),
    (0.06, brief),
)
