"""Names of people that known names tell: both of them, or one beside degrees, a "Mrs" or a title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan.fields.layout.persons import is_person, is_whole_name, may_be_a_person
from cardscan.fields.layout.statements import AND
from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.meaning import known_or_like
from cardscan.fields.names import is_household, split_name
from cardscan.model import PersonName
from cardscan.text import is_native

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.fields.layout.blocks import Block

_KIN = re.compile(r"[^\W\d_]{2,} (?:[SsDdWw]/[Oo]|[Aa]/[LlPp])\.? [^\W\d_]{2,}")
"""Whose son, daughter or wife somebody is: "Devan s/o Raman"."""
_PAIR = 2
_LONGEST = 5
"""More than the words of "Mr. and Mrs."."""
_ABOVE = 2
"""Open stretches of text above a person who is called by a given name only: what the card is of."""
_OTHERS = ("towns", "regions", "countries", "titles", "companies", "departments", "streets", "slogans")


def people(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what known names, prefixes and degrees say is a person's name."""
    whole = [
        at
        for at, block in enumerate(blocks)
        if block.kind is None and (_is_name(block.text) or _is_beside_a_title(blocks, at))
    ]
    return whole or [*_households(blocks), *_begun_names(blocks), *_given_names(blocks)][:1]


def _households(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of several people's family name below something else: "M. et Mme Garnier"."""
    first = next((at for at, block in enumerate(blocks) if block.kind is None), 0)
    return [
        at
        for at, block in enumerate(blocks)
        if block.kind is None and at > first and _is_household(block.text)
    ]


def _is_household(text: str) -> bool:
    printed = text.split()
    said = any(is_household(" ".join(printed[:count])) for count in range(1, min(_LONGEST, len(printed))))
    parts = split_name(text, "") if said else PersonName()
    return bool(parts.family) and not parts.given


def _begun_names(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of a known given name and one more word that nothing explains, below a line."""
    open_blocks = [at for at, block in enumerate(blocks) if block.kind is None]
    return [at for at in open_blocks[1:] if _begins_with_a_name(blocks[at].text) and _is_alone(blocks, at)]


def _begins_with_a_name(text: str) -> bool:
    folded, printed = words.split_words(text), text.split()
    plain = len(printed) == len(folded) == _PAIR and all(word.isalpha() for word in printed)
    if not plain or is_native(text) or not all(map(_is_capital, printed)):
        return False
    named = words.is_given(folded[0]) and not any(folded[0] in words.words(kind) for kind in _OTHERS)
    return named and not any(known_or_like(kind, folded[1]) for kind in (*_OTHERS, "legal_forms"))


def _given_names(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of given names that have a line to themselves, below two others at least."""
    open_blocks = [at for at, block in enumerate(blocks) if block.kind is None]
    return [at for at in open_blocks[_ABOVE:] if _is_given_name(blocks[at]) and _is_alone(blocks, at)]


def _is_given_name(block: Block) -> bool:
    """Tell whether a block is a given name or two, "Catherine et Omar", and nothing else that a card may say.

    Where a label stands before it, which is no part of the block, it may be a family name too.
    """
    names, labelled = AND.split(block.text), block.span.start > 0
    plain = all(name.isalpha() and _is_capital(name) for name in names) and not is_native(block.text)
    family = len(names) == 1 and words.is_family(block.text)
    other = family or any(words.phrases(kind, name) for name in names for kind in _OTHERS)
    given = plain and len(names) <= _PAIR and all(map(words.is_given, names))
    return given and (labelled or not other)


def _is_alone(blocks: Sequence[Block], at: int) -> bool:
    beside = blocks[at].parted or (at + 1 < len(blocks) and blocks[at + 1].parted)
    return not beside


def _is_name(text: str) -> bool:
    if _KIN.search(text):
        return True
    if is_native(text) or any(map(str.isdigit, text)) or not all(map(_is_capital, text.split()[:2])):
        return False
    parts = split_name(text, "")
    name = " ".join(filter(None, (parts.given, parts.additional, parts.family)))
    addressed = parts.prefix and parts.family and words.is_given(parts.given.partition(" ")[0])
    if addressed and not any(words.phrases(kind, name) for kind in ("companies", "legal_forms")):
        return True
    return is_whole_name(name) or (bool(parts.prefix or parts.suffix) and is_person(name))


def _is_beside_a_title(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a title and nothing else stands before or behind a person on the line."""
    before = blocks[at - 1 : at] if blocks[at].parted else ()
    behind = [block for block in blocks[at + 1 : at + 2] if block.parted]
    titled = any(words.share("titles", block.text) == 1.0 for block in (*before, *behind))
    return titled and (is_person(blocks[at].text) or may_be_a_person(blocks[at].text))


def _is_capital(word: str) -> bool:
    return word[0].isupper() or not word[0].isalpha()
