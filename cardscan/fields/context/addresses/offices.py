"""Several addresses of one company, which stand right under each other: one value each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.fields.layout.offices import is_office, office_before
from cardscan.fields.lexicon import words
from cardscan.fields.postal.addresses import parse_address
from cardscan.fields.postal.codes import LIKE_A_CODE
from cardscan.text import is_cjk
from cardscan.text import words as words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.fields.layout.blocks import Block

_WORDS_OF_ADDRESS = 5
"""A letter of Chinese or Japanese counts as a word."""
_WORDS_BESIDE_CODE = 3
"""With fewer, a number may be of a register: "HRB 12345"."""


def by_office(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], ...]:
    """Part the blocks of an address where that of another office begins, and leave out bare labels.

    It begins at its label, and at a line that is a whole address where one came before.
    """
    parts: list[list[Block]] = [[]]
    for block in blocks:
        another = _is_whole(block) and (any(map(_is_whole, parts[-1])) or _are_whole(parts[-1]))
        if parts[-1] and (block.office or is_office(block.text) or another):
            parts.append([])
        if not is_office(block.text):
            parts[-1].append(block)
    return tuple(tuple(part) for part in parts if part)


def begins_address(block: Block) -> bool:
    """Tell whether an office's label stands before this, and what follows has a place or a road."""
    if not block.office:
        return False
    text = block.text.removeprefix(office_before(block.text))
    placed = any(words.phrases(kind, text) for kind in ("streets", "towns"))
    named = sum(len(word) > 1 and word.isalpha() for word in words_of(text)) >= _WORDS_BESIDE_CODE
    return placed or bool(LIKE_A_CODE.search(text) and (named or is_cjk(text)))


def by_script(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], ...]:
    """Part an address printed twice, in native letters and in Latin ones, each long and with a number."""
    native = [is_cjk(block.text) for block in blocks]
    cut = next((at for at in range(1, len(blocks)) if native[at] != native[at - 1]), 0)
    halves = tuple(blocks[:cut]), tuple(blocks[cut:])
    long = all(_is_long(" ".join(block.text for block in half)) for half in halves)
    return halves if long and len(set(native[cut:])) == 1 else (tuple(blocks),)


def _is_long(text: str) -> bool:
    """Tell whether a text is long enough for an address, and has a number."""
    return len(words_of(text)) >= _WORDS_OF_ADDRESS and any(map(str.isdigit, text))


def _is_whole(block: Block) -> bool:
    """Tell whether a line has a street with its number, a town and a postal code."""
    long = len(words_of(block.text)) >= _WORDS_OF_ADDRESS
    return long and bool(LIKE_A_CODE.search(block.text)) and _are_whole([block])


def _are_whole(blocks: Sequence[Block]) -> bool:
    parts = parse_address([block.text for block in blocks])
    return bool(parts.postal_code and parts.locality) and any(map(str.isdigit, parts.street))
