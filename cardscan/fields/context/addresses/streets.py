"""Addresses whose street has no number: "Mill Lane" right above its town, "Barbican" between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.meaning import known_or_like
from cardscan.fields.postal.addresses import parse_address
from cardscan.fields.postal.regions import countries_of_region
from cardscan.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.fields.layout.blocks import Block

_MOST_WORDS = 5
_MOST_LINES = 3
_CLOSE = 0.9
"""How far above a line the one before may end, in heights of the smaller one."""
_ALIKE = 1.33
"""How much taller the letters of one line may be."""
_ASIDE = 0.6
"""How far apart the lines may begin, or their middles lie, in heights."""
_MARKS = ".,;:()"
_ASIDES, _PARTS = re.compile(r"\s*\([^()]*\)"), re.compile(r"\s*,\s*")
_NUMBERED = re.compile(r"(?:[^\W\d_]{2,}[.]?\s)*[^\W\d_]{4,}\s\d{1,4}\s?[a-zA-Z]?")
"""A street and its number: "Nieuwestad 113", "Am Hang 7b"."""
_ROMAN = "ivx"
"""Numerals of kings and popes that streets are named after; one is a legal form of Lithuania."""
_SMALL = ("particles", "streets", "region_kinds")
"""Words that streets and quarters have in small letters."""
_OTHERS = ("titles", "companies", "departments", "countries", "slogans")


def streets_above(
    address: Sequence[Block], open_blocks: Sequence[Block], likely: Sequence[Block]
) -> tuple[Block, ...]:
    """Return the blocks that are the street and the quarter above an address, from top to bottom.

    Where the address has no street, it has a street's word, or is the topmost of `likely`: nothing else, and
    perhaps of an address. Whatever the address has, a line of `likely` is one of it that says where it is.
    """
    wanted = not has_street(address)

    def goes_on(block: Block) -> bool:
        if wanted and _may_be_street(block, likely):
            return True
        return block in likely and _says_where(block.text) and (wanted or _is_no_name(block.text))

    found: list[Block] = []
    while len(found) < _MOST_LINES and not (found and wanted and _has_street_word(found[0].text)):
        rest = (block for block in open_blocks if block not in (*address, *found))
        above = (block for block in rest if stands_over(block, (*found, *address)[0]))
        street = next(filter(goes_on, above), None)
        if street is None:
            break
        found.insert(0, street)
    return tuple(found)


def has_street(address: Sequence[Block]) -> bool:
    """Tell whether an address has a street's word, or begins with a number or a quarter before its town."""
    first = address[0].text
    front, comma, _ = first.partition(",")
    if any(words.phrases("streets", block.text) and not countries_of_region(block.text) for block in address):
        return True
    begun = bool(comma) or any(map(str.isdigit, first))
    towns = words.phrases("towns", front if comma else first)
    return begun and not towns and bool(parse_address([block.text for block in address]).street)


def _says_where(text: str) -> bool:
    """Tell whether a part of a line begins or ends in a street's word, or is a word and a house's number."""
    text = _ASIDES.sub("", text)
    placed = [part for part in _PARTS.split(text) if _has_street_word(part) or _NUMBERED.fullmatch(part)]
    whole = len(words.split_words(text)) > 1 and words.share("streets", text) == 1.0
    return whole or len(placed) > 1 or (bool(placed) and not _says_else(text))


def _is_no_name(text: str) -> bool:
    """Tell whether a text with a street's word is more than a name may be, as that of an estate."""
    return any(map(str.isdigit, text)) or "," in text or words.share("streets", text) == 1.0


def _may_be_street(block: Block, likely: Sequence[Block]) -> bool:
    few = 0 < len(words.split_words(block.text)) <= _MOST_WORDS
    if not few or any(form.strip(_ROMAN) for form in known_or_like("legal_forms", block.text)):
        return False
    if _has_street_word(block.text) and not any(map(str.isdigit, block.text)):
        return True
    return block in likely and not _says_else(block.text)


def _says_else(text: str) -> bool:
    """Tell whether a line says what somebody is or does: by its words, a small letter, an article."""
    folded, printed = words.split_words(text), text.split()
    small = {fold(word.strip(_MARKS)) for word in printed if word.islower()} if len(printed) > 1 else set()
    plain = any(not any(word in words.words(kind) for kind in _SMALL) for word in small)
    said = any(word in words.words("function_words") - words.words("particles") for word in folded)
    return plain or said or any(known_or_like(kind, text) for kind in _OTHERS)


def _has_street_word(text: str) -> bool:
    folded = words.split_words(text)
    return len(folded) > 1 and any(word in words.words("streets") for word in (folded[0], folded[-1]))


def stands_over(block: Block, other: Block) -> bool:
    """Tell whether a line stands right above another, aligned with it and in letters of its size."""
    small, large = sorted((block.height, other.height))
    gap = other.box[1] - block.box[3]
    aside = min(
        abs(block.box[0] - other.box[0]),
        abs(block.box[2] - other.box[2]),
        abs(block.box[0] + block.box[2] - other.box[0] - other.box[2]) / 2,
    )
    return large < _ALIKE * small and -0.5 * small < gap < _CLOSE * small and aside < _ASIDE * large
