"""Decide what the open blocks of a card are, all at once: names, titles, companies, addresses."""

from __future__ import annotations

from functools import cache
from importlib import resources
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from cardscan.fields.context.addresses.offices import by_office, by_script
from cardscan.fields.context.addresses.whole import whole_addresses, with_town_alone
from cardscan.fields.context.companies import lines_of_lists, second_line
from cardscan.fields.context.crf import Lattice, Model, read_model
from cardscan.fields.context.features import chain_of
from cardscan.fields.context.joining import whole_values
from cardscan.fields.context.proofs.gathered import gathered_proofs
from cardscan.fields.context.segments import Segment
from cardscan.fields.context.tongues import by_tongue
from cardscan.fields.lexicon.words import split_words
from cardscan.fields.names import pronouns_in
from cardscan.text import is_native

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.fields.context.witnesses import Witnesses
    from cardscan.fields.layout.blocks import Block

ASSIGNED = ("name", "title", "department", "organization", "brand", "address")
"""What blocks may be; the rest is found by its form, or is a note. A brand is a second, mostly
shorter form of the company's name. A name in another script is a name here."""

Label: TypeAlias = str
"""What the CRF says of a block: "B:title" begins a title, "I:title" goes on with it, "phone", "note"."""

_COMPANY = ("organization", "brand")

_REACH = 2
"""Most blocks of another kind that may stand between the parts of one value."""
_PERHAPS = 0.05
"""Chance from which a title or department right above an address without a street is its street."""
_LONG = ("title", "department")
_WHOLE = 0.5
"""Chance of a title of several lines from which its first line is not proposed by itself."""
_LEAST = 0.08
"""Chance from which a block is worth proposing for a kind it was not labelled with."""


@cache
def shipped_model() -> Model:
    """Return the CRF that scripts/learn/train.py made."""
    return read_model(
        resources.files("cardscan.fields.context").joinpath("weights.txt").read_text(encoding="utf-8")
    )


def assign(blocks: Sequence[Block], witnesses: Witnesses, model: Model) -> tuple[Segment, ...]:
    """Return what the open blocks may be, the likeliest labelling's segments first.

    After them come rivals: blocks that may well be of another kind than that labelling says.
    Pronouns are none of these, and stand between what belongs together.
    """
    blocks = [block for block in blocks if not pronouns_in(block.text)]
    if not any(block.kind is None for block in blocks):
        return ()
    scores = model.potentials(chain_of(blocks, witnesses))
    for proof in gathered_proofs(blocks, witnesses.locals):
        if proof.label in model.labels:
            scores[proof.position, model.labels.index(proof.label)] += proof.weight
    lattice = Lattice(model, scores)
    labels = lattice.best()
    segments = list(_segments(blocks, labels, lattice, witnesses.locals))
    segments = _whole_companies(segments, blocks, labels, witnesses.labels)
    rivals = [*_first_lines(segments, blocks, lattice), *_rivals(blocks, labels, lattice)]
    left = [
        block for block, label in zip(blocks, labels, strict=True) if block.kind is None and label == "note"
    ]
    perhaps = [*left, *_perhaps_addresses(blocks, labels, lattice)]
    segments = with_town_alone(segments, rivals, left)
    segments = whole_addresses(segments, blocks, left, perhaps)
    if not any(segment.kind == "address" for segment in segments):
        rivals = whole_addresses(rivals, blocks, left, perhaps)
    return (*segments, *rivals)


def _segments(
    blocks: Sequence[Block], labels: Sequence[Label], lattice: Lattice, people: Sequence[str]
) -> Iterator[Segment]:
    for kind, members in whole_values(grouped(labels), blocks, people):
        probability = 1.0
        for run in _runs(members, labels):
            rest = [labels[position] for position in run[1:]]
            # where nothing came before, "goes on" means the same as "begins", and so it does within a value
            anew = run[0] == members[0] or labels[run[0]].startswith("B:")
            begins = anew and labels[run[0]].endswith(f":{kind}")
            firsts = (f"B:{kind}", f"I:{kind}") if begins else (labels[run[0]],)
            paths = [[first, *rest] for first in firsts if first in lattice.model.labels]
            chance = sum(lattice.probability(run[0], path) for path in paths)
            if run[0] == members[0]:
                chance -= sum(_begun_before(run[0], path, kind, blocks, lattice) for path in paths)
            if run[-1] == members[-1]:
                chance -= sum(_going_on(run[0], path, kind, blocks, lattice) for path in paths)
            probability *= max(0.0, chance)
        parts = _unrepeated([blocks[position] for position in members], kind)
        for each in _parted(parts, kind):
            yield Segment(kind, each, min(1.0, probability))


def _parted(parts: Sequence[Block], kind: str) -> list[tuple[Block, ...]]:
    """Return the values that blocks are of: one a script, addresses also one an office."""
    if kind == "address":
        return [each for office in by_office(parts) for each in by_script(office)]
    if kind in ("title", "name", *_COMPANY):
        runs = [tuple(run) for _, run in groupby(parts, key=lambda block: is_native(block.text))]
        return [each for run in runs for each in by_tongue(run)] if kind == "title" else runs
    return [tuple(parts)]


def _whole_companies(
    segments: Sequence[Segment], blocks: Sequence[Block], labels: Sequence[Label], sites: Sequence[str]
) -> list[Segment]:
    """Return the segments, companies with the second line of their name."""
    free = [
        block
        for block, label in zip(blocks, labels, strict=True)
        if block.kind is None and label.partition(":")[2] in ("", *_COMPANY)
    ]
    lists = lines_of_lists(blocks)
    free = [block for block in free if not block.parted and block.span.line not in lists]
    taken: list[Block] = []
    whole = []
    for segment in segments:
        second = second_line(segment.blocks[-1], free, sites) if segment.kind in _COMPANY else None
        if second and second not in segment.blocks:
            taken.append(second)
            whole.append(Segment("organization", (*segment.blocks, second), segment.probability))
        else:
            whole.append(segment)
    return [each for each in whole if not (len(each.blocks) == 1 and each.blocks[0] in taken)]


def _perhaps_addresses(blocks: Sequence[Block], labels: Sequence[Label], lattice: Lattice) -> list[Block]:
    """Return what is likeliest of a title or department, but may be of an address."""
    columns = [number for number, label in enumerate(lattice.model.labels) if label.endswith(":address")]
    chances = lattice.marginals[:, columns].sum(axis=1)
    return [
        block
        for block, label, chance in zip(blocks, labels, chances, strict=True)
        if label.partition(":")[2] in _LONG and chance > _PERHAPS
    ]


def _begun_before(
    start: int, labels: Sequence[Label], kind: str, blocks: Sequence[Block], lattice: Lattice
) -> float:
    """Return the probability that the positions bear these labels and go on with the value before them."""
    if not start or blocks[start - 1].kind is not None or labels[0] != f"I:{kind}":
        return 0.0
    before = (label for label in lattice.model.labels if label.endswith(f":{kind}"))
    return sum(lattice.probability(start - 1, [label, *labels]) for label in before)


def _going_on(
    start: int, labels: Sequence[Label], kind: str, blocks: Sequence[Block], lattice: Lattice
) -> float:
    """Return the probability that the positions bear these labels and the value goes on behind them."""
    end = start + len(labels)
    if end >= len(blocks) or blocks[end].kind is not None or f"I:{kind}" not in lattice.model.labels:
        return 0.0
    return lattice.probability(start, [*labels, f"I:{kind}"])


def _unrepeated(blocks: Sequence[Block], kind: str) -> tuple[Block, ...]:
    """Leave out a block whose words another one begins with, or a company's that another one holds."""
    firm = kind in _COMPANY
    texts = [" ".join(split_words(block.text)) if firm else block.text.casefold() for block in blocks]

    def repeats(number: int, at: int) -> bool:
        here, other = texts[number], texts[at]
        if len(other) == len(here):
            return other == here and at < number
        if kind == "address" and not any(map(str.isdigit, here)):
            return False  # the town of its street: "Hamburger Allee 7", "Hamburg"
        held = firm and f" {here} " in f" {other} "
        return held or other.startswith(here)

    return tuple(
        block
        for number, block in enumerate(blocks)
        if not any(repeats(number, at) for at in range(len(blocks)) if at != number)
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


def _runs(members: Sequence[int], labels: Sequence[Label]) -> list[list[int]]:
    """Split positions where one is left out, or a label begins anew."""
    runs: list[list[int]] = []
    for position in members:
        if runs and runs[-1][-1] == position - 1 and not labels[position].startswith("B:"):
            runs[-1].append(position)
        else:
            runs.append([position])
    return runs


def _first_lines(segments: Sequence[Segment], blocks: Sequence[Block], lattice: Lattice) -> Iterator[Segment]:
    """Yield the first line of each title that more likely than not ends with it."""
    for segment in segments:
        if segment.kind == "title" and len(segment.blocks) > 1 and segment.probability < _WHOLE:
            first = blocks.index(segment.blocks[0])
            chance = sum(lattice.probability(first, [f"{part}:title"]) for part in "BI")
            yield Segment("title", segment.blocks[:1], min(1.0, chance) - segment.probability)


def _rivals(blocks: Sequence[Block], labels: Sequence[Label], lattice: Lattice) -> Iterator[Segment]:
    for position, block in enumerate(blocks):
        if block.kind is not None:
            continue
        for column, label in enumerate(lattice.model.labels):
            part, _, kind = label.partition(":")
            chance = float(lattice.marginals[position, column])
            if part == "B" and chance >= _LEAST and labels[position] != label and kind in ASSIGNED:
                count, chance = _extent(position, kind, chance, blocks, lattice)
                yield Segment(kind, tuple(blocks[position : position + count]), chance)


def _extent(
    start: int, kind: str, chance: float, blocks: Sequence[Block], lattice: Lattice
) -> tuple[int, float]:
    """Return over how many blocks a value that begins here goes on more likely than not, and its chance."""
    path = [f"B:{kind}"]
    while f"I:{kind}" in lattice.model.labels and start + len(path) < len(lattice.scores):
        longer = lattice.probability(start, [*path, f"I:{kind}"])
        if longer < chance / 2:
            break
        path.append(f"I:{kind}")
        chance = longer
    return len(path), max(0.0, chance - _going_on(start, path, kind, blocks, lattice))
