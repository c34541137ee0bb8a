"""What the network that parts cards shall say of a picture: card, kernel of a card, border, corners."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np

from cardscan.cards.touching.seams import INSET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scripts.pictures.scenes import Corners

CELL: Final = 4
"""Pixels each way of a cell: a place that the network looks at as one, and says of where corners lie."""
_BAND: Final = 1.5
"""Half the width of a border, in pixels."""
_NEAR: Final = 3
"""Pixels round a seam between two cards that count more."""
_SEAM: Final = 5.0
"""How much more they count."""
_FINE: Final = 4
"""Corners are drawn to a sixteenth of a pixel."""


def targets(
    cards: Sequence[Corners], shape: tuple[int, int]
) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Return the three maps (3 x height x width, 0 or 1) of a picture and each pixel's weight.

    Later cards lie on earlier ones.
    """
    maps, counts = np.zeros((3, *shape), np.uint8), np.zeros(shape, np.uint8)
    for quad in reversed(cards):
        mine = np.zeros(shape, np.uint8)
        cv2.fillConvexPoly(mine, _fine(quad), 1, cv2.LINE_8, _FINE)
        mine &= 1 - maps[0]
        maps[0] |= mine
        # The picture's rim is no edge of a card: what it cuts off is not shrunk there.
        rimmed = cv2.copyMakeBorder(mine, 1, 1, 1, 1, cv2.BORDER_REPLICATE)
        inwards, outwards = (
            cv2.distanceTransform(side, cv2.DIST_L2, 5)[1:-1, 1:-1] for side in (rimmed, 1 - rimmed)
        )
        maps[1] |= (inwards > INSET * short_side(quad)).astype(np.uint8)
        maps[2] |= ((inwards <= _BAND + 0.5) & (outwards <= _BAND)).astype(np.uint8)
        counts += (outwards <= _NEAR).astype(np.uint8)
    return maps, np.where(counts > 1, _SEAM, 1.0).astype(np.float32)


def corners(
    cards: Sequence[Corners], shape: tuple[int, int]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return where the corners of each cell's card lie from the cell's middle, and that card's size.

    The first is 4 x 2 x rows x columns in pixels, of a picture of so many cells each way; the second
    is rows x columns, the root of the card's area, and 0 where there is no card.
    """
    rows, columns = shape
    middles = CELL * (np.indices(shape, np.float32)[::-1] + 0.5)
    away, sizes = np.zeros((4, 2, rows, columns), np.float32), np.zeros(shape, np.float32)
    for quad in cards:
        mine = np.zeros(shape, np.uint8)
        cv2.fillConvexPoly(mine, _fine(quad / CELL), 1, cv2.LINE_8, _FINE)
        there = mine > 0
        away[..., there] = quad.astype(np.float32)[..., np.newaxis] - middles[:, there]
        sizes[there] = math.sqrt(abs(cv2.contourArea(quad.astype(np.float32))))
    return away, sizes


def short_side(quad: Corners) -> float:
    """Return the mean length of a quad's shorter sides."""
    sides = np.hypot(*(quad - np.roll(quad, 1, axis=0)).T)
    return float(min(sides[0] + sides[2], sides[1] + sides[3]) / 2)


def _fine(quad: Corners) -> NDArray[np.int32]:
    return np.rint((quad - 0.5) * 2**_FINE).clip(-(2**18), 2**18).astype(np.int32)
