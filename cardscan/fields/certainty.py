"""How likely a proposed name, title, company or address is to be the right one."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.fields import words
from cardscan.fields.agreement import company_agreement, is_short_for, person_agreement
from cardscan.fields.features import Witnesses, witnesses_of
from cardscan.fields.wording import is_native

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cardscan.fields.assign import Segment
    from cardscan.model import Candidate, Lines

_POSTAL = re.compile(r"\d{4}|\d{3} ?\d{2,3}|[A-Z]\d{1,2}[A-Z]? ?\d[A-Z]")
_LIMIT = 6.0
"""Log odds beyond which a chance says no more."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic regressions, one a kind, from evidence to the chance of being right."""

    weights: Mapping[str, Mapping[str, float]]
    """By kind, then by kind of evidence."""

    def chance(self, kind: str, evidence: Mapping[str, float]) -> float:
        """Return the chance, 0 to 1, that a proposal with this evidence is right."""
        weights = self.weights.get(kind, {"odds": 1.0})
        score = sum(weights.get(name, 0.0) * amount for name, amount in evidence.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def read_calibration(text: str) -> Calibration:
    """Return the calibration that the text holds: lines of "calibration", kind, evidence, weight."""
    weights: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        if line.startswith("calibration\t"):
            _, kind, name, weight = line.split("\t")
            weights.setdefault(kind, {})[name] = float(weight)
    return Calibration(weights)


def evidence_of_form(candidate: Candidate, reading: Lines) -> dict[str, float]:
    """Return what speaks for a candidate that is known by its form: an e-mail, a number."""
    read = min((reading.lines[line].confidence for line in candidate.lines), default=1.0)
    return {"constant": 1.0, "odds": _log_odds(candidate.confidence), "reading": read - 1.0}


def evidence_of(segments: Sequence[Segment], found: Sequence[Candidate]) -> list[dict[str, float]]:
    """Return for each segment what speaks for and against it, beside the other segments."""
    witnesses = witnesses_of(found)
    return [dict(_evidence(segment, segments, witnesses)) for segment in segments]


def _evidence(
    segment: Segment, segments: Sequence[Segment], witnesses: Witnesses
) -> Iterator[tuple[str, float]]:
    odds = _log_odds(segment.probability)
    alike = ("organization", "brand") if segment.kind in ("organization", "brand") else (segment.kind,)
    rivals = [other for other in segments if other.kind in alike and other is not segment]
    yield "constant", 1.0
    yield "odds", odds
    yield "lines", float(len(segment.blocks) - 1)
    yield "reading", min(block.confidence for block in segment.blocks) - 1.0
    yield "rival", max((max(0.0, _log_odds(other.probability) + 2.0) for other in rivals), default=0.0)
    if segment.kind == "name":
        agreement = max((person_agreement(segment.text, local) for local in witnesses.locals), default=0.0)
        yield "agrees", agreement
        yield "unsupported", float(bool(witnesses.locals) and agreement < 0.5)
    if segment.kind == "address":
        yield "street", float(bool(words.phrases("streets", segment.text)))
        yield "town", float(bool(words.phrases("towns", segment.text)))
        yield "postal code", float(bool(_POSTAL.search(segment.text)))
        yield "legal", float(has_legal_form(segment.text))
        yield "company", float(bool(words.phrases("companies", segment.text)))
    if segment.kind in ("organization", "brand"):
        yield from _company_evidence(segment, rivals, witnesses)


def _company_evidence(
    segment: Segment, rivals: Sequence[Segment], witnesses: Witnesses
) -> Iterator[tuple[str, float]]:
    """Yield what tells a company's full name from its brand, its slogan or another company."""
    likely = [other for other in rivals if other.probability >= 0.3]
    yield "agrees", max((company_agreement(segment.text, label) for label in witnesses.labels), default=0.0)
    yield "legal", float(has_legal_form(segment.text))
    yield "rival legal", float(any(has_legal_form(other.text) for other in likely))
    folded = segment.text.casefold()
    yield "holds rival", float(any(other.text.casefold() in folded for other in likely))
    yield "held by rival", float(any(folded in other.text.casefold() for other in likely))
    yield "short for rival", float(any(is_short_for(segment.text, other.text) for other in likely))
    yield "has short rival", float(any(is_short_for(other.text, segment.text) for other in likely))
    tallest = max((other.height for other in likely), default=0.0)
    yield "smaller", float(tallest > 1.1 * segment.height)
    yield "native", float(is_native(segment.text))


def has_legal_form(text: str) -> bool:
    """Tell whether a legal form of companies stands in the text."""
    return bool(words.phrases("legal_forms", text))


def _log_odds(chance: float) -> float:
    least = 1.0 / (1.0 + math.exp(_LIMIT))
    chance = min(1.0 - least, max(least, chance))
    return math.log(chance / (1.0 - chance))
