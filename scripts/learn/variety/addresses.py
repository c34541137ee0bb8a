"""How real cards print addresses: with landmarks, in one line, under a heading, with a street's bare name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.model import Address
from scripts.cards.lexicon import sections, seeded_faker, words
from scripts.cards.printed import Block, line
from scripts.learn.variety.edits import filled

if TYPE_CHECKING:
    import random

    from scripts.cards.printed import FictionalCard


def headed(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print over the address what kind of office it is."""
    text = rng.choice(words(card.language, "label.office")).rstrip(" :") + rng.choice(("", ":", " :"))
    if not card.contact.addresses:
        return card
    blocks = tuple(
        replace(block, lines=(line((text, "note")), *block.lines)) if block.role == "address" else block
        for block in card.blocks
    )
    return replace(card, blocks=blocks)


def under_a_slogan(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print right over the address what the company likes to say of itself, in one line or two."""
    if not card.contact.addresses:
        return card
    language = "en" if card.language in ("ja", "zh", "el") else card.language
    said = [filled(rng.choice(words(language, "slogans")), card, rng) for _ in range(rng.choice((1, 1, 2)))]
    above = tuple(line((text, "note")) for text in said)
    blocks = tuple(
        replace(block, lines=(*above, *block.lines)) if block.role == "address" else block
        for block in card.blocks
    )
    return replace(card, blocks=blocks)


def plain_street(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print of the street its name only, no number and no word for a street; at times a quarter below it."""
    if not card.contact.addresses or card.language in ("ja", "zh"):
        return card
    blocks = list(card.blocks)
    for number, block in enumerate(blocks):
        plain = [len(entry.spans) == 1 and entry.main_kind == "address" for entry in block.lines]
        if block.role != "address" or len(plain) < 2 or not all(plain[:2]):
            continue
        if not any(sign.isdigit() for sign in block.lines[0].text):
            return card
        named = [line((text, "address")) for text in _names_of_streets(card, rng)]
        blocks[number] = replace(block, lines=(*named, *block.lines[1:]))
        first = replace(card.contact.addresses[0], formatted=_formatted(blocks[number], card))
        addresses = (first, *card.contact.addresses[1:])
        return replace(card, blocks=tuple(blocks), contact=replace(card.contact, addresses=addresses))
    return card


def _names_of_streets(card: FictionalCard, rng: random.Random) -> list[str]:
    """Return a street's name and, now and then, a quarter's: people's names, and words that no list holds."""
    fake = seeded_faker(rng, card.locale)
    ways = (
        lambda: f"{fake.first_name()} {fake.last_name()}",
        fake.last_name,
        lambda: f"{fake.last_name()} {fake.last_name()}",
        lambda: filled("{brand}", card, rng),
        lambda: f"The {filled('{brand}', card, rng)}",
    )
    return [rng.choice(ways)() + rng.choice(("", "", ",")) for _ in range(rng.choice((1, 1, 2)))]


def richer(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Add landmarks, houses and departments to the first address, above or below its first line."""
    if not card.contact.addresses or card.language in ("ja", "zh"):
        return card
    known = sections("variety.txt")
    lists = known["houses"] + known["post boxes"] + (known["landmarks"] if card.locale == "en_IN" else ())
    more = [filled(rng.choice(lists), card, rng) for _ in range(rng.choice((1, 1, 2)))]
    blocks = list(card.blocks)
    for number, block in enumerate(blocks):
        starts = [i for i, entry in enumerate(block.lines) if entry.main_kind == "address"]
        if block.role == "address" and starts and len(block.lines[starts[0]].spans) == 1:
            at = starts[0] + rng.choice((0, 0, 1))
            added = tuple(line((text + rng.choice((",", ",", "")), "address")) for text in more)
            blocks[number] = replace(block, lines=(*block.lines[:at], *added, *block.lines[at:]))
            first = replace(card.contact.addresses[0], formatted=_formatted(blocks[number], card))
            contact = replace(card.contact, addresses=(first, *card.contact.addresses[1:]))
            return replace(card, blocks=tuple(blocks), contact=contact)
    return card


def _formatted(block: Block, card: FictionalCard) -> str:
    texts = ["".join(span.text for span in entry.spans if span.kind == "address") for entry in block.lines]
    return ", ".join(text.strip(" ,") for text in texts if text)


def rewrapped(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Break address lines at commas, or print the address as one line."""
    join = rng.random() < 0.4
    separator = rng.choice((", ", ", ", " - ", " • ", " · ", " | ", " "))
    blocks = []
    for block in card.blocks:
        simple = all(len(entry.spans) == 1 and entry.main_kind == "address" for entry in block.lines)
        if block.role == "address" and simple and block.lines:
            texts = [entry.text.strip(" ,") for entry in block.lines]
            if join:
                texts = [separator.join(texts)]
            else:
                texts = [part.strip() for text in texts for part in text.replace(", ", ",\n").split("\n")]
            block = replace(block, lines=tuple(line((text, "address")) for text in texts if text))
        blocks.append(block)
    return replace(card, blocks=tuple(blocks))


def postal_address(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print the office's post office box below its address, as an address of its own."""
    office = next((block for block in card.blocks if block.role == "address" and block.lines), None)
    if office is None or not card.contact.addresses or card.language in ("ja", "zh"):
        return card
    first = filled(rng.choice(sections("variety.txt")["post boxes"]), card, rng)
    last = office.lines[-1].text
    if len(office.lines) < 2 or office.lines[-1].main_kind != "address" or len(last) < 6:
        return card  # without a town of its own it would belong to the address
    texts = [first, last]
    added = tuple(line((text, "address")) for text in texts)
    blocks = tuple(
        replace(block, lines=(*block.lines, *added)) if block is office else block for block in card.blocks
    )
    second = Address(formatted=", ".join(texts))
    contact = replace(card.contact, addresses=(*card.contact.addresses, second))
    return replace(card, blocks=blocks, contact=contact)
