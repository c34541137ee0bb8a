"""Companies and their parts, told by a word of their names: "Oakham School", "Department of Physics"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.lists import printed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.fields.layout.blocks import Block

PartKind: TypeAlias = Literal["unit", "branch", "body", "institution"]

_MOST_WORDS = 7
"""Words of a unit's name; more are a sentence."""


_LEADERS = frozenset(
    "assistant associate chief deputy director executive general head leader manager officer president "
    "secretary supervisor vice".split()
)
"""What makes a title of words that begin with one: "Head of Department", not "Sales Department"."""


def parts(blocks: Sequence[Block], kind: PartKind) -> list[int]:
    """Return the positions of what is named as parts of this kind are; a title at the end is its head's.

    A "branch" is no part of its company's name, a "body" may be the company itself or a unit, and an
    "institution" is a school, bank, ministry or town.
    """
    return [
        at
        for at, block in enumerate(blocks)
        if block.kind is None and any(_is_part(text, kind) for text in _languages(block.text))
    ]


def _languages(text: str) -> list[str]:
    """Return a text, or what a stroke parts where it says the same in two languages."""
    halves = text.split(" / ")
    return [text] if len(halves) != 2 else halves


def _is_part(text: str, kind: PartKind) -> bool:
    folded, titles = words.split_words(text), words.phrases("titles", text)
    if not 1 < len(folded) <= _MOST_WORDS or (titles and titles[-1].endswith(folded[-1])):
        return False
    whole, lists = " ".join(folded), printed("units")
    begun = next(
        (at for at in range(len(folded) - 1, 0, -1) if " ".join(folded[:at]) in lists[f"{kind} first"]), 0
    )
    if begun:
        return kind == "institution" or not _is_place(" ".join(folded[begun:]))
    leads = any(word in _LEADERS or word in words.words("function_words") for word in folded[:-1])
    headed = leads and bool(titles) and whole.startswith(titles[0])
    return not headed and any(whole.endswith(f" {word}") for word in lists.get(f"{kind} last", ()))


def _is_place(text: str) -> bool:
    """Tell whether a text is a place's name: "Departamento de San Salvador" is a region."""
    return any(words.share(kind, text) == 1.0 for kind in ("towns", "regions"))
