"""Lines of an address that stand right below it: its postal code, county or country alone on a line."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from cardscan.fields.context.addresses.streets import stands_over
from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.habits import habits_of
from cardscan.fields.postal.codes import shapes
from cardscan.fields.postal.regions import countries_of_region

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.fields.layout.blocks import Block

_REGION = re.compile(r"(.+?)\s*[-–—/,]\s*([^-–—/,]+)")
_SHORTEST_NAME = 4
"""Letters of a country's name; fewer are initials of something else."""


def places_below(address: Sequence[Block], free: Sequence[Block]) -> tuple[Block, ...]:
    """Return those of the free blocks that go on with an address, from top to bottom.

    They are of the country that its town is in, so that no number or name of anything else is one. The
    town itself may be the first of them.
    """
    found: list[Block] = []
    while True:
        countries = _countries(tuple(block.text for block in (*address, *found)))
        last = [*address, *found][-1]
        under = (block for block in free if block not in found and stands_over(last, block))
        block = next((block for block in under if _is_place(block.text, countries)), None)
        if block is None:
            break
        found.append(block)
    return tuple(found)


def are_places(blocks: Sequence[Block], address: Sequence[Block]) -> bool:
    """Tell whether the blocks are no more than codes, regions and names of the country of an address."""
    countries = _countries(tuple(block.text for block in address))
    return all(_is_place(block.text, countries) for block in blocks)


def is_country(block: Block) -> bool:
    """Tell whether an open block is no more than a country's name."""
    name = _bare(block.text)
    return block.kind is None and len(name) >= _SHORTEST_NAME and bool(words.countries_of("countries", name))


def is_town(block: Block) -> bool:
    """Tell whether an open block is no more than a town's or a region's name."""
    name, region = _bare(block.text), _REGION.fullmatch(_bare(block.text))
    named = {*words.countries_of("towns", name)} or {*countries_of_region(name)}
    if region:  # "Porto Alegre - RS"
        named = {*words.countries_of("towns", region[1])} & {*countries_of_region(region[2])}
    return block.kind is None and len(name) >= _SHORTEST_NAME and bool(named)


def _bare(text: str) -> str:
    return text.strip(" .,()")


@cache
def _countries(texts: tuple[str, ...]) -> frozenset[str]:
    """Return the countries of the towns that the lines name."""
    towns = (town for text in texts for town in words.phrases("towns", text))
    return frozenset(code for town in towns for code in words.entries("towns").get(town, ()))


def _is_place(text: str, countries: frozenset[str]) -> bool:
    """Tell whether a text is no more than a code, region or name of a country; a town where none is known."""
    name = _bare(text)
    if not countries:
        return bool(words.countries_of("towns", name))
    if len(name) >= _SHORTEST_NAME and countries.intersection(words.countries_of("countries", name)):
        return True
    if any(map(str.isdigit, name)):
        return any(_is_code(name, country) for country in countries)
    return len(name) >= _SHORTEST_NAME and bool(countries.intersection(countries_of_region(name)))


def _is_code(text: str, country: str) -> bool:
    shape, short = shapes().get(country), habits_of(country).short_code
    whole = shape is not None and shape.pattern.fullmatch(text) is not None
    return whole or bool(short and re.fullmatch(short, text))
