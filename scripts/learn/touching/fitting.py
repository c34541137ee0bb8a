"""Train the network that lays quads exactly on cards; writes cardscan/cards/touching/fitting.xml and .bin.

    python -m scripts.learn.touching.fitting --scenes 6000 --batches 6000 --seed 1 --threads 2

It learns from drawn pictures of invented cards only, in less than an hour on two cores; needs the extra
`[train]`. Quads are laid on and beside the cards: shifted, turned, with sides too far in or out, round two
cards, anywhere. `-o FOLDER` writes elsewhere; `--scenes 40 --batches 4` shows that everything works.
"""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional

from cardscan.cards.quads import clockwise
from cardscan.cards.touching.fitting import HEIGHT, PLANES, WIDTH, cutouts, lengthwise, steps_to
from cardscan.cards.touching.networks import FITTING
from scripts.crowds.overlap import shared
from scripts.crowds.scenes import drawn
from scripts.learn.touching.descent import arguments, descend, layer, origin, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from scripts.crowds.scenes import Scene
    from scripts.pictures.scenes import Corners

    Floats = NDArray[np.float32]

_SIDE: Final = 480
"""Longer side of the pictures, as cards are looked for."""
_PIXELS_PER_MM: Final = 6.0
_SCENES: Final = 16
"""Pictures a batch."""
_QUADS: Final = 16
"""Quads on each."""
_SAME: Final = 0.8
_ROUGH: Final = 0.5
_WITHIN_REACH: Final = 0.3
"""What a quad and a card share at least, beside both together, for the card's corners to be told."""
_FURTHEST: Final = 1.5
"""How far a corner may be away to be learned, in the quad's sides."""
_CORNERS: Final = 4.0
"""What the corners weigh beside the chances."""
_CLOSE: Final = 0.03
_RATE: Final = 2e-3
_REPORTED: Final = 100
_LIGHT: Final = 0.25
"""How much light and colours are varied."""


class Batch(NamedTuple):
    """What is seen of quads, and what is true of them."""

    seen: Any
    """n x PLANES x HEIGHT x WIDTH."""
    true: Any
    """n x 2: whether it is a card, and roughly one."""
    away: Any
    """n x 4 x 2: how far the corners are to be moved."""
    told: Any
    """n: 1 where that is known."""


class Net(nn.Module):
    """A small network: cut-outs in, eight numbers of corners and two scores out (n x 10)."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            layer(PLANES, 24, stride=2),
            layer(24, 32, stride=2),
            layer(32, 64, stride=2),
            layer(64, 64),
            layer(64, 96, stride=2),
            layer(96, 96),
            nn.Flatten(),
            nn.Linear(96 * (HEIGHT // 16) * (WIDTH // 16), 128),
            nn.ReLU(inplace=True),
            nn.Linear(128, 10),
        )

    def forward(self, seen: Any) -> Any:
        """Return what it says of each."""
        return self.layers(seen)


def batch(scenes: Sequence[Scene], rng: random.Random) -> Batch:
    """Return quads on pictures drawn by lot, varied anew."""
    noise = np.random.default_rng(rng.getrandbits(32))
    parts = [_of_scene(scene, rng, noise) for scene in rng.sample(scenes, _SCENES)]
    return Batch(*(torch.from_numpy(np.concatenate(part)) for part in zip(*parts, strict=True)))


def _of_scene(scene: Scene, rng: random.Random, noise: np.random.Generator) -> tuple[Floats, ...]:
    pixels = np.asarray(cv2.imdecode(scene.jpeg, cv2.IMREAD_COLOR), np.uint8)
    cards = np.array([card.astype(np.float32) for card in scene.cards])
    size = np.array(pixels.shape[1::-1], np.float32)
    quads = np.concatenate([_beside(cards, size, rng, noise) for _ in range(_QUADS)])
    quads = lengthwise(clockwise(quads))
    rolled = np.array([np.roll(quad, 2 * rng.randrange(2), axis=0) for quad in quads])
    seen = cutouts(pixels, rolled)
    light = 1 + _LIGHT * noise.uniform(-1, 1, (1, 3, 1, 1)) * rng.random()
    seen[:, :3] = np.clip((seen[:, :3] + 1) * light.astype(np.float32) - 1, -1, 1)
    if rng.random() < _LIGHT:
        seen[:, :3] = seen[:, rng.sample(range(3), 3)]
    shares = np.array([[shared(card, quad) for card in cards] for quad in rolled])
    nearest = cards[shares.argmax(axis=1)]
    share = shares.max(axis=1)
    away = steps_to(
        rolled, np.array([_as_it_lies(card, quad) for card, quad in zip(nearest, rolled, strict=True)])
    )
    told = (share > _WITHIN_REACH) & (np.abs(away).max(axis=(1, 2)) < _FURTHEST)
    true = np.stack([share >= _SAME, share >= _ROUGH], axis=1)
    return seen, true.astype(np.float32), np.where(told[:, None, None], away, 0), told.astype(np.float32)


def _as_it_lies(card: Corners, quad: Floats) -> Floats:
    """Return a card's corners from the one on that is nearest to a quad's first one, and so on."""
    turned = [np.roll(card, start, axis=0) for start in range(4)]
    return np.asarray(min(turned, key=lambda each: float(((each - quad) ** 2).sum())), np.float32)


def _beside(cards: Floats, size: Floats, rng: random.Random, noise: np.random.Generator) -> Floats:
    """Return a quad (1 x 4 x 2) on a card or near it."""
    card = cards[rng.randrange(len(cards))]
    centre, way = card.mean(axis=0), rng.random()
    reach = float(np.sqrt(abs(cv2.contourArea(card))))
    if way < 0.35:
        made = card + noise.normal(0, rng.choice((0.01, 0.02, 0.05, 0.1)) * reach, (4, 2))
    elif way < 0.7:
        made = _sides_moved(card, rng)
    elif way < 0.82:
        made = card + noise.uniform(-0.6, 0.6, (1, 2)) * reach
    elif way < 0.92:
        other = cards[rng.randrange(len(cards))]
        made = cv2.boxPoints(cv2.minAreaRect(np.concatenate([card, other])))
    else:
        turn, scale = rng.uniform(-0.5, 0.5), rng.uniform(0.6, 1.6)
        cos, sin = scale * np.cos(turn), scale * np.sin(turn)
        made = (card - centre) @ np.array([[cos, sin], [-sin, cos]])
        made = made + (centre if rng.random() < 0.5 else noise.uniform(0, 1, 2) * size)
    made = np.asarray(made + noise.normal(0, 0.01 * reach, (4, 2)), np.float32)
    return made[np.newaxis]


def _sides_moved(card: Floats, rng: random.Random) -> Floats:
    """Return the quad with one or two of its sides moved in or out."""
    made = card.copy()
    for side in rng.sample(range(4), rng.choice((1, 1, 2))):
        by = rng.choice((rng.gauss(0, 0.15), rng.uniform(-0.6, 0.6), rng.uniform(-0.6, -0.4)))
        at = [(side, (side - 1) % 4), ((side + 1) % 4, (side + 2) % 4)]
        for near, far in at:
            made[near] = made[near] + by * (made[near] - made[far])
    return made


def loss_of(said: Any, truth: Batch) -> Any:
    """Return what is wrong with the chances, by cross entropy, and how far off corners are."""
    chances = functional.binary_cross_entropy_with_logits(said[:, 8:10], truth.true)
    off = functional.smooth_l1_loss(
        said[:, :8].unflatten(1, (4, 2)), truth.away, reduction="none", beta=_CLOSE
    ).mean(dim=(1, 2))
    return chances + _CORNERS * (off * truth.told).sum() / truth.told.sum().clamp(min=1.0)


def _batches(scenes: Sequence[Scene], rng: random.Random, count: int) -> Iterator[Batch]:
    """Yield so many batches, the next one made while one is learned from."""
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(batch, scenes, rng)
        for number in range(count):
            here = coming.result()
            if number + 1 < count:
                coming = maker.submit(batch, scenes, rng)
            yield here


def train(scenes: Sequence[Scene], rng: random.Random, count: int) -> Net:
    """Return the network after so many batches."""
    net = Net()
    net.to(memory_format=torch.channels_last)
    batches = _batches(scenes, rng, count)

    def loss_at(_number: int) -> Any:
        truth = next(batches)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            said = net(truth.seen.contiguous(memory_format=torch.channels_last))
        return loss_of(said.float(), truth)

    descend(net, loss_at, count, rate=_RATE, decay=1e-2, reported=_REPORTED)
    return net


def main() -> None:
    """Draw, train, write."""
    given = arguments(__doc__, scenes=6000, batches=6000)
    cv2.setNumThreads(1)
    scenes = drawn(given.seed, given.scenes, given.threads, side=_SIDE, pixels_per_mm=_PIXELS_PER_MM)
    net = train(scenes, random.Random(given.seed), given.batches)
    write(net, (-1, PLANES, HEIGHT, WIDTH), given.out / FITTING.name, origin("fitting", given))


if __name__ == "__main__":
    main()
