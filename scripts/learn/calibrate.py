"""Fit the chances that fields are given to what proved right on cards that were really read.

    python -m scripts.learn.calibrate [--labelled DIR…] [--readings FILE] [--only KIND…] [-o FILE]

Draws fictional cards, scans them, and fits one logistic regression a kind of field. Others, as
odd as those of scripts.learn.train, are read in imagination only, and folders of other pictures with
truth may be given, as scripts.pictures.make_cards writes them: these count half. Nothing that a card says
gets into the numbers. With --readings what was read is kept in FILE, so that fitting
again, as after scripts.learn.train, takes a minute. With --only KIND… what is there of other kinds stays.

Prints the reliability on the labelled pictures: as fitted, and with each source of pictures left out in turn.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]

from cardscan import contact, fields
from cardscan.contact_fields import with_name
from cardscan.fields.chance.calibration import Calibration, read_calibration
from cardscan.fields.chance.evidence import evidence_of_found, evidence_of_segments
from cardscan.fields.chance.propose import value_of
from cardscan.fields.context.assign import assign, shipped_model
from cardscan.model import Address, Contact, Email, PersonName, Phone, Social, Url
from cardscan.settings import Settings
from scripts.environment import ROOT
from scripts.learn.labelled import Labelled, read_folder, read_readings, write_readings
from scripts.learn.train import examples
from scripts.measure.pictures import print_reliability
from scripts.measure.scoring import UNSCORED, Score, found_of, same, values_of
from scripts.pictures.make_cards import make_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from cardscan.model import Kind, Value

OUTPUT: Final = ROOT / "cardscan" / "fields" / "chance" / "calibration.txt"
DRAWN: Final = "scripts.make_cards"
"""What the sources of drawn cards begin with."""
SIMULATED: Final = "scripts.learn.simulate"
"""The source of cards that were read in imagination."""
LABELLED: Final = "labelled"
"""What the kind of all other cards is called."""
TOTAL: Final = 390.0
"""What all cards weigh together, however many there are: about as many as were really read."""
PENALTY: Final = 0.6
"""Of the squared weights, against the sum of all proposals' losses."""


class Case(NamedTuple):
    """One proposal of one card."""

    kind: str
    evidence: Mapping[str, float]
    right: bool


def origin(card: Labelled) -> str:
    """Return which of the three kinds of cards this is."""
    if card.source.startswith(DRAWN):
        return DRAWN
    return SIMULATED if card.source == SIMULATED else LABELLED


def simulated(count: int, seed: int) -> Iterator[Labelled]:
    """Yield odd cards as a reader may have read them, other ones than training's."""
    for example in examples(count, seed):
        card = example.reading.contact
        more = {key: getattr(card, key) for key in UNSCORED}
        truth = values_of(card) | {key: [text] if text else [] for key, text in more.items()}
        yield Labelled(SIMULATED, fields.mended(example.reading.lines), truth)


def cases(card: Labelled) -> Iterator[Case]:
    """Yield the card's proposals that the truth can judge."""
    known = fields.understood(card.reading)
    segments = assign(known.blocks, known.witnesses, shipped_model())
    judged = [
        (segment.kind, evidence, value_of(segment, _KINDS.get(segment.kind, "title"), known.country))
        for segment, evidence in zip(segments, evidence_of_segments(segments, known), strict=True)
    ]
    judged += [
        (candidate.kind, evidence, candidate.value)
        for candidate, evidence in zip(known.found, evidence_of_found(segments, known), strict=True)
    ]
    for kind, evidence, value in judged:
        field = _FIELDS.get(kind, kind)
        if field in card.truth:
            yield Case(kind, evidence, _is_right(field, value, card.truth))


_KINDS: Final[Mapping[str, Kind]] = {"name": "name", "address": "address"}
_FIELDS: Final = {"brand": "organization", "phone": "phones", "email": "emails", "url": "urls"}


def _is_right(field: str, value: Value, truth: Mapping[str, Sequence[str]]) -> bool:
    wanted = [*truth[field], *(truth.get("native_name", ()) if field == "name" else ())]
    return any(same(field, want, _text(value)) for want in wanted)


def _text(value: Value) -> str:
    match value:
        case PersonName():
            return with_name(Contact(), value).full_name
        case Address():
            return value.formatted
        case Phone() | Email() | Url() | Social():
            return value.value
        case _:
            return value


def fit(cards: Sequence[Labelled], cases_of: Mapping[int, Sequence[Case]]) -> list[str]:
    """Return the calibration as lines of text: kind, evidence, weight; cases by the card's id().

    Labelled cards count half, where there are any, drawn and simulated ones share the rest. No
    weight but the constant is below 0, so that more evidence never makes a chance smaller.
    """
    counts = Counter(map(origin, cards))
    shares = {kind: 2.0 if kind == LABELLED else 1.0 for kind in counts}
    by_kind: dict[str, list[tuple[Case, float]]] = {}
    for card in cards:
        kind = origin(card)
        worth = TOTAL * shares[kind] / (sum(shares.values()) * counts[kind])
        for case in cases_of[id(card)]:
            by_kind.setdefault(case.kind, []).append((case, worth))
    return [
        f"{kind}\t{name}\t{weight:.3f}"
        for kind, weighted in sorted(by_kind.items())
        for name, weight in _fitted(weighted).items()
    ]


def _fitted(weighted: Sequence[tuple[Case, float]]) -> dict[str, float]:
    """Return the weights of a penalised logistic regression; the constant's penalty keeps off certainty."""
    names = sorted({name for case, _ in weighted for name in case.evidence})
    table = np.array([[case.evidence.get(name, 0.0) for name in names] for case, _ in weighted])
    signs = np.array([1.0 if case.right else -1.0 for case, _ in weighted])
    worth = np.array([weight for _, weight in weighted])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margins = signs * (table @ weights)
        value = np.sum(worth * np.logaddexp(0.0, -margins)) + PENALTY / 2 * np.sum(weights**2)
        slope = -(worth * signs / (1.0 + np.exp(np.clip(margins, -30, 30)))) @ table
        return float(value), slope + PENALTY * weights

    bounds = [(None if name == "constant" else 0.0, None) for name in names]
    best = minimize(loss, np.zeros(len(names)), jac=True, bounds=bounds, method="L-BFGS-B")
    return {name: weight for name, weight in zip(names, best.x, strict=True) if abs(weight) >= 0.0005}


def score(cards: Iterable[tuple[Labelled, Calibration]]) -> Score:
    """Return what becomes of the cards, each with the calibration beside it."""
    result = Score()
    for card, calibration in cards:
        candidates = fields.proposals(card.reading, calibration)
        decision = contact.decide(card.reading, candidates, review_below=Settings().review_below)
        found = found_of(decision.contact, decision.confidence, decision.needs_review)
        result.add_picture(card.source, [card.truth], [found])
    return result


def report(cards: Sequence[Labelled], cases_of: Mapping[int, Sequence[Case]], lines: Sequence[str]) -> None:
    """Print the reliability, as fitted and with each source of labelled pictures left out in turn."""
    labelled = [card for card in cards if origin(card) == LABELLED]
    fitted = _calibration(lines)
    rest = {
        source: _calibration(fit([card for card in cards if card.source != source], cases_of))
        for source in {card.source for card in labelled}
    }
    tables = {
        "drawn cards": [(card, fitted) for card in cards if origin(card) == DRAWN],
        "labelled cards, fitted on": [(card, fitted) for card in labelled],
        "labelled cards, each source left out in turn": [(card, rest[card.source]) for card in labelled],
    }
    for name, pairs in tables.items():
        if pairs:
            print(f"\n{len(pairs)} {name}", end="")
            print_reliability(score(pairs))


def _calibration(lines: Sequence[str]) -> Calibration:
    return read_calibration("\n".join(lines))


def _gathered(labelled: Sequence[Path], count: int, seed: int) -> list[Labelled]:
    """Return the cards of pictures: of those that are there and of as many as are to be drawn."""
    cards = [card for folder in labelled for card in read_folder(folder)]
    with tempfile.TemporaryDirectory() as folder:
        make_many(Path(folder), count, seed)
        return [*cards, *read_folder(Path(folder))]


def main() -> None:
    """Read or gather the cards, fit, print and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--labelled", nargs="*", type=Path, default=[], metavar="DIR")
    parser.add_argument("--readings", type=Path, help="read from this file; written where there is none")
    parser.add_argument("--pictures", type=int, default=240, help="pictures to draw")
    parser.add_argument("--simulated", type=int, default=1200, help="cards to read in imagination")
    parser.add_argument("--only", nargs="+", default=[], metavar="KIND", help="fit these alone")
    parser.add_argument("--seed", type=int, default=90417)
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    if options.readings and options.readings.is_file():
        cards = read_readings(options.readings)
    else:
        cards = _gathered(options.labelled, options.pictures, options.seed)
        if options.readings:
            write_readings(options.readings, cards)
    cards += simulated(options.simulated, options.seed)
    cases_of = {id(card): tuple(cases(card)) for card in cards}
    lines = _with_kept(fit(cards, cases_of), options.only, options.output)
    report(cards, cases_of, lines)
    count = Counter(map(origin, cards))
    note = [
        "# What each kind of evidence is worth for the chance that a field is right: logistic regressions,",
        *(_origins(options.output) if options.only else ()),
        f"# {' and '.join(options.only) or 'all kinds'}: fitted on {datetime.now(UTC):%Y-%m-%d} to "
        f"{count[DRAWN]} drawn, {count[SIMULATED]} simulated and {count[LABELLED]} other cards,",
        "# by: python -m scripts.learn.calibrate --labelled DIR… --readings FILE [--only KIND…] after train",
        "# Columns: kind, evidence (see evidence.py), weight. Same licence as the program.",
    ]
    options.output.write_text("\n".join([*note, *lines, ""]), encoding="utf-8")


def _with_kept(fitted: Sequence[str], only: Sequence[str], path: Path) -> list[str]:
    """Return the lines fitted of these kinds, and of others those in the file; where none is named, all."""
    if not only:
        return list(fitted)
    there = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    kept = [line for line in there if line and line.partition("\t")[0] not in only]
    return sorted([*kept, *(line for line in fitted if line.partition("\t")[0] in only)])


def _origins(path: Path) -> list[str]:
    """Return what a file says of where its lines come from, by kind."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if ": fitted on " in line]


if __name__ == "__main__":
    main()
