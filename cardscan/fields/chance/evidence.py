"""What speaks for and against a proposal: the amounts that the calibration weighs.

Every amount is turned so that more of it speaks for the proposal; what speaks against
it is negative.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

import phonenumbers

from cardscan.fields.context.agreement import company_agreement, is_short_for, person_agreement
from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.habits import habits_of
from cardscan.fields.online.domains import mail_domains
from cardscan.fields.online.own import domain_of
from cardscan.fields.postal.addresses import parse_address
from cardscan.fields.postal.codes import LIKE_A_CODE, shapes
from cardscan.model import Email, Phone, Url
from cardscan.text import is_cjk, is_native

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cardscan.fields.context.segments import Segment
    from cardscan.fields.context.witnesses import Witnesses
    from cardscan.fields.understanding import Understood
    from cardscan.model import Candidate, Line, Lines

_MIXED_CASE = re.compile(r"[a-z].*[A-Z]|[A-Z]{2,}[a-z]|^I[^A-Z]")
"""In a mail address: a label may be glued to it, or a small L was read as a capital I."""
_LIMIT = 6.0
"""Log odds beyond which a chance says no more."""
_WELL_READ = 0.01
"""The reader's doubt, 0 to 1, up to which a line is as good as read right."""
_SMALL = 22.0
"""Height of a line's box, in pixels, under which letters are misread more often."""
_RIM = 0.006
"""Share of the card's side within which a text that ends there may go on beyond the edge."""

_PHONE_RULES = {
    "phone-international": "international",
    "phone-national": "national",
    "phone-code-without-plus": "international",
    "phone-shorthand": "shorthand",
    "phone-as-printed": "as printed",
}
"""The rules that get an amount of their own; the others are rare, and guesses."""

_PERSONAL = frozenset(("title", "department"))
_LOCAL_LENGTHS = range(7, 10)
"""Digits of a telephone number that says all but its area."""
_LIKELY = 0.15
"""The CRF's probability from which another text may well be the company's name."""
_TWO_FORMS = 0.3
"""Chance from which two names, one of them in native letters, are one person's."""
_AGREED = 0.75
"""How well a company's name must agree with a domain for one in native letters to be the same."""
_LONG = 12
"""Letters from which on a word may be two that ran together."""


def evidence_of_segments(segments: Sequence[Segment], known: Understood) -> list[Mapping[str, float]]:
    """Return the evidence for each segment, beside the other segments."""
    return [
        {
            **dict(_common(_log_odds(segment.probability), known.reading, {s.line for s in segment.spans})),
            **dict(_among_rivals(segment, segments)),
            **dict(_of_text(segment.text, known.country)),
            **dict(_of_kind(segment, segments, known.witnesses, known.country)),
        }
        for segment in segments
    ]


def evidence_of_found(segments: Sequence[Segment], known: Understood) -> list[Mapping[str, float]]:
    """Return the evidence for each candidate that is known by its form: an e-mail, a number."""
    return [
        {
            **dict(_common(_log_odds(candidate.confidence), known.reading, set(candidate.lines))),
            **dict(_of_form(candidate, known.found, segments, known.country)),
        }
        for candidate in known.found
    ]


def _common(odds: float, reading: Lines, used: set[int]) -> Iterator[tuple[str, float]]:
    lines = [reading.lines[index] for index in used]
    yield "constant", 1.0
    yield "odds", odds
    doubt = 1.0 - min((line.confidence for line in lines), default=1.0)
    yield "reading", -max(0.0, math.log2(max(doubt, _WELL_READ) / _WELL_READ))
    smallest = min((_height(line) for line in lines), default=_SMALL)
    yield "letter height", min(0.0, math.log2(max(4.0, smallest) / _SMALL))
    yield "cut off", -float(any(_at_rim(line, reading) for line in lines))


def _height(line: Line) -> float:
    a, _, _, d = line.quad
    return math.hypot(a[0] - d[0], a[1] - d[1])


def _at_rim(line: Line, reading: Lines) -> bool:
    rim = _RIM * reading.width
    return any(x < rim or x > reading.width - rim for x, _ in line.quad)


def _among_rivals(segment: Segment, segments: Sequence[Segment]) -> Iterator[tuple[str, float]]:
    rivals = _rivals(segment, segments)
    yield "one line", -float(len(segment.blocks) - 1)
    yield "no rival", -max((max(0.0, _log_odds(rival.probability) + 2.0) for rival in rivals), default=0.0)


def _of_text(text: str, country: str) -> Iterator[tuple[str, float]]:
    """Yield what shows that the letters were read as they are printed."""
    yield "common accents", -float(habits_of(country).rare_accents)
    tokens = [token for token in words.split_words(text) if not is_cjk(token)]
    longest = max(map(len, tokens), default=0)
    yield "no long word", -min(2.0, max(0, longest - _LONG) / 4)
    yield "words apart", -float(bool(re.search(r"[a-z]{3}[A-Z][a-z]{2}|[a-z]\d{2}|\d[A-Z][a-z]{2}", text)))
    yield "one script", -float(is_native(text) and bool(re.search(r"[A-Za-z]", text)))


def _rivals(segment: Segment, segments: Sequence[Segment]) -> list[Segment]:
    alike = ("organization", "brand") if segment.kind in ("organization", "brand") else (segment.kind,)
    rivals = [
        other
        for other in segments
        if other.kind in alike and other is not segment and not _is_said_again(segment, other)
    ]
    if segment.kind != "address" or not any(map(str.isdigit, segment.text)):
        return rivals
    # a card may show several offices: only what claims the same text speaks against one
    spans = set(segment.spans)
    return [other for other in rivals if spans.intersection(other.spans)]


def _is_said_again(segment: Segment, other: Segment) -> bool:
    """Tell whether another segment may be the same name in other letters."""
    likely = min(segment.probability, other.probability) >= _TWO_FORMS
    return segment.kind == "name" and likely and is_native(segment.text) != is_native(other.text)


def _of_kind(
    segment: Segment, segments: Sequence[Segment], witnesses: Witnesses, country: str
) -> Iterator[tuple[str, float]]:
    if segment.kind == "name":
        agreement = max((person_agreement(segment.text, local) for local in witnesses.locals), default=0.0)
        yield "e-mail agrees", agreement
        yield "no e-mail differs", -float(bool(witnesses.locals) and agreement < 0.5)
        yield "known words", _known_names(segment.text)
        yield (
            "several words",
            -float(len(words.split_words(segment.text)) < 2 and not is_native(segment.text)),
        )
    elif segment.kind in ("title", "department"):
        known = (words.share(vocabulary, segment.text) for vocabulary in ("titles", "departments"))
        yield "known words", min(1.0, sum(known))
        others = (other.probability for other in segments if other.kind in _PERSONAL - {segment.kind})
        yield "no department", -max(others, default=0.0)
    elif segment.kind == "address":
        yield "street", float(bool(words.phrases("streets", segment.text)))
        yield "town", float(bool(words.phrases("towns", segment.text)))
        codeless = country not in shapes() or "(?!)" in shapes()[country].pattern.pattern
        yield "postal code", float(codeless or bool(LIKE_A_CODE.search(segment.text)))
        parsed = parse_address([block.text for block in segment.blocks], country)
        parts = (parsed.street, parsed.locality, parsed.postal_code or codeless)
        yield "parts", sum(map(bool, parts)) / len(parts)
        yield "no legal form", -float(has_legal_form(segment.text))
        yield "no company", -float(bool(words.phrases("companies", segment.text)))
    else:
        yield from _of_company(segment, _rivals(segment, segments), witnesses)


def _known_names(text: str) -> float:
    """Return how much of a text, 0 to 1 of its words, is somewhere a given or family name."""
    tokens = [token for token in words.split_words(text) if len(token) > 1 or is_native(token)]
    tokens = [token for token in tokens if token not in words.words("name_prefixes")] or tokens
    known = sum(words.is_given(token) or words.is_family(token) for token in tokens)
    return known / len(tokens) if tokens else 0.0


def _of_company(
    segment: Segment, rivals: Sequence[Segment], witnesses: Witnesses
) -> Iterator[tuple[str, float]]:
    """Yield what tells a company's full name from its brand, its slogan or another company."""
    likely = [other for other in rivals if other.probability >= _LIKELY]
    agreed = max((company_agreement(segment.text, label) for label in witnesses.labels), default=0.0)
    if agreed >= _AGREED and not is_native(segment.text):
        likely = [other for other in likely if not is_native(other.text)]  # the same in native letters
    folded = segment.text.casefold()
    yield "domain agrees", agreed
    yield "legal form", float(has_legal_form(segment.text))
    yield "no legal rival", -float(any(has_legal_form(other.text) for other in likely))
    yield "holds rival", float(any(other.text.casefold() in folded for other in likely))
    yield "not held by rival", -float(any(folded in other.text.casefold() for other in likely))
    yield "not short for rival", -float(any(is_short_for(segment.text, other.text) for other in likely))
    yield "has short rival", float(any(is_short_for(other.text, segment.text) for other in likely))
    tallest = max((other.height for other in likely), default=0.0)
    yield "tallest", -float(tallest > 1.1 * segment.height)
    yield "latin", -float(is_native(segment.text))


def _of_form(
    candidate: Candidate, found: Sequence[Candidate], segments: Sequence[Segment], country: str
) -> Iterator[tuple[str, float]]:
    value = candidate.value
    if isinstance(value, Phone):
        townless = candidate.rule == "phone-as-printed" and _is_local(value.value)
        yield "local" if townless else _PHONE_RULES.get(candidate.rule, "guessed"), 1.0
        if candidate.rule == "phone-as-printed" and not townless:
            yield "possible number", float(_is_possible(value.value, country))
        yield "whole number", -float(sum(map(str.isdigit, value.raw)) < _LOCAL_LENGTHS[0])
    elif isinstance(value, Email):
        local, _, domain = value.value.rpartition("@")
        names = [segment.text for segment in segments if segment.kind == "name"]
        yield "name agrees", max((person_agreement(name, local) for name in names), default=0.0)
        yield "as read", -float(candidate.rule not in ("email", "email-two-lines"))
        yield "one case", -float(bool(_MIXED_CASE.search(local)))
        yield "domain known", float(domain in mail_domains() or _shared(candidate, found))
    elif isinstance(value, Url):
        yield "domain known", float(_shared(candidate, found))


def _is_possible(number: str, country: str) -> bool:
    """Tell whether a number is as long as numbers of its country are, though none begins like it."""
    try:
        parsed = phonenumbers.parse(number, country or None)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(parsed)


def _is_local(number: str) -> bool:
    """Tell whether a number may be one of some town, printed without its area code."""
    return number[:1] not in "+(0" and len(re.sub(r"\D", "", number)) in _LOCAL_LENGTHS


def _shared(candidate: Candidate, found: Sequence[Candidate]) -> bool:
    """Tell whether another e-mail or website on the card has the same domain."""
    domain = domain_of(candidate)
    return any(domain_of(other) == domain for other in found if other is not candidate)


def has_legal_form(text: str) -> bool:
    """Tell whether a legal form of companies stands in the text."""
    return bool(words.phrases("legal_forms", text))


def _log_odds(chance: float) -> float:
    least = 1.0 / (1.0 + math.exp(_LIMIT))
    chance = min(1.0 - least, max(least, chance))
    return math.log(chance / (1.0 - chance))
