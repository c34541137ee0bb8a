"""Companies and their parts, told by a word of their names: "Oakham School", "Department of Physics"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.lists import printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.fields.layout.blocks import Block

_MOST_WORDS = 7
"""Words of a unit's name; more are a sentence."""


def units(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what is named as units are, and ends in no title: its head has one."""
    return [at for at, block in enumerate(blocks) if block.kind is None and _is_part(block.text, "unit")]


def branches(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what is named as branches are, which are no part of their company's name."""
    return [at for at, block in enumerate(blocks) if block.kind is None and _is_part(block.text, "branch")]


def bodies(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what may be the company itself or a unit, and goes on with no title."""
    return [at for at, block in enumerate(blocks) if block.kind is None and _is_part(block.text, "body")]


def institutions(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what is named as schools, banks, ministries and towns are."""
    return [
        at for at, block in enumerate(blocks) if block.kind is None and _is_part(block.text, "institution")
    ]


def _is_part(text: str, kind: str) -> bool:
    folded, titles = words.split_words(text), words.phrases("titles", text)
    if not 1 < len(folded) <= _MOST_WORDS or (titles and titles[-1].endswith(folded[-1])):
        return False
    whole, lists = " ".join(folded), printed("units")
    begun = max(
        (word for word in lists[f"{kind} first"] if whole.startswith(f"{word} ")), key=len, default=""
    )
    if begun:
        return kind == "institution" or not _is_place(whole[len(begun) + 1 :])
    headed = bool(titles) and whole.startswith(titles[0])  # "Head of Department"
    return not headed and any(whole.endswith(f" {word}") for word in lists.get(f"{kind} last", ()))


def _is_place(text: str) -> bool:
    """Tell whether a text is a place's name: "Departamento de San Salvador" is a region."""
    return any(words.share(kind, text) == 1.0 for kind in ("towns", "regions"))
