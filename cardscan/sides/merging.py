"""One contact of what the two sides of a card say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cardscan.contact_fields import (
    DETAILS,
    LISTS,
    NICKNAME,
    NOTE,
    OWN_TEXTS,
    PRONOUNS,
    SOLE_FIRST,
    with_values,
)
from cardscan.likeness import alike, says_more, squashed
from cardscan.model import CardScan, Contact, Lines
from cardscan.text import is_native

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cardscan.model import Line, Point

_LISTS = tuple(field.key for field in LISTS)
_TEXTS = tuple(field.key for field in SOLE_FIRST)
_DETAILS = tuple(field.key for field in SOLE_FIRST if field in DETAILS)
_CONTRARY = tuple(field.key for field in SOLE_FIRST if field.sole)
"""A card has one of these; two titles or departments may both be true, as of a translation."""
_CONFLICT = 0.5
"""Two sides say different things: a person should look."""


@dataclass(frozen=True, slots=True)
class _Fact:
    """What one side, or both, say in a field."""

    value: Any
    chance: float
    lines: tuple[int, ...]
    doubted: bool
    contact: Contact
    """The side that says it."""


_Facts = dict[str, tuple[_Fact, ...]]


def merged(front: CardScan, back: CardScan) -> CardScan:
    """Return one card of two sides: the back fills what the front lacks, and nothing is lost.

    - Lists are united; what both sides say is given once, in its fuller form.
    - Of a name, company, title or department in two scripts the Latin one is kept; the
      other name (for want of names, the other company) becomes native_name, the rest
      goes to the note.
    - Where both sides say different things in one script, the front's is kept and the
      back's goes to the note; two names or two companies are listed in needs_review,
      unless the back's is itself a doubtful reading, as of a slogan.
    - The reading holds both sides, the back's lines below the front's; evidence counts
      through both. The source is the front's; times are summed.

    A back on which nothing was read adds its picture only.
    """
    if not back.reading.lines and back.contact == Contact():
        return replace(front, faces=front.faces + back.faces)
    reading = _stacked(front.reading, back.reading)
    sides = _facts(front, 0), _facts(back, len(front.reading.lines))
    texts, aside = _texts(*sides, front.contact)
    facts = texts | {field: _united(sides[0][field], sides[1][field]) for field in _LISTS}
    keyed = dict(_keyed(facts))
    used = {index for fact in keyed.values() for index in fact.lines}
    unread = [line.text for index, line in enumerate(reading.lines) if index not in used]
    return CardScan(
        source=front.source,
        contact=_contact(
            (front.contact, back.contact), facts, _note(front.contact, back.contact, [*aside, *unread])
        ),
        confidence={key: fact.chance for key, fact in keyed.items()},
        evidence={key: fact.lines for key, fact in keyed.items()},
        needs_review=tuple(key for key, fact in keyed.items() if fact.doubted),
        reading=reading,
        elapsed=_summed(front.elapsed, back.elapsed),
        faces=front.faces + back.faces,
    )


def _summed(front: Mapping[str, float], back: Mapping[str, float]) -> dict[str, float]:
    return {step: front.get(step, 0.0) + back.get(step, 0.0) for step in {**front, **back}}


def _stacked(front: Lines, back: Lines) -> Lines:
    """Return the reading of both sides, as if the back lay below the front."""
    lowered = tuple(_lowered(line, front.height) for line in back.lines)
    width, height = max(front.width, back.width), front.height + back.height
    return Lines((*front.lines, *lowered), front.reader, width, height)


def _lowered(line: Line, distance: float) -> Line:
    def down(point: Point) -> Point:
        return point[0], point[1] + distance

    a, b, c, d = line.quad
    return replace(line, quad=(down(a), down(b), down(c), down(d)))


def _facts(scan: CardScan, first_line: int) -> _Facts:
    """Return what one side says, by field, its lines counted from `first_line`."""

    def fact(key: str, value: Any) -> _Fact:
        lines = tuple(index + first_line for index in scan.evidence.get(key, ()))
        chance = scan.confidence.get(key, 1.0)  # not read but given
        return _Fact(value, chance, lines, key in scan.needs_review, scan.contact)

    facts: _Facts = {}
    for field in _TEXTS:
        value = getattr(scan.contact, field)
        facts[field] = (fact(field, value),) if value else ()
    for field in _LISTS:
        values = getattr(scan.contact, field)
        facts[field] = tuple(fact(f"{field}[{index}]", value) for index, value in enumerate(values))
    return facts


def _texts(front: _Facts, back: _Facts, first: Contact) -> tuple[_Facts, list[str]]:
    """Return the fields of one value each, and the values that found no place in them."""
    texts: _Facts = {}
    others: _Facts = {}
    for field in _TEXTS:
        texts[field], others[field] = _by_script((*front[field], *back[field]))
    native = (*others["full_name"], *texts["native_name"], *others["native_name"])
    if not (native or texts["full_name"]):
        native, others["organization"] = others["organization"], ()
    texts["native_name"] = tuple(sorted(native, key=lambda fact: fact.contact is not first))
    aside = [fact.value for field in _DETAILS for fact in others[field]]
    for field, facts in texts.items():
        texts[field], given_up = _agreed(facts, contrary=field in _CONTRARY)
        aside += given_up
    return texts, aside


def _by_script(facts: Sequence[_Fact]) -> tuple[tuple[_Fact, ...], tuple[_Fact, ...]]:
    """Return the Latin ones and the others; all and none where the script is one."""
    latin = tuple(fact for fact in facts if not is_native(fact.value))
    native = tuple(fact for fact in facts if is_native(fact.value))
    return (latin, native) if latin else (native, ())


def _agreed(facts: Sequence[_Fact], *, contrary: bool) -> tuple[tuple[_Fact, ...], list[str]]:
    """Return the one fact to keep, if there is any, and the values that differ from it."""
    kept, given_up = tuple(facts[:1]), []
    for fact in facts[1:]:
        if alike(kept[0].value, fact.value):
            kept = (_joint(kept[0], fact),)
            continue
        given_up.append(fact.value)
        if contrary and not fact.doubted:
            kept = (replace(kept[0], chance=min(kept[0].chance, _CONFLICT), doubted=True),)
    return kept, given_up


def _united(front: Sequence[_Fact], back: Sequence[_Fact]) -> tuple[_Fact, ...]:
    """Return the front's values, then those that only the back has."""
    result = list(front)
    for fact in back:
        same = (index for index, known in enumerate(result) if alike(known.value, fact.value))
        index = next(same, len(result))
        result[index : index + 1] = [_joint(known, fact) for known in result[index : index + 1]] or [fact]
    return tuple(result)


def _joint(front: _Fact, back: _Fact) -> _Fact:
    """Return the fuller of two facts that mean the same, resting on the lines of both."""
    lines = tuple(dict.fromkeys((*front.lines, *back.lines)))
    if says_more(back.value, front.value):
        return replace(back, lines=lines)
    if says_more(front.value, back.value):
        return replace(front, lines=lines)
    doubted = front.doubted and back.doubted
    return replace(front, lines=lines, chance=max(front.chance, back.chance), doubted=doubted)


def _keyed(facts: _Facts) -> Iterator[tuple[str, _Fact]]:
    for field in _TEXTS:
        yield from ((field, fact) for fact in facts[field])
    for field in _LISTS:
        yield from ((f"{field}[{index}]", fact) for index, fact in enumerate(facts[field]))


def _contact(sides: tuple[Contact, Contact], facts: _Facts, note: str) -> Contact:
    person = next((fact.contact for fact in facts["full_name"]), sides[0])
    same = [side for side in sides if alike(side.full_name, person.full_name)]
    person = with_values(
        person, ((part, next(filter(None, map(part.of, same)), "")) for part in (NICKNAME, PRONOUNS))
    )
    lists = [(field, tuple(fact.value for fact in facts[field.key])) for field in LISTS]
    texts = [(field, next((fact.value for fact in facts[field.key]), "")) for field in OWN_TEXTS]
    return with_values(person, [*lists, *texts, (NOTE, note)])


def _note(front: Contact, back: Contact, others: Iterable[str]) -> str:
    """Return the notes of both sides, each line once, then what else stands in no field."""
    lines = [line for line in front.note.split("\n") if line]
    lines += [line for line in back.note.split("\n") if line and line not in lines]
    for text in others:
        if squashed(text) and not any(_tight(text) in _tight(line) for line in lines):
            lines.append(text)
    return "\n".join(lines)


def _tight(text: str) -> str:
    """Return the text without what mending a line may change: case and spaces."""
    return "".join(text.casefold().split())
