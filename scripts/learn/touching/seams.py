"""Train the network that parts cards that touch; writes cardscan/cards/touching/seams.xml and seams.bin.

    python -m scripts.learn.touching.seams --scenes 8000 --batches 7000 --seed 1 --threads 2

It learns from drawn pictures of invented cards only, in an hour on two cores that do nothing else; needs the
extra `[train]`. A U-Net (Ronneberger et al., MICCAI 2015) whose ways down and up are added (Chaurasia
and Culurciello, "LinkNet", VCIP 2017) says of each pixel of a picture whether it is card, the kernel
of a card, and border (kernels grown to whole things: Wang et al., "Shape Robust Text Detection with
Progressive Scale Expansion Network", CVPR 2019). While it learns it says too where the corners of
each place's card lie (after Zhou et al., "EAST", CVPR 2017): that tells it where the next card begins,
better than asking what it said by vote did, and is left out of what is written.
`-o FOLDER` writes elsewhere; `--scenes 40 --batches 4` shows that everything works.
"""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING, Any, Final

import cv2
import numpy as np
import torch
from torch import nn
from torch.nn import functional

from cardscan.cards.touching.networks import SEAMS
from cardscan.cards.touching.seams import SIDE
from scripts.crowds.scenes import drawn
from scripts.crowds.targets import CELL, corners, targets
from scripts.learn.touching.descent import arguments, descend, layer, origin, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scripts.crowds.scenes import Scene
    from scripts.pictures.scenes import Corners

_PIXELS_PER_MM: Final = 5.0
_WIDE: Final = (32, 48, 96, 96, 96)
"""Channels at each scale, from fine to coarse."""
MAPS: Final = 3 * CELL**2
"""Channels that say three things of each pixel of a cell; behind them are the corners' eight."""
REACH: Final = 64.0
"""Pixels that corners are counted in while it learns."""
_CORNERS: Final = 5.0
"""What the corners weigh beside the maps."""
_CLOSE: Final = 0.05
"""How near a corner is good, in sizes of the card."""
_BATCH: Final = 16
_SMALL: Final = 0.8
"""The part of training that sees pictures at half their size, in a quarter of the time."""
_RATE: Final = 3e-3
_REPORTED: Final = 50
_OUTSIDE: Final = 0.1
"""What a pixel beside the picture weighs."""
_RECOLOURED: Final = 0.3
"""Pictures whose colours are exchanged."""


class Net(nn.Module):
    """A small U-Net: pictures (n x 3 x side x side, 0 to 255) in, what it says of each cell out."""

    def __init__(self) -> None:
        super().__init__()
        steps = list(itertools.pairwise(_WIDE))
        self.start = layer(3 * CELL**2, _WIDE[0])
        self.down = nn.ModuleList(nn.Sequential(layer(a, b, stride=2), layer(b, b)) for a, b in steps)
        self.middle = nn.Sequential(layer(_WIDE[-1], _WIDE[-1]), layer(_WIDE[-1], _WIDE[-1]))
        self.narrow = nn.ModuleList(nn.Conv2d(b, a, 1) for a, b in reversed(steps))
        self.up = nn.ModuleList(layer(a, a) for a, _ in reversed(steps))
        self.end = nn.Conv2d(_WIDE[0], MAPS + 8, 1)

    def forward(self, pictures: Any) -> Any:
        """Return logits of the maps' pixels and where the corners lie (n x 56 x cells x cells)."""
        here = self.start(functional.pixel_unshuffle(pictures / 127.5 - 1, CELL))
        kept = []
        for down in self.down:
            kept.append(here)
            here = down(here)
        here = self.middle(here)
        for narrow, up in zip(self.narrow, self.up, strict=True):
            here = up(kept.pop() + _doubled(narrow(here)))
        return self.end(here)


class Probabilities(nn.Module):
    """The network as it is used: probabilities of three maps out."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, pictures: Any) -> Any:
        """Return probabilities (n x 3 x side x side)."""
        return torch.sigmoid(functional.pixel_shuffle(self.net(pictures)[:, :MAPS], CELL))


def _doubled(features: Any) -> Any:
    return functional.interpolate(features, scale_factor=2.0, mode="nearest")


def batch(scenes: Sequence[Scene], rng: random.Random, side: int) -> tuple[Any, ...]:
    """Return pictures of this size, maps, weights, corners, sizes: turned, mirrored, recoloured anew."""
    made = [_varied(scene, rng, side) for scene in rng.sample(scenes, _BATCH)]
    return tuple(torch.from_numpy(np.stack(part)).float() for part in zip(*made, strict=True))


def _varied(scene: Scene, rng: random.Random, side: int) -> tuple[NDArray[Any], ...]:
    pixels = np.asarray(cv2.imdecode(scene.jpeg, cv2.IMREAD_COLOR), np.uint8)
    scale = side / SIDE
    if scale < 1:
        size = round(pixels.shape[1] * scale), round(pixels.shape[0] * scale)
        pixels = np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
    if rng.random() < _RECOLOURED:
        pixels = pixels[..., rng.sample(range(3), 3)]
    pixels, cards = _turned(pixels, [quad * scale for quad in scene.cards], rng)
    height, width = pixels.shape[:2]
    picture, wanted = np.zeros((3, side, side), np.uint8), np.zeros((3, side, side), np.uint8)
    weights = np.full((side, side), _OUTSIDE, np.float32)
    picture[:, :height, :width] = pixels.transpose(2, 0, 1)
    wanted[:, :height, :width], weights[:height, :width] = targets(cards, (height, width))
    return picture, wanted, weights, *corners(cards, (side // CELL, side // CELL))


def _turned(
    pixels: NDArray[np.uint8], cards: Sequence[Corners], rng: random.Random
) -> tuple[NDArray[np.uint8], list[Corners]]:
    """Return a picture and its cards, clockwise still, turned by quarters and mirrored by chance."""
    found = list(cards)
    for _ in range(rng.randrange(4)):
        height = pixels.shape[0]
        pixels = np.asarray(np.rot90(pixels, -1))
        found = [np.column_stack([height - quad[:, 1], quad[:, 0]]) for quad in found]
    if rng.random() < 0.5:
        width = pixels.shape[1]
        pixels = pixels[:, ::-1]
        found = [np.column_stack([width - quad[:, 0], quad[:, 1]])[::-1] for quad in found]
    return pixels, found


def loss_of(said: Any, wanted: Any, weights: Any, away: Any, sizes: Any) -> Any:
    """Return what the maps lack, by cross entropy and Dice's coefficient, and how far off corners are."""
    logits = functional.pixel_shuffle(said[:, :MAPS], CELL)
    entropy = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none")
    entropy = (entropy * weights[:, None]).mean(dim=(0, 2, 3)).sum()
    chances = torch.sigmoid(logits) * weights[:, None]
    shared = (chances * wanted).sum(dim=(2, 3))
    dice = 1 - (2 * shared + 1) / (chances.sum(dim=(2, 3)) + (wanted * weights[:, None]).sum(dim=(2, 3)) + 1)
    return entropy + dice.mean(dim=0).sum() + _CORNERS * _off(said[:, MAPS:], away, sizes)


def _off(said: Any, away: Any, sizes: Any) -> Any:
    """Return how far the corners lie from where they should, in sizes of the card.

    Which one is the first the network may choose: four beginnings are as good. All cards count
    about alike, whatever their size.
    """
    guessed = REACH * said.unflatten(1, (4, 2))
    reach = sizes[:, None, None].clamp(min=1.0)
    ways = torch.stack(
        [
            functional.smooth_l1_loss(
                guessed / reach, away.roll(start, dims=1) / reach, reduction="none", beta=_CLOSE
            ).mean(dim=(1, 2))
            for start in range(4)
        ]
    )
    worth = (sizes > 0) / sizes.clamp(min=1.0)
    return (ways.min(dim=0).values * worth).sum() / worth.sum().clamp(min=1.0)


def train(scenes: Sequence[Scene], rng: random.Random, count: int) -> Net:
    """Return the network after so many batches."""
    net = Net()
    net.to(memory_format=torch.channels_last)

    def loss_at(number: int) -> Any:
        pictures, *truth = batch(scenes, rng, SIDE // 2 if number < _SMALL * count else SIDE)
        return loss_of(net(pictures.contiguous(memory_format=torch.channels_last)), *truth)

    descend(net, loss_at, count, rate=_RATE, decay=1e-3, reported=_REPORTED)
    return net


def main() -> None:
    """Draw, train, write."""
    given = arguments(__doc__, scenes=8000, batches=7000)
    cv2.setNumThreads(given.threads)
    scenes = drawn(given.seed, given.scenes, given.threads, side=SIDE, pixels_per_mm=_PIXELS_PER_MM)
    net = train(scenes, random.Random(given.seed), given.batches)
    write(Probabilities(net).eval(), (1, 3, SIDE, SIDE), given.out / SEAMS.name, origin("seams", given))


if __name__ == "__main__":
    main()
