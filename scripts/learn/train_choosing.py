"""Learns what evidence is worth when a line's reading is chosen: cardscan/fields/mending/choosing.txt.

    python -m scripts.learn.train_choosing [--cards 600] [--seed 1] [-o FILE]

Draws cards of invented people, photographs and scans them badly, reads them, and fits a conditional logit
(McFadden, 1974) over each line's readings: the printed one should be the likeliest.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.special import logsumexp  # type: ignore[import-untyped]

from cardscan.engines import load_engines_for
from cardscan.fields.mending.choosing import costs_of, evidence, neighbours
from cardscan.model import Picture
from cardscan.settings import Settings
from scripts.cards.fiction import LOCALES, fictional_card
from scripts.environment import ROOT
from scripts.pictures import scenes
from scripts.pictures.draw import draw_card
from scripts.pictures.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from cardscan.engines import Engines
    from cardscan.model import Line

    Floats = NDArray[np.float64]

_SHIPPED = ROOT / "cardscan/fields/mending/choosing.txt"
_SCENES = (scenes.photo, scenes.hard, scenes.hard, scenes.scan)
_DARK = 0.2
_SAME_LINE = 80.0
"""Likeness, 0 to 100, from which a read line is taken for a printed one."""
_SHRINKAGE = 0.1


def main() -> int:
    """Train, write the weights, print what they do on the last fifth of the cards; return 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cards", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", type=Path, default=_SHIPPED, dest="out", help="the file to write")
    options = parser.parse_args()
    found = list(choices(options.cards, options.seed))
    cut = len(found) * 4 // 5
    weights = fitted([amounts for amounts, _ in found[:cut]], [right for _, right in found[:cut]])
    origin = f"python -m scripts.learn.train_choosing --cards {options.cards} --seed {options.seed}"
    options.out.write_text(as_text(weights, origin), encoding="utf-8")
    for line in report(found[cut:], weights):
        print(line)
    return 0


def choices(count: int, seed: int) -> Iterator[tuple[Floats, int]]:
    """Yield for each line in doubt its readings' evidence (readings x kinds) and which one was printed."""
    rng = random.Random(seed)
    engines = load_engines_for(Settings())
    for number in range(count):
        printed, lines = drawn_and_read(rng, engines, str(number))
        for place, line in enumerate(lines):
            costs = costs_of(line)
            truth = max(printed, key=lambda text: fuzz.ratio(text, line.text))
            if len(costs) < 2 or truth not in costs or fuzz.ratio(truth, line.text) < _SAME_LINE:
                continue
            near = neighbours(other.text for index, other in enumerate(lines) if index != place)
            amounts = [
                [float(text == line.text), *evidence(text, cost, near).values()]
                for text, cost in costs.items()
            ]
            yield np.array(amounts), list(costs).index(truth)
        if number % 50 == 49:
            print(f"{number + 1} of {count} cards", file=sys.stderr, flush=True)


def drawn_and_read(rng: random.Random, engines: Engines, name: str) -> tuple[list[str], Sequence[Line]]:
    """Return the lines that stand on a drawn card and those that were read; () where it was not found."""
    card = fictional_card(rng, rng.choice(list(LOCALES)), publishable=True, plain=False)
    flat = np.asarray(draw_card(lay_out(card, rng), rng, dark=rng.random() < _DARK))
    scene = rng.choice(_SCENES)([flat], rng)
    picture = Picture(np.ascontiguousarray(scene.pixels[:, :, ::-1]), "0" * 64, name)
    cards = engines.cards_in(picture)
    lines = engines.reader.read(cards[0]).lines if cards else ()
    return [line.text for block in card.blocks for line in block.lines], lines


def kinds() -> tuple[str, ...]:
    """Return the names of the evidence, "read" for being the reader's own choice first."""
    return ("read", *evidence("", 0.0, neighbours(())))


def fitted(amounts: Sequence[Floats], right: Sequence[int]) -> Floats:
    """Return the weights that make the right readings likeliest, slightly shrunk to no evidence at all."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = _SHRINKAGE * float(weights @ weights), 2 * _SHRINKAGE * weights
        for rows, place in zip(amounts, right, strict=True):
            scores = rows @ weights
            chance = np.exp(scores - logsumexp(scores))
            total -= float(np.log(max(chance[place], 1e-12)))
            slope = slope + chance @ rows - rows[place]
        return total, slope

    return np.asarray(minimize(loss, np.zeros(len(kinds())), jac=True).x)


def as_text(weights: Floats, origin: str) -> str:
    """Return the file's content."""
    head = [
        "# What evidence for a reading of a line is worth, in nats. MIT, the cardscan contributors.",
        f"# Made from drawn cards of invented people by: {origin}",
    ]
    rows = [f"{name}\t{weight:.3f}" for name, weight in zip(kinds(), weights, strict=True)]
    return "\n".join([*head, *rows, ""])


def report(found: Sequence[tuple[Floats, int]], weights: Floats) -> Iterator[str]:
    """Yield how often the reader's own choice and the weighed one are what was printed."""
    plain = sum(int(rows[right][0]) for rows, right in found)
    weighed = sum(int((rows @ weights).argmax()) == right for rows, right in found)
    broken = sum(int((r @ weights).argmax()) != right and r[right][0] == 1 for r, right in found)
    yield f"{len(found)} lines in doubt: as read {plain} right, chosen {weighed}, broken {broken}"


if __name__ == "__main__":
    sys.exit(main())
