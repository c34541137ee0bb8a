"""What a Chinese, Japanese or Korean text must be, or cannot be, by its ending, length and digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.native import is_native_name
from cardscan.fields.lexicon.tails import tail_of
from cardscan.fields.lexicon.vietnamese import is_vietnamese_name
from cardscan.text import is_cjk, is_native

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.fields.layout.blocks import Block

_LETTER = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONGEST_NAME = 7
"""Letters; what is longer is no name, but for one of a foreigner, set with dots in kana."""
_SENTENCE = re.compile(r"(?:세요|니다|해요|드려요|ます|です|ください|ましょう|ません)[.!。！~]*$")
"""How sentences end, which are slogans on a card."""
_DOT = re.compile("[・·･]")
_PLACES = 2
"""Marks of places (路, 区, 号 …) that with a number make an address."""
_LONGEST = {"organization": 20, "department": 14, "title": 11}
"""Letters; more are a sentence."""


def native_evidence(blocks: Sequence[Block]) -> Iterator[tuple[int, str, bool]]:
    """Yield what native texts and Vietnamese names say of themselves: position, kind, whether it is that."""
    for at, block in enumerate(blocks):
        text = block.text
        if block.kind is None and is_vietnamese_name(text):
            yield at, "name", True
        if block.kind is not None or not is_cjk(text) or not is_native(text):
            continue
        if _SENTENCE.search(text):
            yield from ((at, other, False) for other in ("name", "title", "organization"))
            continue
        kind = "address" if _is_address(text) else _kind_of(text)
        if not kind and _is_name_beside(blocks, at):
            yield at, "name", True
        if kind:
            yield at, kind, True
        if kind or _is_no_name(text):
            yield at, "name", False


def _is_name_beside(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether a block is a name on a line with something else: its Latin form, or a title."""
    beside = blocks[at].parted or (at + 1 < len(blocks) and blocks[at + 1].parted)
    return beside and is_native_name("".join(blocks[at].text.split()))


def _kind_of(text: str) -> str:
    """Return what a text's ending says that it is, an office aside."""
    letters = len(_LETTER.findall(text))
    kind = tail_of(text)
    numbered = any(map(str.isdigit, text)) and kind != "department"
    return kind if letters <= _LONGEST.get(kind, 0) and not numbered else ""


def _is_address(text: str) -> bool:
    """Tell whether a text has a number and the marks of places around it."""
    marks = sum(phrase in text for phrase in words.phrases("streets", text))
    return any(map(str.isdigit, text)) and marks >= _PLACES


def _is_no_name(text: str) -> bool:
    """Tell whether a text is too long for a name, or has a digit."""
    letters = len(_LETTER.findall(text))
    return any(map(str.isdigit, text)) or (letters > _LONGEST_NAME and not _DOT.search(text))
