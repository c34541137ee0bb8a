"""One vCard of two that were changed apart: property by property, from what both were (a three-way merge)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from cardscan.vcards.laying_out import laid_out
from cardscan.vcards.lines import made_line
from cardscan.vcards.meaning import SINGLE, facts_together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from cardscan.vcards.lines import ContentLine
    from cardscan.vcards.meaning import Fact, Said

Side: TypeAlias = Literal["ours", "theirs"]
"""Whose value is to stay where both were changed."""

_OF_VALUE = frozenset({"VALUE", "ENCODING", "CHARSET", "MEDIATYPE"})
"""Parameters that say how a value is written."""


@dataclass(frozen=True, slots=True)
class Merge:
    """What has become of two vCards."""

    lines: tuple[ContentLine, ...]
    """Theirs with what we changed."""
    conflicts: tuple[str, ...]
    """Properties that both changed, each to another meaning. They stay as they are there unless a side was
    named: then there are none."""


def merged(
    base: Iterable[ContentLine],
    ours: Sequence[ContentLine],
    theirs: Sequence[ContentLine],
    side: Side | Literal[""] = "",
) -> Merge:
    """Return their vCard with what changed from `base` to `ours`; all else stays as they have it.

    `side` is whose value is to stay where both changed the same property; `ours` and `theirs` are of one
    version of vCard.
    """
    before, here, there = facts_together(base, ours, theirs)
    fates: dict[int, Fact | None] = {}
    added: list[Fact] = []
    conflicts = []
    by_name = [_grouped(facts, lambda fact: fact.name) for facts in (before, here, there)]
    for name in dict.fromkeys(fact.name for fact in (*before, *here)):
        old, new, other = (facts.get(name, []) for facts in by_name)
        for change in _changes(old, new, other, side):
            if change.clashes and not side:
                conflicts.append(name)
            elif not change.clashes or side == "ours":
                fates |= change.fates
                added += change.added
    return Merge(laid_out(theirs, ours, there, fates, added), tuple(dict.fromkeys(conflicts)))


@dataclass(frozen=True, slots=True)
class _Change:
    """What is to be done to one property of theirs."""

    removed: tuple[Fact, ...] = ()
    """Of theirs."""
    added: tuple[Fact, ...] = ()
    """Of ours."""
    replaced: tuple[tuple[Fact, Fact], ...] = ()
    """Of theirs, and what we have in its place."""
    clashes: bool = False
    """They changed the same, and to another meaning."""

    @property
    def fates(self) -> dict[int, Fact | None]:
        """What becomes of facts of theirs, by their identity; None of one that goes."""
        return {id(fact): other for fact, other in self.replaced} | dict.fromkeys(map(id, self.removed))


def _changes(
    before: list[Fact], here: list[Fact], there: list[Fact], side: Side | Literal[""]
) -> tuple[_Change, ...]:
    """Return what we changed of a property; what they changed to another meaning apart from the rest."""
    ours, theirs, old = (Counter(fact.said for fact in facts) for facts in (here, there, before))
    [name] = {fact.name for fact in (*before, *here)}
    if ours in (theirs, old) or (name == "UID" and there):
        return ()
    return (_of_one(before, here, there),) if name in SINGLE else _of_many(before, here, there, side)


def _of_one(before: list[Fact], here: list[Fact], there: list[Fact]) -> _Change:
    """Return the change of a property that says one thing as a rule."""
    ours, theirs, old = (Counter(fact.said for fact in facts) for facts in (here, there, before))
    off = old - ours
    if theirs != old and (off & (old - theirs) or (theirs and not old)):
        return _paired([(fact, fact.kinds) for fact in there], here, clashes=True)
    added = (ours - old) - (theirs - old)
    return _paired([(fact, fact.kinds) for fact in _these(there, off)], _these(here, added))


def _of_many(
    before: list[Fact], here: list[Fact], there: list[Fact], side: Side | Literal[""]
) -> tuple[_Change, ...]:
    """Return the changes of a property whose values are told apart by their keys.

    Where our side is taken, what clashes is changed with the rest: a new value stands in for one that went.
    """
    removed: list[tuple[Fact, tuple[str, ...]]] = []
    added: list[Fact] = []
    retyped: list[tuple[Fact, Fact]] = []
    clashes: list[_Change] = []
    by_key = [_grouped(facts, lambda fact: fact.key) for facts in (before, here, there)]
    for key in dict.fromkeys(fact.key for fact in (*before, *here)):
        old, ours, theirs = (facts.get(key, []) for facts in by_key)
        if _details(ours) in (_details(old), _details(theirs)):
            continue
        kinds = old[0].kinds if old else ()
        new = [
            (fact, _in_place(fact, other) if other.kinds == kinds else other)
            for fact, other in zip(theirs, ours, strict=False)
        ]
        gone, came = theirs[len(ours) :], ours[len(theirs) :]
        clash = bool(old) or not ours or _both_say(ours, theirs)
        if _details(theirs) == _details(old) or (clash and side == "ours"):
            retyped += new
            removed += [(fact, kinds) for fact in gone]
            added += came
        elif clash:
            clashes.append(_Change(tuple(gone), tuple(came), tuple(new), clashes=True))
    change = _paired(removed, added)
    return (replace(change, replaced=(*change.replaced, *retyped)), *clashes)


def _paired(
    removed: Iterable[tuple[Fact, tuple[str, ...]]], added: Iterable[Fact], *, clashes: bool = False
) -> _Change:
    """Return the change in which a new value takes the place of one that went, if it is of the same kinds.

    With each value that goes comes what kinds it was of to us.
    """
    left = list(removed)
    replaced, rest = [], []
    for fact in added:
        place = next((item for item in left if item[1] == fact.kinds), None)
        if place:
            left.remove(place)
            replaced.append((place[0], _in_place(place[0], fact)))
        else:
            rest.append(fact)
    return _Change(tuple(fact for fact, _ in left), tuple(rest), tuple(replaced), clashes)


def _in_place(theirs: Fact, ours: Fact) -> Fact:
    """Return our value as it takes the place of theirs: with their group, parameters and label."""
    there, here = theirs.lines[0], ours.lines[0]
    how = [item for item in here.parameters if item[0] in _OF_VALUE]
    parameters = [item for item in there.parameters if item[0] not in _OF_VALUE]
    line = made_line(here.name, here.value, (*parameters, *how), there.group)
    return replace(ours, lines=(line, *theirs.lines[1:]))


def _grouped(facts: Iterable[Fact], what: Callable[[Fact], str]) -> dict[str, list[Fact]]:
    """Return the facts that say the same of themselves, in their order; a card may have very many."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(what(fact), []).append(fact)
    return found


def _details(facts: list[Fact]) -> Counter[tuple[tuple[str, ...], str]]:
    return Counter(fact.detail for fact in facts)


def _both_say(ours: list[Fact], theirs: list[Fact]) -> bool:
    """Tell whether both say what a telephone is; of all else cardscan says WORK, since it does not know."""
    return ours[0].name == "TEL" and all(fact.kinds for fact in (*ours, *theirs))


def _these(facts: list[Fact], wanted: Counter[Said]) -> list[Fact]:
    left = Counter(wanted)
    found = []
    for fact in facts:
        if left[fact.said] > 0:
            left[fact.said] -= 1
            found.append(fact)
    return found
