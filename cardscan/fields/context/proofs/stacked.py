"""People whose names stand apart: in large type over two lines, or two on a line joined by an "and"."""

from __future__ import annotations

import re
from itertools import pairwise, starmap
from typing import TYPE_CHECKING

from cardscan.fields.context.agreement import best_agreement
from cardscan.fields.layout.blocks import continues
from cardscan.fields.layout.persons import is_whole_name
from cardscan.fields.lexicon import words
from cardscan.text import is_native

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.fields.layout.blocks import Block

_ALIKE = 1.35
"""How much taller the letters of one line may be."""
_TALL = 1.15
"""How much taller than the card's other open text they are."""
_PROVED = 0.9
"""How well an e-mail address must fit a name, whole or its first line."""
_LINES = 3
"""Lines of the longest name."""
_SIGN = 3
"""Letters of the longest sign."""
_PATRONYMIC = re.compile(r"[А-ЯІЇЄ][а-яіїєґё]+ [А-ЯІЇЄ][а-яіїєґё]+(?:ович|евич|ьич|овна|евна|ична|івна|ївна)")
"""A given name and the father's: "Анна Сергеевна", which stand below the family's."""
_OTHERS = ("legal_forms", "companies", "titles", "departments", "streets", "countries")


def stacked_name(blocks: Sequence[Block], people: Sequence[str]) -> list[int]:
    """Return the positions of the blocks that together are a person's name in large type; [] for none.

    They are two, or three where the second given or family name has a line to itself. `people` are local
    parts of e-mails. Of a card's other text none may be as likely a name.
    """
    open_blocks = [block for block in blocks if block.kind is None]
    runs = ((at, size) for size in (_LINES, 2) for at in range(len(blocks) - size + 1))
    for at, size in runs:
        mine = blocks[at : at + size]
        rest = [block for block in open_blocks if block not in mine]
        least = min(block.height for block in mine)
        if (
            all(starmap(_are_stacked, pairwise(mine)))
            and all(least > _TALL * block.height for block in rest if not _is_logo(block.text))
            and _is_in_lines([block.text for block in mine], people)
            and not any(_is_name_by_itself(block.text, people) for block in rest)
        ):
            return list(range(at, at + size))
    return []


def _is_logo(text: str) -> bool:
    """Tell whether a text is no more than the letters of a sign."""
    return len(text) <= _SIGN and text.isupper()


def _is_in_lines(texts: Sequence[str], people: Sequence[str]) -> bool:
    """Tell whether lines are a given and a family name, one of them over two lines where there are three."""
    *first, last = texts
    if len(first) == 1:
        return _are_halves(first[0], last, people)
    whole, known = " ".join(texts), words.is_given(words.split_words(first[0])[0])
    proved = known and all(map(_is_name_like, texts)) and best_agreement(whole, people) >= _PROVED
    of_family = len(words.split_words(last)) == 1 and words.is_family(last) and _is_name_like(last)
    halves = _are_halves(" ".join(first), last, people) or (
        of_family and _are_halves(first[0], first[1], people)
    )
    return proved or halves


def people_on_a_line(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of people who share a line: "Anna Weber & Ben Fischer"."""
    found: set[int] = set()
    for at, (first, second) in enumerate(pairwise(blocks)):
        both_open = first.kind is None and second.kind is None
        if second.parted and both_open and is_whole_name(first.text) and is_whole_name(second.text):
            found |= {at, at + 1}
    return sorted(found)


def _are_stacked(first: Block, second: Block) -> bool:
    small, large = sorted((first.height, second.height))
    both_open = first.kind is None and second.kind is None
    return both_open and large < _ALIKE * small and continues(first.box, second.box)


def _are_halves(first: str, second: str, people: Sequence[str]) -> bool:
    """Tell whether two lines are a given and a family name, by an e-mail address or as names are known."""
    if _PATRONYMIC.fullmatch(second):
        return first.isalpha() and is_native(first)
    given, family = words.split_words(first), _without_particles(second)
    if len(family) != 1 or not given or not _is_name_like(first) or not _is_name_like(second):
        return False
    if is_native(first) or is_native(second):
        return False
    proved = (
        best_agreement(f"{first} {second}", people) >= _PROVED or best_agreement(first, people) >= _PROVED
    )
    known = all(word in words.words("given_names") for word in given)
    return (known and (proved or words.is_family(family[0]))) or (proved and len(given) == 1)


def _without_particles(text: str) -> list[str]:
    return [word for word in words.split_words(text) if word not in words.words("particles")]


def _is_name_like(text: str) -> bool:
    """Tell whether a text can be of a name: words that are no trade, place or legal form."""
    plain = all(sign.isalpha() or sign in " -'’." for sign in text)
    return plain and not any(words.phrases(kind, text) for kind in _OTHERS)


def _is_name_by_itself(text: str, people: Sequence[str]) -> bool:
    """Tell whether a text is a person's whole name by itself."""
    folded = words.split_words(text)
    known = len(folded) > 1 and words.is_given(folded[0]) and words.is_family(folded[-1])
    return known or (len(folded) > 1 and best_agreement(text, people) >= _PROVED)
