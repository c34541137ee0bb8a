"""Learn from simulated readings of fictional cards which block of a card is which field.

    python -m scripts.learn.train [--cards 20000] [--seed 1] [--processes 2] [-o FILE]

No real card is used. Fit the chances again after it: scripts.learn.calibrate.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import multiprocessing
import random
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import pycrfsuite  # type: ignore[import-untyped]
from rapidfuzz import fuzz

from cardscan.fields import understood
from cardscan.fields.context.assign import ASSIGNED
from cardscan.fields.context.features import chain_of
from cardscan.fields.context.witnesses import Witnesses
from scripts.cards.fiction import LOCALES, fictional_card
from scripts.environment import ROOT
from scripts.learn.simulate import SimulatedReading, simulate_reading
from scripts.learn.variety.changes import restyled, varied
from scripts.learn.variety.surroundings import surrounded
from scripts.pictures.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cardscan.fields.layout.blocks import Block

OUTPUT: Final = ROOT / "cardscan" / "fields" / "context" / "weights.txt"
VOCABULARY: Final = ROOT / "cardscan" / "fields" / "lexicon" / "vocabulary"
LEAST_WEIGHT: Final = 0.02
"""Smaller weights change nothing and are left out."""
_SHARE, _REPORTED = 50, 500
"""Cards that a process reads at a time, and after how many it is said how far they are."""
FORGOTTEN: Final = 0.15
"""Share of the vocabulary hits that training hides: the lists know fiction better than life."""

DROPPED: Final = 0.05
"""Share of single features that training hides, so that no one of them is relied on alone."""


ROUND: Final = (
    *LOCALES,
    *(
        "ja_JP",
        "ja_JP",
        "ja_JP",
        "zh_CN",
        "vi_VN",
        "en_IN",
        "en_IN",
        "en_US",
        "en_US",
        "en_GB",
        "pt_BR",
        "pt_BR",
    ),
    *("fr_FR", "fr_MA", "fr_TN", "de_DE", "es_MX", "it_IT"),
)
"""Every locale, those that print most cards or differ most from the others more than once."""


class Example(NamedTuple):
    """One card, cut into blocks, with what each is in truth."""

    reading: SimulatedReading
    blocks: tuple[Block, ...]
    witnesses: Witnesses
    labels: tuple[str, ...]


def examples(count: int, seed: int, processes: int = 1) -> Iterator[Example]:
    """Yield simulated cards of all locales by turns, the same ones whatever the number of processes."""
    numbers, seeds = range(count), itertools.repeat(seed)
    if processes == 1:
        yield from (example for example in map(_example, numbers, seeds) if example)
        return
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        for done, example in enumerate(pool.map(_example, numbers, seeds, chunksize=_SHARE), 1):
            if example:
                yield example
            if done % _REPORTED == 0:
                print(f"{done} of {count} cards read in imagination", flush=True)


def _example(number: int, seed: int) -> Example | None:
    """Return the simulated card of this number; None where nothing on it is to be learnt."""
    rng = random.Random(f"{seed}-{number}")
    locale = ROUND[number % len(ROUND)]
    card = varied(fictional_card(rng, locale), rng)
    reading = restyled(simulate_reading(lay_out(card, rng), rng), rng)
    reading = surrounded(reading, locale, rng)
    known = understood(reading.lines)
    if all(block.kind is not None for block in known.blocks):
        return None
    return Example(reading, known.blocks, known.witnesses, tuple(true_labels(known.blocks, reading)))


def true_labels(blocks: Iterable[Block], reading: SimulatedReading) -> Iterator[str]:
    """Yield what each block is: "B:title", "I:title", "phone", "note"."""
    begun: set[str] = set()
    for block in blocks:
        if block.kind is not None:
            yield block.kind
            continue
        kind = _true_kind(block, reading)
        plain_kind = kind.replace("native_name", "name")
        if plain_kind not in ASSIGNED:
            yield "note"
            continue
        part = f"{kind} {_office(block.text, reading)}" if kind == "address" else kind
        yield f"{'I' if part in begun else 'B'}:{plain_kind}"
        begun.add(part)


def _true_kind(block: Block, reading: SimulatedReading) -> str:
    """Return the kind of most of the block's letters; labels count only by themselves."""
    letters: Counter[str] = Counter()
    for start, end, kind in reading.spans[block.span.line]:
        shared = min(end, block.span.end) - max(start, block.span.start)
        if shared > 0:
            letters[kind] += shared if kind not in ("label", "icon") else 0
    return letters.most_common(1)[0][0] if letters else "note"


def _office(text: str, reading: SimulatedReading) -> int:
    """Return which of the card's addresses the text belongs to."""
    offices = [address.formatted for address in reading.contact.addresses]
    likeness = [fuzz.partial_ratio(text, office) for office in offices]
    return max(range(len(offices)), key=likeness.__getitem__, default=0)


def train(cards: Sequence[Example], seed: int) -> list[str]:
    """Return the CRF's weights as lines of text."""
    rng = random.Random(seed)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.3, "c2": 0.1, "max_iterations": 100, "feature.minfreq": 4})
    for card in cards:
        chain = chain_of(card.blocks, card.witnesses)
        trainer.append([_forgetful(features, rng) for features in chain], card.labels)
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "crf")
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
        info = tagger.info()
        tagger.close()
    states = [
        f"state\t{feature}\t{label}\t{weight:.3f}"
        for (feature, label), weight in sorted(info.state_features.items())
        if abs(weight) >= LEAST_WEIGHT
    ]
    steps = [
        f"transition\t{label}\t{after}\t{weight:.3f}"
        for (label, after), weight in sorted(info.transitions.items())
    ]
    return [*states, *steps]


def _forgetful(features: Sequence[str], rng: random.Random) -> list[str]:
    """Hide all that one vocabulary says about a block, and single features, now and then."""
    told = sorted({feature.split(":")[1] for feature in features if feature.startswith("word:")})
    hidden = {kind for kind in told if rng.random() < FORGOTTEN}
    kept = (feature for feature in features if rng.random() >= DROPPED)
    return [feature for feature in kept if feature.split(":")[-1] not in hidden]


def made_with() -> str:
    """Return what the weights hang on besides the recipe: the packages' versions, and the word lists."""
    packages = ", ".join(
        f"{name} {version(name)}" for name in ("python-crfsuite", "Faker", "phonenumberslite")
    )
    digest = hashlib.sha256()
    for file in sorted(VOCABULARY.rglob("*.txt")):
        digest.update(file.read_bytes())
    return f"{packages}, word lists {digest.hexdigest()[:12]}"


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cards", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--processes", type=int, default=1, help="that read the cards; the weights are the same"
    )
    parser.add_argument("-o", "--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    cards = examples(arguments.cards, arguments.seed, arguments.processes)
    weights = train(list(cards), arguments.seed)
    note = [
        "# Which block of a card is which field: weights of a linear-chain CRF, learnt from simulated",
        "# readings of fictional cards; fit calibration.txt again after it (scripts.learn.calibrate).",
        f"# Made by: python -m scripts.learn.train --cards {arguments.cards} --seed {arguments.seed}",
        f"# on {datetime.now(UTC):%Y-%m-%d}. Columns: what, feature or label, label, weight.",
        f"# With {made_with()}.",
        "# Same licence as the program.",
    ]
    arguments.output.write_text("\n".join([*note, *weights, ""]), encoding="utf-8")
    print(f"{len(weights)} weights, {arguments.output.stat().st_size // 1000} kB in {arguments.output}")


if __name__ == "__main__":
    main()
