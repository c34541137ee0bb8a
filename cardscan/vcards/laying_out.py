"""Where what changed goes in a vCard: in the place of what it replaces, else beside its like."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from cardscan.vcards.lines import made_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cardscan.vcards.lines import ContentLine
    from cardscan.vcards.meaning import Fact


_NEEDED = ("VERSION", "UID", "N", "FN")


def laid_out(
    theirs: Sequence[ContentLine],
    ours: Sequence[ContentLine],
    there: Sequence[Fact],
    fates: Mapping[int, Fact | None],
    added: Sequence[Fact],
) -> tuple[ContentLine, ...]:
    """Return their lines with the changes; a line none of whose facts changes stays as it stands.

    `there` is what their lines say. `fates` is, by a fact's identity, what takes its place, None for nothing.
    Where anything changes, the time of change is ours.
    """
    if not fates and not added:
        return tuple(theirs)
    facts: dict[int, list[Fact]] = {}
    for fact in there:
        facts.setdefault(id(fact.source), []).append(fact)
    companions = {id(line) for fact in there for line in fact.lines[1:]}
    standing = [fate for fact in there if (fate := fates.get(id(fact), fact))]
    kept = {id(line) for fact in standing for line in fact.lines[1:]}
    groups = {line.group.lower() for line in theirs}
    written: list[ContentLine] = []
    for line in theirs:
        if id(line) in facts:
            written += _anew(line, facts[id(line)], fates, companions, groups)
        elif id(line) not in companions or id(line) in kept:
            written.append(line)
    for fact in added:
        _add(written, fact, groups)
    return tuple(_revised(written, ours))


def completed(lines: Sequence[ContentLine], ours: Sequence[ContentLine]) -> tuple[ContentLine, ...]:
    """Return the lines with those of ours that every vCard must have and these have not."""
    names = {line.name for line in lines if line.value.strip(" ;")}
    missing = [line for line in ours if line.name in _NEEDED and line.name not in names]
    missing_names = {line.name for line in missing}
    left = [line for line in lines if line.name not in missing_names]
    start = next((number for number, line in enumerate(left, 1) if line.name == "BEGIN"), 0)
    start += bool(left[start : start + 1]) and left[start].name == "VERSION"
    return (*left[:start], *missing, *left[start:])


def _anew(
    line: ContentLine,
    facts: Sequence[Fact],
    fates: Mapping[int, Fact | None],
    companions: set[int],
    groups: set[str],
) -> Iterator[ContentLine]:
    """Yield what stands in the line's place; Apple's lines about it have their own places, unless new."""
    if not any(id(fact) in fates for fact in facts):
        yield line
        return
    left = [fate for fact in facts if (fate := fates.get(id(fact), fact))]
    if len(facts) > 1 and left:
        yield made_line(
            line.name, ",".join(fact.lines[0].value for fact in left), line.parameters, line.group
        )
        return
    for fact in left:
        new = [item for item in fact.lines[1:] if id(item) not in companions]
        yield from _grouped((fact.lines[0], *new), groups) if new else fact.lines[:1]


def _add(written: list[ContentLine], fact: Fact, groups: set[str]) -> None:
    """Put the fact behind the last line of its name, else at the end; a category into the line of these.

    A line of its name that says nothing makes room for it.
    """
    of_name = [number for number, line in enumerate(written) if line.name == fact.lines[0].name]
    if silent := [number for number in of_name if not written[number].value.strip(" ;")]:
        written[silent[0] : silent[0] + 1] = _grouped(fact.lines, groups)
        return
    if of_name and fact.name == "CATEGORIES":
        old = written[of_name[-1]]
        value = f"{old.value},{fact.lines[0].value}"
        written[of_name[-1]] = made_line(old.name, value, old.parameters, old.group)
        return
    ends = [number for number, line in enumerate(written) if line.name == "END"]
    place = of_name[-1] + 1 if of_name else (ends[-1] if ends else len(written))
    written[place:place] = _grouped(fact.lines, groups)


def _grouped(lines: Sequence[ContentLine], groups: set[str]) -> list[ContentLine]:
    """Return lines of one group in one that their card has not; a line alone is in none."""
    group = ""
    if len(lines) > 1:
        group = next(name for number in count(1) if (name := f"item{number}") not in groups)
        groups.add(group)
    return [_in_group(line, group) for line in lines]


def _in_group(line: ContentLine, group: str) -> ContentLine:
    if line.group == group:
        return line
    bare = line.text.partition(".")[2] if line.group else line.text
    return replace(line, text=f"{group}.{bare}" if group else bare, group=group)


def _revised(lines: Iterable[ContentLine], ours: Iterable[ContentLine]) -> Iterator[ContentLine]:
    """Yield the lines with the time of our change, before the end where there was none."""
    times = [line for line in ours if line.name == "REV"]
    for line in lines:
        if line.name == "END" or (line.name == "REV" and times):
            yield from times[:1]
            times = []
            if line.name == "REV":
                continue
        yield line
