"""How real cards print companies: in two lines, beside a logo, under the title, over the address."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.model import Email
from scripts.cards.contact_lines import FREEMAIL
from scripts.cards.lexicon import countries, plain, sections, words
from scripts.cards.printed import Block, PrintedLine, line
from scripts.learn.variety.edits import after, broken, each_line, filled, replaced, spoken

if TYPE_CHECKING:
    import random

    from scripts.cards.printed import FictionalCard


def belonging(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Add what the company belongs to or is licensed for."""
    text = filled(rng.choice(sections("variety.txt")["belonging"]), card, rng)
    return after(card, ("organization", "brand"), text)


def described(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print under the company what it does, in a line or word by word."""
    language = "en" if card.language in ("ja", "zh", "el") else card.language
    known = words(language, "industries") + words(language, "services")
    parts = [filled(rng.choice(known), card, rng) for _ in range(rng.choice((1, 1, 2, 3)))]
    if rng.random() < 0.5:
        parts = [text.upper() for text in parts]
    texts = parts if rng.random() < 0.3 else [rng.choice((" & ", " • ", ", ", " - ", " ")).join(parts)]
    for text in reversed(texts):
        card = after(card, ("organization", "brand"), text)
    return card


def stacked_company(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Break the company's name into lines, as a logo with a line under it does."""

    def stacked(entry: PrintedLine) -> tuple[PrintedLine, ...]:
        if entry.main_kind != "organization" or len(entry.spans) > 1 or len(entry.text.split()) < 2:
            return (entry,)
        most = rng.choice((2, 2, 3, 4))
        return tuple(line((part, "organization")) for part in broken(entry.text, rng, most))

    return each_line(card, "company", stacked)


def brand_only(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Let the logo's one word be all that says which company it is."""
    word = card.contact.organization.partition(" ")[0].strip(",")
    bare = each_line(card, "company", lambda entry: () if entry.main_kind == "brand" else (entry,))
    changed = replaced(bare, ("organization",), (word,))
    if changed == bare or len(word) < 3:
        return card
    changed = replace(changed, contact=replace(card.contact, organization=word))
    return _with_domain(changed, plain(word)) if rng.random() < 0.7 else changed


def institution(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Let the company be an institution, whose names are long and full of small words."""
    return _renamed(card, spoken(card, "institutions", rng), rng)


def worded(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Give the company a name of everyday words: "Beyond Tomorrow Limited"."""
    language = "en" if card.language in ("ja", "zh", "el") else card.language
    slogan = filled(rng.choice(words(language, "slogans")), card, rng).strip(".!?").split()
    name = " ".join(slogan[: rng.randint(2, 3)]).strip(",;:").title()
    legal = filled(rng.choice(countries()[card.locale]["legal"]), card, rng)
    return _renamed(card, f"{name} {legal}".strip() if rng.random() < 0.75 else name, rng)


def _renamed(card: FictionalCard, name: str, rng: random.Random) -> FictionalCard:
    if not card.contact.organization:
        return card
    short = "".join(word[0] for word in name.split() if word[0].isupper())
    # the old brand would be another company's
    bare = each_line(card, "company", lambda entry: () if entry.main_kind == "brand" else (entry,))
    changed = replaced(bare, ("organization",), broken(name, rng))
    if changed == bare:
        return card
    changed = replace(changed, contact=replace(card.contact, organization=name))
    if rng.random() < 0.3:  # known by another name, and so is its domain
        logo = Block("company", (line((card.contact.organization.split()[0], "brand")),))
        return replace(changed, blocks=(logo, *changed.blocks))
    label = rng.choice((plain(short), plain(short), plain(name).replace("-", "")))
    return _with_domain(changed, label) if len(label) > 1 else changed


def brand_besides(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print a short form of the company's name too, as a logo, where there is none yet."""
    name = card.contact.organization
    printed = {entry.main_kind for block in card.blocks for entry in block.lines}
    if "brand" in printed or len(name.split()) < 2 or not name.isascii():
        return card
    first = name.split()[0]
    short = rng.choice(
        (first, first.upper(), first.lower(), "".join(word[0] for word in name.split()).upper())
    )
    logo = Block("company", (line((short, "brand")),))
    card = replace(card, blocks=(logo, *card.blocks) if rng.random() < 0.6 else (*card.blocks, logo))
    return _with_domain(card, plain(short)) if rng.random() < 0.4 else card


def _with_domain(card: FictionalCard, label: str) -> FictionalCard:
    """Give the card's own domain another name, in print and in truth."""
    old = next((url.value.partition("//")[2].removeprefix("www.") for url in card.contact.urls), "")
    old = old.partition("/")[0] or next((mail.value.rpartition("@")[2] for mail in card.contact.emails), "")
    if not old or old in FREEMAIL or not label:
        return card
    new = f"{label}.{old.partition('.')[2]}"

    def changed(text: str) -> str:
        return re.sub(re.escape(old), new, text, flags=re.IGNORECASE)

    blocks = tuple(
        replace(
            block,
            lines=tuple(line(*((changed(s.text), s.kind) for s in entry.spans)) for entry in block.lines),
        )
        for block in card.blocks
    )
    emails = tuple(replace(mail, value=changed(mail.value)) for mail in card.contact.emails)
    urls = tuple(replace(url, value=changed(url.value)) for url in card.contact.urls)
    return replace(card, blocks=blocks, contact=replace(card.contact, emails=emails, urls=urls))


def moved_company(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print the company under the person's title, or over the address, instead of by itself.

    At times it stands there besides its logo.
    """
    role = rng.choice(("person", "address", "address"))
    taken = [
        entry
        for block in card.blocks
        for entry in block.lines
        if block.role == "company" and entry.main_kind == "organization"
    ]
    if not taken or role not in {block.role for block in card.blocks if block.lines}:
        return card
    besides = rng.random() < 0.3

    def left(entry: PrintedLine) -> tuple[PrintedLine, ...]:
        if entry.main_kind != "organization":
            return (entry,)
        return (line((entry.text, "brand")),) if besides else ()

    blocks, done = [], False
    for block in each_line(card, "company", left).blocks:
        if block.role == role and not done:
            lines = (*block.lines, *taken) if role == "person" else (*taken, *block.lines)
            blocks.append(replace(block, lines=lines))
            done = True
        elif block.lines:
            blocks.append(block)
    return replace(card, blocks=tuple(blocks))


def department_at_company(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print the department right over or under the company instead of at the person."""
    text = filled(rng.choice(sections("variety.txt")["departments"]), card, rng)
    entry = line((text, "department"))
    bare = each_line(card, "person", lambda old: () if old.main_kind == "department" else (old,))
    spans = {span.kind for block in bare.blocks for old in block.lines for span in old.spans}
    firm = [old for block in bare.blocks if block.role == "company" for old in block.lines]
    names = [old for old in firm if old.main_kind == "organization"]
    if "department" in spans or not names or card.language in ("ja", "zh"):
        return card
    over = rng.random() < 0.5

    def besides(old: PrintedLine) -> tuple[PrintedLine, ...]:
        if over:
            return (entry, old) if old is names[0] else (old,)
        return (old, entry) if old is names[-1] else (old,)

    return replace(each_line(bare, "company", besides), contact=replace(card.contact, department=text))


def titled_company(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print title and company as one statement, in a line: "Teacher, Elm Row School"."""
    title, name = card.contact.title, card.contact.organization
    if not title or not name or not name.isascii():
        return card
    joint = rng.choice((", ", ", ", " - ", " | ", ": "))

    def together(entry: PrintedLine) -> tuple[PrintedLine, ...]:
        whole = len(entry.spans) == 1 and entry.text == title
        return (line((title, "title"), (joint, "gap"), (name, "organization")),) if whole else (entry,)

    changed = each_line(card, "person", together)
    if changed == card:
        return card
    return each_line(
        changed, "company", lambda entry: () if entry.main_kind in ("organization", "brand") else (entry,)
    )


def company_mail(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Let the only mail address be the company's at a mail provider, as small firms have it."""
    mails, name = card.contact.emails, plain(card.contact.organization)
    if len(mails) != 1 or not name:
        return card
    parts = name.split("-")
    forms = ("".join(parts), "".join(parts[:2]), ".".join(parts[:2]), f"{parts[0]}info", parts[0])
    own = mails[0].value.rpartition("@")[2]
    new = f"{rng.choice(forms)[:24]}@{own if rng.random() < 0.5 else rng.choice(FREEMAIL)}"

    def changed(entry: PrintedLine) -> tuple[PrintedLine, ...]:
        spans = ((new if span.kind == "email" else span.text, span.kind) for span in entry.spans)
        return (line(*spans),)

    return replace(each_line(card, "web", changed), contact=replace(card.contact, emails=(Email(new),)))
