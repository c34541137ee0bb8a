"""Changes to a fictional card's print that other changes are made of."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from scripts.cards.companies import fill
from scripts.cards.lexicon import sections
from scripts.cards.printed import PrintedLine, line

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Container, Sequence

    from scripts.cards.printed import FictionalCard, SpanKind


def filled(pattern: str, card: FictionalCard, rng: random.Random) -> str:
    """Return the pattern with its placeholders filled in words of the card's country."""
    language = "en" if card.language in ("ja", "zh", "el") else card.language
    return fill(rng, pattern, card.locale, language)


FUNCTION_WORDS: Final = frozenset(
    "of and for the in to & de da do das dos e du des et la le y del für und der di dell' della".split()
)


def broken(text: str, rng: random.Random, most: int = 3) -> list[str]:
    """Return the text in up to `most` lines, broken between words, often behind a small one."""
    parts = text.split()
    places = list(range(1, len(parts)))
    small = [at for at in places if parts[at - 1].casefold() in FUNCTION_WORDS]
    count = min(len(places), rng.randint(1, most) - 1)
    chosen = set(rng.sample(places, count))
    if small and count and rng.random() < 0.4:
        chosen = {rng.choice(small)}
    edges = [0, *sorted(chosen), len(parts)]
    return [" ".join(parts[a:b]) for a, b in pairwise(edges)]


def replaced(card: FictionalCard, kinds: Container[SpanKind], texts: Sequence[str]) -> FictionalCard:
    """Return the card with these lines instead of the first run of lines that are of these kinds only."""
    blocks, done = [], False
    for block in card.blocks:
        fits = [all(span.kind in kinds for span in entry.spans) for entry in block.lines]
        if not done and any(fits):
            kind = next(entry.main_kind for entry, fit in zip(block.lines, fits, strict=True) if fit)
            new = tuple(line((text, kind)) for text in texts)
            at = fits.index(True)
            rest = tuple(e for e, fit in zip(block.lines[at:], fits[at:], strict=True) if not fit)
            block, done = replace(block, lines=(*block.lines[:at], *new, *rest)), True
        blocks.append(block)
    return replace(card, blocks=tuple(blocks))


def spoken(card: FictionalCard, heading: str, rng: random.Random) -> str:
    """Return one of variety.txt's patterns under the heading, in the card's language or English, filled."""
    known = sections("variety.txt")
    patterns = known.get(f"{heading}.{card.language}", ()) or known[f"{heading}.en"]
    return filled(rng.choice(patterns), card, rng)


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
