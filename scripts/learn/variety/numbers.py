"""How real cards print telephone numbers: without their area, beside a town's name, or quite invented."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import phonenumbers

from scripts.cards.lexicon import countries
from scripts.cards.printed import PrintedLine, line
from scripts.learn.variety.edits import each_line

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from scripts.cards.printed import FictionalCard


def towns_besides(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print beside the numbers which town or country they are of."""
    towns = [str(town).partition(";")[0] for town in countries()[card.locale]["cities"]]
    place = rng.choice([*towns, *countries()[card.locale]["countries"]])
    mark = line((rng.choice(("({})", "{}", "{}:")).format(place), "note"))

    def marked(entry: PrintedLine) -> tuple[PrintedLine, ...]:
        return (mark, entry) if rng.random() < 0.4 else (entry,)

    return each_line(card, "phones", marked)


def specimen_numbers(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print telephone numbers that no country gives out, as designers and careful people do."""
    return _renumbered(card, {p.raw: _unassigned(p.raw, card.country, rng) for p in card.contact.phones})


def local_numbers(card: FictionalCard, rng: random.Random) -> FictionalCard:
    """Print the numbers without their area's code, as shops do for people of their town."""
    return _renumbered(card, {p.raw: _without_area(p.value) for p in card.contact.phones})


def _renumbered(card: FictionalCard, new: Mapping[str, str]) -> FictionalCard:
    """Print other numbers, which are the truth as they stand; the card as it is where that cannot be."""
    printed = {span.text for block in card.blocks for entry in block.lines for span in entry.spans}
    if not all(new.values()) or not printed.issuperset(new):
        return card

    def changed(entry: PrintedLine) -> tuple[PrintedLine, ...]:
        return (line(*((new.get(span.text, span.text), span.kind) for span in entry.spans)),)

    phones = tuple(replace(p, value=new[p.raw], raw=new[p.raw]) for p in card.contact.phones)
    return replace(each_line(card, "phones", changed), contact=replace(card.contact, phones=phones))


def _unassigned(printed: str, region: str, rng: random.Random) -> str:
    """Return a printed number with its last seven digits, or more, changed until it is not valid."""
    digits = [at for at, sign in enumerate(printed) if sign.isdigit()]
    signs = list(printed)
    for attempt in range(40):
        for at in digits[-7 - attempt // 8 :]:
            signs[at] = rng.choice("0123456789")
        try:
            if not phonenumbers.is_valid_number(phonenumbers.parse("".join(signs), region)):
                break
        except phonenumbers.NumberParseException:
            break
    return "".join(signs)


def _without_area(number: str) -> str:
    """Return a number as it is dialled in its own town, or "" where that is not known.

    >>> _without_area("+551123456789"), _without_area("+4512345678")
    ('2345-6789', '')
    """
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ""
    area = phonenumbers.length_of_geographical_area_code(parsed)
    digits = len(phonenumbers.national_significant_number(parsed)) - area
    text = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    starts = [match.start() for match in re.finditer(r"\d", text)]
    return text[starts[-digits] :] if area and digits >= 6 else ""
