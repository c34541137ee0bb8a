"""Units in Latin letters: "Department of Physics", "Overseas Team" under a title are no part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.fields.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.fields.layout.blocks import Block


def units(blocks: Sequence[Block]) -> list[int]:
    """Return the positions of what begins or ends as a unit's name does, and has nothing of a title."""
    return [at for at, block in enumerate(blocks) if block.kind is None and _is_unit(block.text)]


def _is_unit(text: str) -> bool:
    folded, known = words.split_words(text), words.phrases("departments", text)
    if len(folded) < 2 or not known:
        return False
    begins = " ".join(folded).startswith(f"{known[0]} ")
    ends = known[-1].endswith(folded[-1])
    return (begins or ends) and words.share("titles", text) < 0.5
