"""Names of people that known names tell: both of them, or one beside degrees, a "Mrs" or a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.fields.layout.statements import is_person, is_whole_name, may_be_a_person
from cardscan.fields.lexicon import words
from cardscan.fields.names import split_name
from cardscan.text import is_native

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.fields.layout.blocks import Block


def people(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what known names, prefixes and degrees say is a person's name."""
    return [
        at
        for at, block in enumerate(blocks)
        if block.kind is None and (_is_name(block.text) or _is_beside_a_title(blocks, at))
    ]


def _is_name(text: str) -> bool:
    if is_native(text) or any(map(str.isdigit, text)) or not all(map(_is_capital, text.split()[:2])):
        return False
    parts = split_name(text, "")
    name = " ".join(filter(None, (parts.given, parts.additional, parts.family)))
    return is_whole_name(name) or (bool(parts.prefix or parts.suffix) and is_person(name))


def _is_beside_a_title(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a title and nothing else stands before or behind a person on the line."""
    before = blocks[at - 1 : at] if blocks[at].parted else ()
    behind = [block for block in blocks[at + 1 : at + 2] if block.parted]
    titled = any(words.share("titles", block.text) == 1.0 for block in (*before, *behind))
    return titled and (is_person(blocks[at].text) or may_be_a_person(blocks[at].text))


def _is_capital(word: str) -> bool:
    return word[0].isupper() or not word[0].isalpha()
