"""Decide what the open blocks of a card are, all at once: names, titles, companies, addresses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, TypeAlias

from cardscan.fields.crf import Lattice, Model, read_model
from cardscan.fields.features import chain_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.fields.blocks import Block
    from cardscan.model import Candidate, Span

ASSIGNED = ("name", "title", "department", "organization", "brand", "address")
"""What blocks may be; the rest is found by its form, or is a note. A brand is a second, mostly
shorter form of the company's name. A name in another script is a name here."""

Label: TypeAlias = str
"""What the CRF says of a block: "B:title" begins a title, "I:title" goes on with it, "phone", "note"."""

_REACH = 2
"""Most blocks of another kind that may stand between the parts of one value."""
_LEAST = 0.08
"""Chance from which a block is worth proposing for a kind it was not labelled with."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Blocks that together are one value."""

    kind: str
    """One of ASSIGNED."""
    blocks: tuple[Block, ...]
    probability: float
    """The CRF's, 0 to 1."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where it was read, in reading order."""
        return tuple(block.span for block in self.blocks)

    @property
    def text(self) -> str:
        """Its blocks' text, joined by spaces."""
        return " ".join(block.text for block in self.blocks)

    @property
    def height(self) -> float:
        """The height of its tallest block, in pixels."""
        return max(block.height for block in self.blocks)


@cache
def shipped_model() -> Model:
    """Return the CRF that scripts/train.py made."""
    return read_model(resources.files("cardscan.fields").joinpath("weights.txt").read_text(encoding="utf-8"))


def assign(blocks: Sequence[Block], found: Sequence[Candidate], model: Model) -> tuple[Segment, ...]:
    """Return what the open blocks may be, the likeliest labelling's segments first.

    After them come rivals: blocks that may well be of another kind than that labelling says.
    """
    if not any(block.kind is None for block in blocks):
        return ()
    lattice = Lattice(model, model.potentials(chain_of(blocks, found)))
    labels = lattice.best()
    segments = list(_segments(blocks, labels, lattice))
    return (*segments, *_rivals(blocks, labels, lattice))


def _segments(blocks: Sequence[Block], labels: Sequence[Label], lattice: Lattice) -> Iterator[Segment]:
    for kind, members in grouped(labels):
        probability = 1.0
        for run in _runs(members):
            rest = [labels[position] for position in run[1:]]
            # where nothing came before, "goes on" means the same as "begins"
            firsts = (f"B:{kind}", f"I:{kind}") if run[0] == members[0] else (labels[run[0]],)
            known = [first for first in firsts if first in lattice.model.labels]
            probability *= sum(lattice.probability(run[0], [first, *rest]) for first in known)
        yield Segment(kind, _unrepeated([blocks[position] for position in members]), min(1.0, probability))


def _unrepeated(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Leave out a block whose words another one begins with: a logo over the name in full."""
    texts = [block.text.casefold() for block in blocks]
    return tuple(
        block
        for number, block in enumerate(blocks)
        if not any(
            other.startswith(texts[number]) and (len(other) > len(texts[number]) or at < number)
            for at, other in enumerate(texts)
            if at != number
        )
    )


def grouped(labels: Sequence[Label]) -> list[tuple[str, list[int]]]:
    """Return the positions that belong together, by kind.

    >>> grouped(["B:name", "B:title", "phone", "I:title", "note"])
    [('name', [0]), ('title', [1, 3])]
    """
    groups: list[tuple[str, list[int]]] = []
    for position, label in enumerate(labels):
        part, _, kind = label.partition(":")
        if kind not in ASSIGNED:
            continue
        last = next((members for other, members in reversed(groups) if other == kind), None)
        if part == "I" and last and position - last[-1] <= _REACH + 1:
            last.append(position)
        else:
            groups.append((kind, [position]))
    return groups


def _runs(members: Sequence[int]) -> list[list[int]]:
    """Split positions where one is left out."""
    runs: list[list[int]] = []
    for position in members:
        if runs and runs[-1][-1] == position - 1:
            runs[-1].append(position)
        else:
            runs.append([position])
    return runs


def _rivals(blocks: Sequence[Block], labels: Sequence[Label], lattice: Lattice) -> Iterator[Segment]:
    for position, block in enumerate(blocks):
        if block.kind is not None:
            continue
        for column, label in enumerate(lattice.model.labels):
            part, _, kind = label.partition(":")
            chance = float(lattice.marginals[position, column])
            if part == "B" and chance >= _LEAST and labels[position] != label and kind in ASSIGNED:
                yield Segment(kind, (block,), chance)
