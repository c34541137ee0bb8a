"""How real cards print people: with degrees, initials, nicknames and long titles, or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from cardscan.model import Email
from scripts.cards.lexicon import plain, sections, seeded_faker
from scripts.cards.printed import Block, PrintedLine, line
from scripts.learn.variety.edits import after, broken, each_line, filled, replaced, spoken

if TYPE_CHECKING:
    import random

    from scripts.cards.printed import FictionalCard, SpanKind

INITIALS: Final = ("N.V.", "S.A.", "A.G.", "P.V.", "S.P.", "A.S.", "B.V.", "K.", "M.", "S.", "V.K.", "R.")
"""Initials as they are printed; some are written like legal forms of companies."""


def degrees(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Add degrees below the name, or below the title."""
    text = ", ".join(rng.sample(sections("variety.txt")["degrees"], rng.choice((1, 1, 2, 3))))
    below: tuple[SpanKind, ...] = ("name",) if rng.random() < 0.7 else ("title", "department")
    return after(card, below, text)


def initials(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print names with initials, as in southern India: "K. Anand Rao", "ANAND. K"."""
    contact = card.contact
    if not contact.family_name or contact.family_first or contact.native_name:
        return card
    given, family, letters = contact.given_name, contact.family_name.split()[-1], rng.choice(INITIALS)
    bare = letters.replace(".", " ").strip()
    forms = (
        (f"{letters} {given}", family), (letters, family), (letters, given), (f"{given} {bare}", family),
        (given + rng.choice((". ", ".", " ")) + bare, ""), (f"{bare} {given}", family), (given, bare),
    )  # fmt: skip
    given, family = rng.choice(forms)
    if rng.random() < 0.3:
        given, family = given.upper(), family.upper()
    contact = replace(contact, given_name=given, family_name=family, additional_name="", prefix="", suffix="")
    changed = replaced(card, ("name",), (contact.full_name,))
    return replace(changed, contact=contact) if changed != card else card


def nickname(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print what the person is called above or below the name; the mail address may be made of it."""
    if not card.contact.given_name:
        return card
    called = seeded_faker(rng, card.locale).first_name()
    text = rng.choice(("({})", '"{}"', "“{}”", "({})")).format(called)

    def besides(entry: PrintedLine) -> tuple[PrintedLine, ...]:
        if entry.main_kind != "name":
            return (entry,)
        return (line((text, "note")), entry) if len(text) % 2 else (entry, line((text, "note")))

    card = each_line(card, "person", besides)
    mails, local = card.contact.emails, plain(called)
    if len(mails) != 1 or not local or rng.random() < 0.4:
        return card
    new = f"{local}@{mails[0].value.rpartition('@')[2]}"

    def changed(entry: PrintedLine) -> tuple[PrintedLine, ...]:
        spans = ((new if span.kind == "email" else span.text, span.kind) for span in entry.spans)
        return (line(*spans),)

    return replace(each_line(card, "web", changed), contact=replace(card.contact, emails=(Email(new),)))


def long_title(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print a title of many words, in one line to three."""
    if not card.contact.title or card.language in ("ja", "zh"):
        return card
    title = spoken(card, "long titles", rng)
    changed = replaced(card, ("title",), broken(title, rng))
    return replace(changed, contact=replace(card.contact, title=title)) if changed != card else card


def title_first(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print the title, or title and department, over the name."""
    blocks = []
    for block in card.blocks:
        kinds = ("title", "department") if rng.random() < 0.5 else ("title",)
        above = tuple(entry for entry in block.lines if entry.main_kind in kinds)
        rest = tuple(entry for entry in block.lines if entry.main_kind not in kinds)
        blocks.append(replace(block, lines=(*above, *rest)) if block.role == "person" else block)
    return replace(card, blocks=tuple(blocks))


def sparse(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Leave out mail and website, at times the title too, so that names must speak for themselves."""
    blocks = tuple(block for block in card.blocks if block.role != "web")
    contact = replace(card.contact, emails=(), urls=(), social=())
    card = replace(card, blocks=blocks, contact=contact)
    if rng.random() < 0.5 or not any(entry.main_kind == "title" for b in blocks for entry in b.lines):
        return card
    untitled = each_line(
        card, "person", lambda entry: () if entry.main_kind in ("title", "department") else (entry,)
    )
    kinds = {span.kind for block in untitled.blocks for entry in block.lines for span in entry.spans}
    if kinds & {"title", "department"}:  # on the name's line
        return card
    return replace(untitled, contact=replace(contact, title="", department=""))


def untitled(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Leave the title out where there is a department, which then says all that the person does."""
    kept = [entry.main_kind for block in card.blocks for entry in block.lines]
    if not card.contact.title or "department" not in kept:
        return card
    bare = each_line(card, "person", lambda entry: () if entry.main_kind == "title" else (entry,))
    if any(span.kind == "title" for block in bare.blocks for entry in block.lines for span in entry.spans):
        return card
    return replace(bare, contact=replace(card.contact, title=""))


def brief(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Leave hardly more than the person, the company and a line or two to reach them, as under a letter."""
    left_out = {"address", "note", *rng.choice((("web",), ("phones",), ("web", "phones"), ()))}
    blocks = tuple(block for block in card.blocks if block.role not in left_out)
    contact = replace(card.contact, addresses=())
    if "web" in left_out:
        contact = replace(contact, emails=(), urls=(), social=())
    if "phones" in left_out:
        contact = replace(contact, phones=())
    return replace(card, blocks=blocks, contact=contact)


def shop(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Leave the person out and add what shops print: hours, brands, ways to pay."""
    blocks = tuple(block for block in card.blocks if block.role != "person")
    contact = replace(
        card.contact, prefix="", given_name="", additional_name="", family_name="", suffix="",
        family_first=False, native_name="", title="", department="",
    )  # fmt: skip
    patterns = rng.sample(sections("variety.txt")["shop"], rng.choice((1, 2, 2, 3, 4, 6)))
    lines = [line((filled(pattern, card, rng), "note")) for pattern in patterns]
    half = rng.randint(0, len(lines))
    parts = (Block("company", tuple(lines[:half])), Block("note", tuple(lines[half:])))
    return replace(card, blocks=(*blocks, *(part for part in parts if part.lines)), contact=contact)
