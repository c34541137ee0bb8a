"""Addresses whose street has no number: "Mill Lane" right above its town."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.meaning import known_or_like

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.fields.layout.blocks import Block

_MOST_WORDS = 5
_CLOSE = 0.9
"""How far above a line the one before may end, in heights of the smaller one."""
_ALIKE = 1.33
"""How much taller the letters of one line may be."""
_ASIDE = 0.6
"""How far apart the lines may begin, or their middles lie, in heights."""
_OTHERS = ("titles", "legal_forms", "departments", "countries", "slogans")


def street_above(
    address: Sequence[Block], open_blocks: Sequence[Block], likely: Sequence[Block]
) -> Block | None:
    """Return the block that is the street of an address which has none, or None.

    It has a street's word, or is one word and one of `likely`: nothing else, and perhaps of an address.
    """
    if any(words.phrases("streets", block.text) for block in address) or _has_number(address[0].text):
        return None
    above = [block for block in open_blocks if block not in address and stands_over(block, address[0])]
    named = [block for block in above if _has_street_word(block.text)]
    other = [block for block in likely if block in above and len(words.split_words(block.text)) == 1]
    return next((block for block in (*named, *other) if _may_be_street(block.text)), None)


def _has_number(text: str) -> bool:
    """Tell whether a line has digits that are no postal code beside a town."""
    return any(map(str.isdigit, text)) and not words.phrases("towns", text)


def _may_be_street(text: str) -> bool:
    few = 0 < len(words.split_words(text)) <= _MOST_WORDS and not any(map(str.isdigit, text))
    return few and not any(known_or_like(kind, text) for kind in _OTHERS)


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
