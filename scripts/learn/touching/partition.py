"""Learns which quads are cards beside others: cardscan/cards/touching/alone.txt and together.txt.

    python -m scripts.learn.touching.partition [--pictures 500] [--seed 1] [-o FOLDER]

Draws pictures of cards of invented people that touch, and some of one card that fills its picture, finds
their text with the detector, and learns of every quad that the program considers whether it is a card:
by its signs alone, then with what was learned of the other quads too (stacking: Wolpert, "Stacked
generalization", 1992). Less than half an hour on two cores; `--pictures 24` shows that everything works.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np
from sklearn.neural_network import MLPClassifier  # type: ignore[import-untyped]

from cardscan.cards.evidence import rgb_of
from cardscan.cards.finder import plain_evidence, with_sound
from cardscan.cards.framed import framed_cards
from cardscan.cards.scale import found_closely
from cardscan.cards.touching import fitted, parts_of
from cardscan.cards.touching.chances import ALONE, TOGETHER, company
from cardscan.cards.touching.hypotheses import hypotheses, round_text
from cardscan.cards.touching.partition import MOST, SEEN, TIMES, on_card, signed, unlike
from cardscan.engines import load_engines_for
from cardscan.geometry import as_quad
from cardscan.model import Picture
from cardscan.settings import Settings
from scripts.crowds.crowd import crowd
from scripts.crowds.flat import flat_cards
from scripts.crowds.overlap import shared
from scripts.environment import ROOT
from scripts.learn.net_file import write_layers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cardscan.cards.touching.partition import Rated
    from scripts.crowds.crowd import Crowd
    from scripts.crowds.flat import FlatCard
    from scripts.pictures.scenes import Corners

    Floats = NDArray[np.float32]

_COUNTS: Final = (1, 1, 2, 3, 4, 4, 5, 6)
"""Cards in a picture."""
_SHARE: Final = 20
"""Pictures that are drawn of one pool of cards."""
_POOL: Final = 60
_FILLED: Final = 0.2
"""The part of pictures that one card fills."""
_MARGINS: Final = (-0.15, 0.12)
"""How far such a picture goes beyond its card, in its sizes."""
_LONG_SIDE: Final = 2400
_PIXELS_PER_MM: Final = 12.0
_LEAST_LINES: Final = 3
_SAME: Final = 0.8
_FOLDS: Final = 4
"""Each quad's own chance is learned from the pictures of the other parts of so many."""
_UNITS: Final = 24
_CLOSELY: Final = 0.5
"""The part of pictures of which the cards are looked at closely."""
_FINEST: Final = 99999
"""The largest weight as it is written: signs differ in size, so few digits would not do."""


class Scene(NamedTuple):
    """The quads that may be cards of one picture, and the same laid on cards."""

    plain: Quads
    laid: Quads
    use: NDArray[np.bool_]
    """Which of the latter are of any (n)."""
    likely: int
    """How many of them are hypotheses; the others lie round text, whatever they are."""


class Quads(NamedTuple):
    """n quads, what is known of them, and which are cards."""

    quads: Floats
    """n x 4 x 2."""
    numbers: Floats
    """n x signs."""
    alone: Floats
    """How likely they are cards by what the network sees (n)."""
    true: NDArray[np.bool_]
    """n."""

    def at(self, places: NDArray[np.intp]) -> Quads:
        """Return those at these places."""
        return Quads(self.quads[places], self.numbers[places], self.alone[places], self.true[places])

    def and_also(self, others: Quads) -> Quads:
        """Return both together."""
        quads, numbers, alone = (np.concatenate(pair) for pair in zip(self[:3], others[:3], strict=True))
        return Quads(quads, numbers, alone, np.concatenate([self.true, others.true]))


class Layers(NamedTuple):
    """A network with one hidden layer and one answer; the last row of each matrix is the bias."""

    hidden: Floats
    output: Floats

    def chances(self, numbers: Floats) -> Floats:
        """Return how likely (n) quads of these signs (n x signs) are cards."""
        units = np.maximum(numbers @ self.hidden[:-1] + self.hidden[-1], 0)
        scores = units @ self.output[:-1, 0] + self.output[-1, 0]
        return np.asarray(1 / (1 + np.exp(-scores)), np.float32)


def main() -> int:
    """Draw, learn and write both networks; return 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pictures", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", type=Path, default=ROOT / ALONE.parent, dest="out", help="folder to write to")
    given = parser.parse_args()
    scenes = drawn_scenes(given.pictures, given.seed)
    print(
        f"{sum(len(scene.plain.true) for scene in scenes)} quads in {len(scenes)} pictures", file=sys.stderr
    )
    origin = (
        f"# Made by python -m scripts.learn.touching.partition --pictures {given.pictures} "
        f"--seed {given.seed}\n# of drawn cards of invented people. Same licence as the program.\n"
    )
    for name, layers in zip((ALONE.name, TOGETHER.name), learned(scenes), strict=True):
        two = [layers.hidden, np.hstack([np.zeros_like(layers.output), layers.output])]
        write_layers(two, ("other", "card"), given.out / name, origin, finest=_FINEST)
    return 0


def learned(scenes: Sequence[Scene]) -> tuple[Layers, Layers]:
    """Return what tells cards by themselves, and what tells them in the company of others."""
    alone = _by_itself(scenes)
    among = []
    for fold in range(_FOLDS):
        first = _by_itself([scene for number, scene in enumerate(scenes) if number % _FOLDS != fold])
        among += [_likeliest(scene, first) for scene in scenes[fold::_FOLDS]]
    numbers = [np.concatenate([each.numbers, company(each.quads, each.alone)], axis=1) for each in among]
    return alone, _fitted(numbers, [each.true for each in among])


def _by_itself(scenes: Sequence[Scene]) -> Layers:
    numbers = [scene.plain.numbers[: scene.likely, :-SEEN] for scene in scenes]
    return _fitted(numbers, [scene.plain.true[: scene.likely] for scene in scenes])


def _likeliest(scene: Scene, first: Layers) -> Quads:
    """Return the quads that would be combined, as cardscan/cards/touching/partition.py takes them."""
    chances = first.chances(scene.plain.numbers[: scene.likely, :-SEEN])
    rough = np.arange(scene.likely, len(scene.use))
    best = np.concatenate([np.argsort(-chances, kind="stable")[:MOST], rough])
    laid = best[scene.use[best]]
    return scene.plain.at(best).and_also(scene.laid.at(laid[unlike(scene.laid.quads[laid])]))


def _fitted(signs: Sequence[Floats], truth: Sequence[NDArray[np.bool_]]) -> Layers:
    numbers, true = np.concatenate(signs), np.concatenate(truth)
    mean, spread = numbers.mean(axis=0), numbers.std(axis=0) + 1e-6
    network = MLPClassifier(
        (_UNITS,), alpha=1e-2, max_iter=60, batch_size=256, learning_rate_init=3e-3, random_state=1
    )
    network.fit((numbers - mean) / spread, true)
    inward, outward = (np.asarray(weights, np.float32) for weights in network.coefs_)
    biases = [np.asarray(bias, np.float32) for bias in network.intercepts_]
    inward = inward / spread[:, np.newaxis]
    return Layers(np.vstack([inward, biases[0] - mean @ inward]), np.vstack([outward, biases[1]]))


def drawn_scenes(count: int, seed: int) -> list[Scene]:
    """Return so many pictures' quads; the same seed gives the same."""
    shares = [min(_SHARE, count - start) for start in range(0, count, _SHARE)]
    seeds = [f"{seed} {number}" for number in range(len(shares))]
    with ProcessPoolExecutor(mp_context=multiprocessing.get_context("spawn")) as workers:
        return [scene for share in workers.map(_share_of, shares, seeds) for scene in share]


def _share_of(count: int, seed: str) -> list[Scene]:
    rng = random.Random(seed)
    pool = [card for card in flat_cards(rng, _POOL, _PIXELS_PER_MM) if len(card.lines) >= _LEAST_LINES]
    pictures = [_filled(pool, rng) if rng.random() < _FILLED else _several(pool, rng) for _ in range(count)]
    return [scene for picture in pictures for scene in _scenes_of(picture, rng)]


def _several(pool: Sequence[FlatCard], rng: random.Random) -> Crowd:
    return crowd(rng.sample(pool, rng.choice(_COUNTS)), rng, _LONG_SIDE)


def _filled(pool: Sequence[FlatCard], rng: random.Random) -> Crowd:
    """Return a picture cut out of another one, hardly larger than its one card or a little smaller."""
    whole = crowd(rng.sample(pool, 1), rng, _LONG_SIDE)
    [card] = whole.cards
    size = np.ptp(card, axis=0)
    height, width = whole.pixels.shape[:2]
    left, top, right, bottom = (rng.uniform(*_MARGINS) * size[side % 2] for side in range(4))
    x, y = np.maximum(card.min(axis=0) - np.array([left, top]), 0).astype(int)
    end_x, end_y = np.minimum(card.max(axis=0) + np.array([right, bottom]), (width, height)).astype(int)
    pixels = np.ascontiguousarray(whole.pixels[y:end_y, x:end_x])
    scale = _LONG_SIDE / 2 / max(pixels.shape[:2])
    pixels = np.asarray(cv2.resize(pixels, None, fx=scale, fy=scale), np.uint8)
    seen = np.clip((card - np.array([x, y])) * scale, 0, pixels.shape[1::-1])
    return whole._replace(pixels=pixels, cards=(seen,))


def _scenes_of(truth: Crowd, rng: random.Random) -> list[Scene]:
    """Return what is made of a picture, by its text as it is seen at first or after a closer look."""
    engines = load_engines_for(Settings(threads=1))
    picture = Picture(np.ascontiguousarray(truth.pixels[..., ::-1]), "", "drawn")
    boxes = engines.detector.find(picture)
    if rng.random() < _CLOSELY:
        closer = [box for card in truth.cards for box in engines.look(picture, as_quad(card), 1)]
        boxes = found_closely(boxes, closer)
    evidence, boxes = with_sound(plain_evidence(picture), boxes)
    if not boxes:
        return []
    parts, found = parts_of(evidence, engines.touching.seams), framed_cards(evidence)
    fit = partial(fitted, rgb_of(evidence), engines.touching.fitting)
    quads = hypotheses(evidence, parts, found)
    likely = len(quads)
    quads = np.concatenate([quads, round_text(evidence)])
    cards = [np.asarray(card * evidence.scale) for card in truth.cards]
    said, use = fit(quads), np.ones(len(quads), np.bool_)
    plain = _judged(signed(evidence, parts, found, quads, said), cards)
    for _ in range(TIMES):
        use &= on_card(said)
        quads = said.quads
        said = fit(quads)
    return [Scene(plain, _judged(signed(evidence, parts, found, quads, said), cards), use, likely)]


def _judged(rated: Rated, cards: Sequence[Corners]) -> Quads:
    true = [any(shared(card, quad) >= _SAME for card in cards) for quad in rated.quads]
    return Quads(rated.quads, rated.numbers, rated.alone, np.array(true, bool))


if __name__ == "__main__":
    raise SystemExit(main())
