"""Make candidates of what the blocks were found to be: values in parts, each with its chance."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cardscan.fields.chance.evidence import evidence_of_found, evidence_of_segments
from cardscan.fields.layout.labels import is_labelled_address
from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.native import is_korean_name
from cardscan.fields.names import pronouns_in, split_name
from cardscan.fields.postal.addresses import parse_address
from cardscan.model import Candidate, PersonName
from cardscan.text import is_native

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.fields.chance.calibration import Calibration
    from cardscan.fields.context.segments import Segment
    from cardscan.fields.understanding import Understood
    from cardscan.model import Kind, Span, Value

_KINDS: dict[str, Kind] = {
    "name": "name", "title": "title", "department": "department", "organization": "organization",
    "brand": "organization", "address": "address",
}  # fmt: skip
_LIKELY = 0.3
"""Chance from which a Latin name makes the one in another script its native form."""
_SAID = 0.85
"""Least chance of what a printed label says is an address."""
_NAMED = 0.5
"""Least chance of a whole Korean name; Chinese words begin with a family name too often for that."""
_HALF = 0.5
"""Most that an address is sure of a part of which is likelier than the whole."""
_OF = frozenset(("of", "de", "von"))
"""Last words of a company's line that a person's name goes on with."""
_ENDS = " ,;:-–—&"
_WRITTEN = 0.5
"""Most that a number or address written by hand is sure of: a pen's digits are easily misread."""


def weighed(
    segments: Sequence[Segment], known: Understood, calibration: Calibration
) -> tuple[Candidate, ...]:
    """Return the candidates known by their form, each with the chance that it is right."""
    evidence = evidence_of_found(segments, known)
    written = known.written
    most = [1.0 if written.isdisjoint(candidate.lines) else _WRITTEN for candidate in known.found]
    return tuple(
        replace(candidate, confidence=min(limit, calibration.chance(candidate.kind, amounts)))
        for candidate, amounts, limit in zip(known.found, evidence, most, strict=True)
    )


def propose(segments: Sequence[Segment], known: Understood, calibration: Calibration) -> Iterator[Candidate]:
    """Yield a candidate for each segment."""
    two_scripts = any(
        segment.kind == "name" and not is_native(segment.text) and segment.probability >= _LIKELY
        for segment in segments
    )
    chances: dict[tuple[Kind, tuple[Span, ...]], float] = {}
    chosen: dict[tuple[Kind, tuple[Span, ...]], Segment] = {}
    for segment, evidence in zip(segments, evidence_of_segments(segments, known), strict=True):
        key = (_kind(segment, two_scripts=two_scripts), segment.spans)
        chance = calibration.chance(segment.kind, evidence)
        if segment.kind == "address" and is_labelled_address(segment.blocks[0].text):
            chance = max(chance, _SAID)
        if segment.kind == "name" and is_korean_name("".join(segment.text.split())):
            chance = max(chance, _NAMED)
        # the same text as a company's name in full and as its brand: two estimates of one thing
        chances[key] = max(chances.get(key, 0.0), chance)
        chosen.setdefault(key, segment)
    _believe_whole_addresses(chances)
    for (kind, spans), segment in chosen.items():
        raw = _joint(kind).join(block.text for block in segment.blocks)
        value = value_of(segment, kind, known.country)
        if kind == "organization" and isinstance(value, str):
            value = " ".join(filter(None, (value, _owner(segment, segments, known))))
        candidate = Candidate(kind, value, raw, chances[kind, spans], spans, "context")
        yield _with_pronouns(candidate, segment, known) if kind == "name" else candidate


def _owner(company: Segment, segments: Sequence[Segment], known: Understood) -> str:
    """Return the person below whose name a company's ends in: "Law Offices of" over "Anna Weber"; or ""."""
    if _OF.isdisjoint(words.split_words(company.text)[-1:]):
        return ""
    below = [after for block, after in pairwise(known.blocks) if block == company.blocks[-1]]
    named = (each for each in segments if each.kind == "name" and each.probability >= _HALF)
    return next((each.text for each in named if each.blocks[0] in below), "")


def _believe_whole_addresses(chances: dict[tuple[Kind, tuple[Span, ...]], float]) -> None:
    """Let no part of an address win against the whole of the likeliest labelling, which comes first."""
    addresses = [(key, set(key[1])) for key in chances if key[0] == "address"]
    for at, (whole, spans) in enumerate(addresses):
        for part, inner in addresses[at + 1 :]:
            if inner < spans and chances[part] > chances[whole]:
                chances[whole], chances[part] = max(chances[whole], min(chances[part], _HALF)), 0.0


def _with_pronouns(name: Candidate, segment: Segment, known: Understood) -> Candidate:
    """Return the name with the pronouns that stand by themselves right before or behind it."""
    mine = {at for at, block in enumerate(known.blocks) if block in segment.blocks}
    beside = (block for at, block in enumerate(known.blocks) if at not in mine and mine & {at - 1, at + 1})
    for block in beside:
        said = pronouns_in(block.text)
        if said and isinstance(name.value, PersonName) and not name.value.pronouns:
            spans = tuple(sorted((*name.spans, block.span), key=lambda span: (span.line, span.start)))
            return replace(name, value=replace(name.value, pronouns=said), spans=spans)
    return name


def _kind(segment: Segment, *, two_scripts: bool) -> Kind:
    if segment.kind == "name" and two_scripts and is_native(segment.text):
        return "native_name"
    return _KINDS[segment.kind]


def _joint(kind: Kind) -> str:
    return "\n" if kind == "address" else " "


def value_of(segment: Segment, kind: Kind, country: str) -> Value:
    """Return the segment's text as a value of this kind; `country` is the card's, or ""."""
    texts = [block.text.strip(_ENDS) for block in segment.blocks]
    if kind == "name":
        return split_name(" ".join(texts), country)
    if kind == "address":
        return parse_address([block.text for block in segment.blocks], country)
    return " ".join(block.text for block in segment.blocks).strip(_ENDS)
