"""Quads laid exactly on cards: a small network looks at what lies in and round each, and moves its corners.

It says of each quad how likely it is a card as it lies, how likely it is one roughly, and where the corners
of that card lie (as the second stage of Ren et al., "Faster R-CNN", 2015, does for boxes). The weights,
fitting.xml and fitting.bin, are scripts/learn/touching/fitting.py's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import cv2
import numpy as np

from cardscan.cards.quads import clockwise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from cardscan.cards.touching.networks import Network

    Floats = NDArray[np.float32]
    Pixels = NDArray[np.uint8]
    Fit: TypeAlias = Callable[[Floats], "Fitted"]
    """What is said of quads (n x 4 x 2) in one picture."""

WIDTH, HEIGHT = 96, 64
"""Pixels of what the network looks at: a quad, its longer sides across, and ground round it."""
PLANES = 4
"""Red, green, blue and the quad's shape."""
_FILLED = 0.625
"""The part of each side that the quad takes up."""
_UNIT = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
_FRAME = np.asarray(np.array([WIDTH, HEIGHT]) * (0.5 + _FILLED * (_UNIT - 0.5)) - 0.5, np.float32)
_FINE = 2.0
"""Pixels of a picture for one that the network sees, from which on a picture of half the size is enough."""
_NOTHING = (127, 127, 127)
_SUREST = 30.0
"""Logarithm of the largest odds."""


class Fitted(NamedTuple):
    """What the network says of n quads."""

    quads: Floats
    """n x 4 x 2: where the cards lie that are there, if they are."""
    exact: Floats
    """n: how likely the quads as they were are cards."""
    rough: Floats
    """n: how likely half of each and of a card, at least, are the same."""

    def and_also(self, others: Fitted) -> Fitted:
        """Return both together."""
        return Fitted(*(np.concatenate(pair) for pair in zip(self, others, strict=True)))


def fitted(pixels: Pixels, network: Network, quads: Floats) -> Fitted:
    """Return what the network says of quads (n x 4 x 2) in a picture (height x width x 3, RGB)."""
    laid = lengthwise(quads)
    said = network(cutouts(pixels, laid))
    chances = np.asarray(1 / (1 + np.exp(-said[:, 8:].clip(-_SUREST, _SUREST))), np.float32)
    return Fitted(clockwise(moved(laid, said[:, :8].reshape(-1, 4, 2))), chances[:, 0], chances[:, 1])


def lengthwise(quads: Floats) -> Floats:
    """Return the quads with one of their longer sides first."""
    sides = np.hypot(*np.moveaxis(np.roll(quads, -1, axis=1) - quads, 2, 0))
    upright = sides[:, 0] + sides[:, 2] < sides[:, 1] + sides[:, 3]
    return np.where(upright[:, np.newaxis, np.newaxis], np.roll(quads, -1, axis=1), quads)


def moved(quads: Floats, away: Floats) -> Floats:
    """Return the quads with each corner moved (n x 4 x 2, in the quad's own sides)."""
    return np.array(
        [
            cv2.perspectiveTransform((_UNIT + step)[np.newaxis], _homography(_UNIT, quad))[0]
            for quad, step in zip(quads, away, strict=True)
        ],
        np.float32,
    ).reshape(-1, 4, 2)


def steps_to(quads: Floats, others: Floats) -> Floats:
    """Return how far each corner is to be moved to lie on another quad's, see `moved`."""
    return np.array(
        [
            cv2.perspectiveTransform(other[np.newaxis], _homography(quad, _UNIT))[0] - _UNIT
            for quad, other in zip(quads, others, strict=True)
        ],
        np.float32,
    ).reshape(-1, 4, 2)


def cutouts(pixels: Pixels, quads: Floats) -> Floats:
    """Return what the network sees (n x PLANES x HEIGHT x WIDTH) of quads that `lengthwise` has turned."""
    copies = [pixels]
    while min(copies[-1].shape[:2]) > 1 and len(copies) < 4:
        copies.append(np.asarray(cv2.resize(copies[-1], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)))
    sides = np.hypot(*np.moveaxis(np.roll(quads, -1, axis=1) - quads, 2, 0))
    across, down = sides[:, 0] + sides[:, 2] + 1e-3, sides[:, 1] + sides[:, 3] + 1e-3
    seen = np.empty((len(quads), PLANES, HEIGHT, WIDTH), np.float32)
    for number, quad in enumerate(quads):
        seen[number, :3] = _cutout(copies, quad, float(across[number]) / 2).transpose(2, 0, 1)
    seen[:, :3] = seen[:, :3] / 127.5 - 1
    seen[:, 3] = np.log(across / down)[:, np.newaxis, np.newaxis]
    return seen


def _cutout(copies: Sequence[Pixels], quad: Floats, width: float) -> Pixels:
    halved = int(np.clip(np.log2(max(width / (_FILLED * WIDTH * _FINE), 1e-6)) + 1, 0, len(copies) - 1))
    at = np.asarray((quad + 0.5) / 2**halved - 0.5, np.float32)
    return np.asarray(
        cv2.warpPerspective(copies[halved], _homography(at, _FRAME), (WIDTH, HEIGHT), borderValue=_NOTHING),
        np.uint8,
    )


def _homography(source: Floats, target: Floats) -> NDArray[np.float64]:
    return np.asarray(cv2.getPerspectiveTransform(source.astype(np.float32), target), np.float64)
