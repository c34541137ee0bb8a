"""Decide among all candidates at once, and make one contact of them with its confidence."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cardscan import geometry
from cardscan.codes import alone, confirmed, distinct, with_codes
from cardscan.contact_fields import DETAILS, LISTS, NOTE, OWN_TEXTS, SOLE_FIRST, with_name, with_values
from cardscan.model import Address, Contact, PersonName, Phone
from cardscan.text import is_native

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cardscan.model import Candidate, Kind, Lines, Span

_WORTH_NOTING = re.compile(r"\w.*\w|[^\W\d_\u0000-\u024f]", re.DOTALL)
"""A single letter or digit is an icon, a speck of dust or a label's rest; a single ideograph is a word."""
_PARTING = " ,;|·•&"
"""What stands between two texts of one line."""

_LEAST: dict[Kind, float] = {"organization": 0.1, "address": 0.25, "title": 0.25}
_LEAST_WHOLE = 0.1
"""The same for an address that has all its parts."""
_LEAST_FURTHER = 0.3
"""The same for a second address."""
_LEAST_ELSE = 0.4
"""Below these chances a text is better left in the note than put in a field. A doubtful company,
title or address is still the best there is on a card that has no other, and is flagged."""

_DOUBT = 0.5
"""Exponent of the chance that a line was read right: the reader's confidence has told half of it already."""

_PERHAPS = 0.2
"""Chance of a name from which a card without one is worth a look."""

_TWICE: tuple[Kind, ...] = ("organization", "title")
"""What cards in two scripts say twice."""
_BESIDE = 0.25
"""Chance of it in Latin letters, as a part of that in native ones, from which it says the same."""
_FURTHER = 0.6
"""Chance of a name beside the chosen one from which it is another person's."""

_GUESSED = 0.1
"""Most that a value is sure of in whose lines letters stand that nobody could read."""
_BESIDE_UNREAD = 0.5
"""The same for what rests on the rest of the card, where much of it could not be read."""
_MUCH = 0.25
"""Share of a card's lines."""

_SURE = 0.9
"""Chance from which a title counts although no name was found."""

_PERSONAL = frozenset(field.kind for field in DETAILS if field.personal)
_NO_SURER, _LEVEL, _ALIKE = 0.4, 0.5, 1.3
"""What one of two people side by side may be surer than the other, how much higher their names may stand, in
heights, and how much taller the letters of one may be."""
_BY_PLACE = frozenset(("name", "native_name", "title", "department", "organization", "address"))
_SINGLE = {field.kind: field.key for field in SOLE_FIRST}
"""The key of each kind of which a contact has one."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A card's contact, how sure each field is and which lines it rests on."""

    contact: Contact
    confidence: Mapping[str, float]
    """By field ("full_name", "phones[0]"): the chance, 0 to 1, that it is right."""
    evidence: Mapping[str, tuple[int, ...]]
    """By field: the indices of the lines it was read from."""
    needs_review: tuple[str, ...]
    """The fields less certain than asked for; "full_name" too where one may have been missed."""


def decide(reading: Lines, candidates: Sequence[Candidate], *, review_below: float) -> Decision:
    """Choose among the candidates: one name, one company, one title; every text used once.

    What no chosen candidate covers goes to the note, line by line. Fields whose
    confidence is below `review_below` (0 to 1) are listed in needs_review.
    """
    codes = [candidate for candidate in candidates if not candidate.spans]
    printed = [candidate for candidate in candidates if candidate.spans]
    chosen: dict[str, Candidate] = {}
    texts = [_as_read(candidate, reading) for candidate in _doubted(_texts(printed, reading), reading)]
    chosen.update((_SINGLE[c.kind], c) for c in texts if c.kind in _SINGLE)
    for field in LISTS:
        sought = texts if field.kind == "address" else printed
        taken = distinct(_doubted((c for c in sought if c.kind == field.kind), reading))
        if sought is printed:
            taken = [_as_read(candidate, reading) for candidate in taken]
        taken = with_codes(taken, [code for code in codes if code.kind == field.kind], reading)
        chosen.update({f"{field.key}[{index}]": candidate for index, candidate in enumerate(taken)})
    for kind, key in _SINGLE.items():
        for code in codes:
            if code.kind == kind:
                chosen[key] = confirmed(chosen[key], code, reading) if key in chosen else alone(code)
    confidence = {key: candidate.confidence for key, candidate in chosen.items()}
    doubted = [key for key, chance in confidence.items() if chance < review_below]
    named = _lacks_name(chosen, candidates) or _hides_name(chosen, reading) or _is_nobodys(chosen)
    if "full_name" not in doubted and (named or _names_others(chosen, printed)):
        doubted.append("full_name")
    return Decision(
        contact=_contact(chosen, _rest(reading, chosen.values())),
        confidence=confidence,
        evidence={key: candidate.lines for key, candidate in chosen.items()},
        needs_review=tuple(doubted),
    )


def _as_read(candidate: Candidate, reading: Lines) -> Candidate:
    """Return the candidate, less certain where the picture may say something else."""
    chance = min((reading.lines[line].chance for line in candidate.lines), default=1.0)
    return replace(candidate, confidence=candidate.confidence * chance**_DOUBT)


def _lacks_name(chosen: Mapping[str, Candidate], candidates: Iterable[Candidate]) -> bool:
    """Tell whether the card may show a person, but no proposal was good enough to be the name."""
    named = "full_name" in chosen or "native_name" in chosen
    return not named and any(c.kind == "name" and c.confidence >= _PERHAPS for c in candidates)


def _names_others(chosen: Mapping[str, Candidate], printed: Iterable[Candidate]) -> bool:
    """Tell whether a card names further people besides the one whose contact it becomes."""
    used = [span for candidate in chosen.values() for span in candidate.spans]
    return "full_name" in chosen and any(
        candidate.kind == "name" and candidate.confidence >= _FURTHER and not _overlap(candidate.spans, used)
        for candidate in printed
    )


def _is_nobodys(chosen: Iterable[str]) -> bool:
    """Tell whether a contact has neither a person nor a company: it may be no card, or not all of one."""
    return not {"full_name", "native_name", "organization"} & set(chosen)


def _hides_name(chosen: Mapping[str, Candidate], reading: Lines) -> bool:
    """Tell whether a card without a name has lines that nobody could read, or no line at all."""
    unread = not reading.lines or any(line.unreadable for line in reading.lines)
    return "full_name" not in chosen and unread


def _doubted(candidates: Iterable[Candidate], reading: Lines) -> list[Candidate]:
    """Return the candidates, no surer than letters allow that nobody could read.

    What stands on such a line is a guess; where much of a card is such lines, so is what only
    they could tell: which text is what, and a number's country.
    """
    lines = reading.lines
    unreadable = {index for index, line in enumerate(lines) if line.unreadable}
    if not unreadable:
        return list(candidates)
    most_unread = len(unreadable) > _MUCH * len(lines)
    result = []
    for candidate in candidates:
        guessed = not unreadable.isdisjoint(candidate.lines)
        most = _GUESSED if guessed else _BESIDE_UNREAD if most_unread and _by_company(candidate) else 1.0
        result.append(replace(candidate, confidence=min(candidate.confidence, most)))
    return result


def _by_company(candidate: Candidate) -> bool:
    """Tell whether a candidate rests on what else the card says: its kind, or a number's country."""
    value = candidate.value
    return candidate.kind in _BY_PLACE or (isinstance(value, Phone) and not value.raw.startswith("+"))


def _texts(candidates: Sequence[Candidate], reading: Lines) -> list[Candidate]:
    """Return the names, titles, companies and addresses to believe, in the order given.

    The surest come first; a field that holds one value is filled once, no text is used twice.
    """
    chosen: list[Candidate] = []
    for candidate in sorted(candidates, key=_rank(candidates, reading)):
        further = candidate.kind == "address" and any(other.kind == "address" for other in chosen)
        least = _LEAST_FURTHER if further else _LEAST.get(candidate.kind, _LEAST_ELSE)
        if candidate.confidence < (_LEAST_WHOLE if not further and _is_whole_address(candidate) else least):
            continue
        single = candidate.kind in _SINGLE
        full = single and any(candidate.kind == other.kind for other in chosen)
        used = [span for other in chosen for span in other.spans]
        if (single or candidate.kind == "address") and not full and not _overlap(candidate.spans, used):
            chosen.append(candidate)
    if not any(candidate.kind in ("name", "native_name") for candidate in chosen):
        # a title belongs to a person: on a shop's card such words say what is sold
        chosen = [c for c in chosen if c.kind not in _PERSONAL or c.confidence >= _SURE]
    return [candidate for candidate in candidates if candidate in chosen]


def _rank(candidates: Sequence[Candidate], reading: Lines) -> Callable[[Candidate], float]:
    """Return the key to sort by: the surest first, but a Latin title and company of whoever has a Latin name.

    Such a card says everything twice, and the rest of the world reads the one. Of people side by side
    the first comes first, and so does that one's title.
    """
    latin = [c for c in candidates if c.confidence >= _PERHAPS and not is_native(c.raw)]
    named = any(c.kind == "name" for c in latin)
    sure = {kind: max((c.confidence for c in candidates if c.kind == kind), default=0.0) for kind in _TWICE}
    later = {c.kind for c in latin if named and c.kind in _TWICE and c.confidence > _BESIDE * sure[c.kind]}
    first = _first_in_a_row(candidates, reading)

    def key(candidate: Candidate) -> float:
        if candidate in first:
            return -1.0
        native = candidate.kind in later and is_native(candidate.raw)
        return 1 - candidate.confidence if native else -candidate.confidence

    return key


def _first_in_a_row(candidates: Sequence[Candidate], reading: Lines) -> list[Candidate]:
    """Return the leftmost name and title where the surest stands beside others: of people side by side."""
    first = []
    for kind in ("name", "title"):
        those = [candidate for candidate in candidates if candidate.kind == kind]
        surest = max(those, key=lambda candidate: candidate.confidence, default=None)
        row = [c for c in those if surest and _is_beside(c, surest, reading)]
        first += [min(row, key=lambda candidate: _left(candidate, reading))] if len(row) > 1 else []
    return first if len(first) > 1 else []


def _is_beside(candidate: Candidate, surest: Candidate, reading: Lines) -> bool:
    """Tell whether a candidate, nearly as sure, stands on the surest one's level in letters of its size."""
    here, other = (reading.lines[each.lines[0]].quad for each in (candidate, surest))
    tall, taller = sorted(geometry.size_of(quad)[1] for quad in (here, other))
    level = abs(geometry.centre_of(here)[1] - geometry.centre_of(other)[1]) < _LEVEL * tall
    return level and taller < _ALIKE * tall and candidate.confidence > surest.confidence - _NO_SURER


def _left(candidate: Candidate, reading: Lines) -> float:
    return geometry.centre_of(reading.lines[candidate.lines[0]].quad)[0]


def _is_whole_address(candidate: Candidate) -> bool:
    """Tell whether a candidate is an address with a numbered street, a town and a postal code."""
    value = candidate.value
    if not isinstance(value, Address):
        return False
    return bool(value.locality and value.postal_code) and any(map(str.isdigit, value.street))


def _overlap(spans: Iterable[Span], others: Iterable[Span]) -> bool:
    return any(a.line == b.line and a.start < b.end and b.start < a.end for a in spans for b in others)


def _contact(chosen: Mapping[str, Candidate], note: str) -> Contact:
    values: dict[str, list[Any]] = {}
    for key, candidate in chosen.items():
        values.setdefault(key.partition("[")[0], []).append(candidate.value)
    [name, *_] = values.get("full_name", [PersonName()])
    texts = ((field, next(iter(values.get(field.key, ())), "")) for field in OWN_TEXTS)
    lists = ((field, tuple(values.get(field.key, ()))) for field in LISTS)
    return with_values(with_name(Contact(), name), (*texts, *lists, (NOTE, note)))


def _rest(reading: Lines, chosen: Iterable[Candidate]) -> str:
    """Return the printed text that no chosen candidate covers, a line for a line.

    Signs that stand alone are left out, as are those that parted a text from the one before or behind.
    """
    covered = [span for candidate in chosen for span in candidate.spans]
    lines = []
    for index, line in enumerate(reading.lines):
        letters = list(line.text)
        for span in covered:
            if span.line == index:
                letters[span.start : span.end] = "\0" * len(letters[span.start : span.end])
        pieces = re.split("\0+", "".join(letters))
        parting = _PARTING if len(pieces) > 1 else " "
        lines.append(" ".join(piece.strip(parting) for piece in pieces if _WORTH_NOTING.search(piece)))
    return "\n".join(line for line in lines if line)
