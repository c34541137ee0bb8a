"""What a block shows about itself and its surroundings, as the words that the CRF weighs."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from cardscan.fields.context.agreement import best_agreement, company_agreement, is_short_for
from cardscan.fields.context.wording import text_marks
from cardscan.fields.names.ends import are_degrees, take_suffix, tokens
from cardscan.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.fields.context.witnesses import Witnesses
    from cardscan.fields.layout.blocks import Block


@dataclass(frozen=True, slots=True)
class Look:
    """What a block shows by itself."""

    block: Block
    marks: frozenset[str]
    """Features of the text alone."""
    person: float
    """How well an e-mail address fits it as a person's name, 0 to 1."""
    company: float
    """How well a domain fits it as a company's name, 0 to 1."""


def chain_of(blocks: Sequence[Block], witnesses: Witnesses) -> list[list[str]]:
    """Return the features of each block, in the same order."""
    looks = [_look(block, witnesses) for block in blocks]
    open_looks = [look for look in looks if look.block.kind is None]
    printed = [block for block in blocks if not block.aslant] or blocks
    chain = []
    for position, look in enumerate(looks):
        if look.block.kind is not None:
            chain.append([f"is:{look.block.kind}"])
            continue
        features = [*look.marks, *_elsewhere_marks(look, open_looks), *_kinship_marks(look, open_looks)]
        features += _rank_marks(look, open_looks)
        features += _place_marks(look.block, printed)
        features += _neighbour_marks(position, looks)
        chain.append(sorted(set(features)))
    return chain


def _look(block: Block, witnesses: Witnesses) -> Look:
    if block.kind is not None:
        return Look(block, frozenset(), 0.0, 0.0)
    text = plain(_with_one_degree(block.text))
    person = best_agreement(text, witnesses.locals)
    company = max((company_agreement(text, label) for label in witnesses.labels), default=0.0)
    marks = {
        *text_marks(text),
        f"person:{_level(person)}",
        f"company:{_level(company)}",
    }
    return Look(block, frozenset(marks), person, company)


def _with_one_degree(text: str) -> str:
    """Return a name with the first of its degrees only: three of them hide that it is one."""
    name, degrees = take_suffix(tokens(text)) if "," in text else ([], "")
    first, _, more = degrees.partition(",")
    return f"{' '.join(name)} {first}" if more and are_degrees(degrees) else text


def _level(score: float) -> str:
    levels = (("sure", 0.9), ("good", 0.75), ("some", 0.5))
    return next((name for name, least in levels if score >= least), "no")


def _elsewhere_marks(here: Look, looks: Sequence[Look]) -> Iterator[str]:
    """Yield what other open blocks of the card show: that the name or company stands there."""
    others = [look for look in looks if look is not here]
    for vocabulary in ("legal_forms", "companies", "titles"):
        if any(f"word:{vocabulary}" in look.marks for look in others):
            yield f"else:{vocabulary}"
    for witness in ("person", "company"):
        for level in ("sure", "good"):
            if any(f"{witness}:{level}" in look.marks for look in others):
                yield f"else:{witness}:{level}"


def _kinship_marks(here: Look, looks: Sequence[Look]) -> Iterator[str]:
    """Yield how the text goes with others on the card: a short form, or a name in full."""
    text = here.block.text.casefold()
    for other in (look.block.text for look in looks if look is not here):
        if is_short_for(here.block.text, other):
            yield "short for another"
        elif is_short_for(other, here.block.text):
            yield "spells another out"
        elif len(text) > 2 and other.casefold().startswith(f"{text} "):
            yield "begins another"
        elif len(other) > 2 and text.startswith(f"{other.casefold()} "):
            yield "begins as another"


def _rank_marks(look: Look, looks: Sequence[Look]) -> Iterator[str]:
    """Yield how the block compares with the card's other open blocks."""
    printed = [other for other in looks if not other.block.aslant] or looks
    heights = sorted((other.block.height for other in printed), reverse=True)
    larger = sum(height > 1.08 * look.block.height for height in heights)
    yield f"rank:{larger if larger < 4 else 'low'}"
    ratio = look.block.height / (median(heights) or 1.0)
    steps = (0.7, 0.85, 1.15, 1.4, 1.8, 2.5)
    yield f"height:{sum(ratio > step for step in steps)}"
    for name in ("person", "company"):
        score = getattr(look, name)
        if score >= 0.5 and score == max(getattr(other, name) for other in looks):
            yield f"best:{name}"


def _place_marks(block: Block, blocks: Sequence[Block]) -> Iterator[str]:
    """Yield where on the card the block stands, measured within the bounds of the printed blocks."""
    left, top = (min(other.box[side] for other in blocks) for side in (0, 1))
    right, bottom = (max(other.box[side] for other in blocks) for side in (2, 3))
    x = ((block.box[0] + block.box[2]) / 2 - left) / ((right - left) or 1.0)
    y = ((block.box[1] + block.box[3]) / 2 - top) / ((bottom - top) or 1.0)
    yield f"y:{min(4, max(0, int(y * 5)))}"
    yield f"x:{min(2, max(0, int(x * 3)))}"
    if block is blocks[0]:
        yield "at:start"
    if block is blocks[-1]:
        yield "at:end"
    if block.parted:
        yield "parted"


_TOLD = (
    "word:",
    "case:",
    "phrase:",
    "digits:",
    "person:",
    "company:",
    "script:",
    "starts:lower",
    "starts:function",
    "ends:",
    "tail:",
)


def _neighbour_marks(position: int, looks: Sequence[Look]) -> Iterator[str]:
    """Yield what stands before and after, and how close."""
    here = looks[position]
    for name, at in (("before", position - 1), ("after", position + 1)):
        if not 0 <= at < len(looks):
            yield f"{name}:none"
            continue
        other = looks[at]
        relation = _relation(here.block, other.block)
        yield f"{name}:{relation}"
        if other.block.kind is not None:
            yield f"{name}:is:{other.block.kind}"
        else:
            told = [mark for mark in other.marks if mark.startswith(_TOLD)]
            yield from (f"{name}:{mark}" for mark in told)
            if relation != "far":
                size = _compared(other.block, here.block)
                yield f"{name}:size:{size}"
                alike = "alike" if _case_of(other) == _case_of(here) else "unlike"
                yield f"{name}:joint:{relation}-{size}-{alike}"
                yield f"{name}:aligned:{_aligned(here.block, other.block)}"
                first = other if at < position else here
                if "ends:unfinished" in first.marks:
                    yield f"{name}:unfinished:{relation}-{size}"
    for name, at in (("before2", position - 2), ("after2", position + 2)):
        if 0 <= at < len(looks):
            other = looks[at]
            yield f"{name}:is:{other.block.kind or 'open'}"


def _case_of(look: Look) -> str:
    return next((mark for mark in look.marks if mark.startswith("case:")), "")


def _relation(a: Block, b: Block) -> str:
    """Return how two blocks stand to each other: next to it in one row, in one row, close, apart or far."""
    height = min(a.height, b.height) or 1.0
    gap = max(a.box[1], b.box[1]) - min(a.box[3], b.box[3])
    sideways = max(a.box[0], b.box[0]) - min(a.box[2], b.box[2])
    if gap < -0.5 * height:
        return "row" if sideways > 0.7 * height else "next"
    if sideways > 0 or gap > 2.5 * height:
        return "far"
    return "close" if gap < 0.9 * height else "apart"


def _aligned(a: Block, b: Block) -> str:
    """Return which edge two blocks share, or that they share none."""
    near = 0.4 * min(a.height, b.height)
    if abs(a.box[0] - b.box[0]) < near:
        return "left"
    if abs(a.box[2] - b.box[2]) < near:
        return "right"
    return "centre" if abs(a.box[0] + a.box[2] - b.box[0] - b.box[2]) < 2 * near else "none"


def _compared(other: Block, here: Block) -> str:
    ratio = other.height / (here.height or 1.0)
    return "same" if 0.87 < ratio < 1.15 else "larger" if ratio > 1 else "smaller"
