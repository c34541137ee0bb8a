"""Changes to a fictional card's print that other changes are made of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scripts.companies import fill
from scripts.printed import PrintedLine, line

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from scripts.printed import FictionalCard, SpanKind


def filled(pattern: str, card: FictionalCard, rng: random.Random) -> str:
    """Return the pattern with its placeholders filled in words of the card's country."""
    language = "en" if card.language in ("ja", "zh", "el") else card.language
    return fill(rng, pattern, card.locale, language)


def after(card: FictionalCard, kinds: tuple[SpanKind, ...], text: str) -> FictionalCard:
    """Return the card with a note below the last line of these kinds."""
    blocks = list(card.blocks)
    for number, block in enumerate(blocks):
        at = max((i for i, entry in enumerate(block.lines) if entry.main_kind in kinds), default=-1)
        if at >= 0:
            lines = (*block.lines[: at + 1], line((text, "note")), *block.lines[at + 1 :])
            blocks[number] = replace(block, lines=lines)
            break
    return replace(card, blocks=tuple(blocks))


def each_line(
    card: FictionalCard, role: str, change: Callable[[PrintedLine], tuple[PrintedLine, ...]]
) -> FictionalCard:
    """Return the card with each line of the blocks of this role replaced by what `change` makes of it."""
    blocks = tuple(
        replace(block, lines=tuple(new for entry in block.lines for new in change(entry)))
        if block.role == role
        else block
        for block in card.blocks
    )
    return replace(card, blocks=blocks)
