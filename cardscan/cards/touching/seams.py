"""Cards by a small network that sees where one ends and the next begins.

It says of each pixel of a small copy whether it is card, the kernel of a card (the card
without its rim) and border. Each kernel is one card, grown to its borders and laid out as a
quad. The weights, seams.xml and seams.bin, are scripts/learn/touching/seams.py's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import cv2
import numpy as np

from cardscan.cards.evidence import rgb_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence
    from cardscan.cards.touching.networks import Network

    Floats = NDArray[np.float32]
    Maps: TypeAlias = NDArray[np.float32]
    """3 x height x width: how likely each pixel is card, kernel and border, 0 to 1."""
    Mask: TypeAlias = NDArray[np.uint8]
    """Height x width: 1 on a card, else 0."""
    Sides: TypeAlias = NDArray[np.float32]
    """4 x 2 x 2: a point of each line and its direction, as a unit vector."""

SIDE = 384
"""Width and height of what the network looks at."""
INSET = 0.12
"""How far a kernel's edge lies within its card's, beside the card's shorter side."""
_LIKELY = 0.5
_LEAST = 60
"""Pixels of the smallest kernel."""
_MOST = 100
"""Cards in a picture."""
_LEVELS = (0.25, 0.5, 0.75, 1.1)
"""Kernels grow over what is less likely border first."""
_CROSS = cv2.getStructuringElement(cv2.MORPH_CROSS, (3, 3))
_STRAIGHT = (0.15, 0.85)
"""The part of a side that its line is laid through: corners are round, worn or hidden."""
_BESIDE = 0.06
"""How far from a guessed side its points may lie, in lengths of the side."""
_PARALLEL = 0.2
"""Sine of an angle at which two lines have no corner."""
_SAMPLES = 32
"""Points looked at along a side."""
_NEAR = np.ones((5, 5), np.uint8)
_RIM, _RIM_WIDTH = 0.8, 3.0
"""What the picture's rim counts for as a card's border, and how wide it is, in pixels."""


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """Cards that the network sees."""

    quads: Floats
    """n x 4 x 2."""
    border: Floats
    """Height x width: how likely a border runs here or within a pixel or two, 0 to 1."""
    card: Floats
    """Height x width: how likely here is card, 0 to 1."""

    def border_at(self, points: Floats) -> Floats:
        """Return how likely a border runs at each of points (... x 2)."""
        return _at(self.border, points)

    def card_at(self, points: Floats) -> Floats:
        """Return how likely each of points (... x 2) is on a card."""
        return _at(self.card, points)

    def borders_of(self, quads: Floats) -> Floats:
        """Return how likely each side (n x 4) of n x 4 x 2 quads is a border."""
        height, width = self.border.shape
        steps = np.linspace(0.06, 0.94, _SAMPLES, dtype=np.float32)[:, np.newaxis]
        points = quads[:, :, np.newaxis] * (1 - steps) + np.roll(quads, -1, axis=1)[:, :, np.newaxis] * steps
        rim = (points <= _RIM_WIDTH).any(axis=3) | (
            points >= (width - 1 - _RIM_WIDTH, height - 1 - _RIM_WIDTH)
        ).any(axis=3)
        return np.asarray(np.where(rim, _RIM, self.border_at(points)).mean(axis=2), np.float32)


def _at(values: Floats, points: Floats) -> Floats:
    height, width = values.shape
    at = np.rint(points).astype(np.int32)
    return np.asarray(values[at[..., 1].clip(0, height - 1), at[..., 0].clip(0, width - 1)], np.float32)


def parts_of(evidence: Evidence, network: Network) -> Parts:
    """Return the cards that the network sees, in the evidence's pixels."""
    copy = rgb_of(evidence)
    scale = SIDE / max(copy.shape[:2])
    size = max(1, round(copy.shape[1] * scale)), max(1, round(copy.shape[0] * scale))
    method = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    padded = np.zeros((SIDE, SIDE, 3), np.float32)
    padded[: size[1], : size[0]] = cv2.resize(copy, size, interpolation=method)
    maps = network(np.ascontiguousarray(padded.transpose(2, 0, 1)[np.newaxis]))[0]
    return parted(maps[:, : size[1], : size[0]], evidence.size)


def parted(maps: Maps, size: tuple[int, int]) -> Parts:
    """Return the cards whose kernels are in the maps, in the pixels of a picture of this width and height."""
    height, width = maps.shape[1:]
    quads = np.concatenate([np.empty((0, 4, 2), np.float32), *map(_quad_round, _grown(maps))])
    border = np.asarray(cv2.resize(maps[2], size), np.float32)
    back = np.array([size[0] / width, size[1] / height], np.float32)
    card = np.asarray(cv2.resize(maps[0], size), np.float32)
    return Parts(quads * back, np.asarray(cv2.dilate(border, _NEAR), np.float32), card)


def _grown(maps: Maps) -> list[Mask]:
    """Return a mask for each kernel: the card round it, up to the likeliest border to the next."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((maps[1] > _LIKELY).astype(np.uint8))
    sound = [number for number in range(1, min(count, _MOST)) if stats[number, cv2.CC_STAT_AREA] >= _LEAST]
    grown = np.where(np.isin(labels, sound), labels, 0).astype(np.uint8)
    card = maps[0] > _LIKELY
    for level in _LEVELS:
        grown = _spread(grown, card & (maps[2] < level))
    return [(grown == number).astype(np.uint8) for number in sound]


def _spread(labels: Mask, room: NDArray[np.bool_]) -> Mask:
    """Return the labels grown at one pace over the room that has none yet."""
    free = (room & (labels == 0)).astype(np.uint8) * np.uint8(255)
    while True:
        grown = np.asarray(cv2.bitwise_and(cv2.dilate(labels, _CROSS), free), np.uint8)
        if not grown.any():
            return labels
        labels = labels | grown
        free[grown > 0] = 0


def _quad_round(region: Mask) -> Floats:
    """Return a region's four corners (1 x 4 x 2), by lines along its outline; 0 x 4 x 2 where it has none."""
    contours, _ = cv2.findContours(region, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(contours, key=cv2.contourArea, default=np.empty((0, 1, 2), np.int32))
    if len(outline) < 4 or cv2.contourArea(outline) < _LEAST:
        return np.empty((0, 4, 2), np.float32)
    hull = cv2.convexHull(outline)
    guesses = [np.asarray(cv2.boxPoints(cv2.minAreaRect(hull)), np.float32)]
    around = cv2.arcLength(hull, closed=True)
    for tolerance in (0.02, 0.04, 0.07):
        corners = cv2.approxPolyDP(hull, tolerance * around, closed=True)
        if len(corners) == 4:
            guesses.append(corners.reshape(4, 2).astype(np.float32))
            break
    points = outline.reshape(-1, 2).astype(np.float32)
    made = [
        quad for guess in guesses for quad in (_between(_sides_of(guess)), _between(_fitted(guess, points)))
    ]
    best = max(made, key=lambda quad: _agreement(quad, region))
    return best[np.newaxis]


def _sides_of(quad: Floats) -> Sides:
    """Return the lines through a quad's sides."""
    ahead = np.roll(quad, -1, axis=0) - quad
    return np.stack([quad, ahead / np.maximum(np.hypot(*ahead.T), 1e-6)[:, np.newaxis]], axis=1)


def _fitted(quad: Floats, points: Floats) -> Sides:
    """Return the straight lines through the points beside each side of a quad."""
    lines = _sides_of(quad)
    for number, length in enumerate(np.hypot(*(np.roll(quad, -1, axis=0) - quad).T)):
        (start, ahead), away = lines[number], points - lines[number, 0]
        along = away @ ahead / max(float(length), 1e-6)
        beside = np.abs(away[:, 0] * ahead[1] - away[:, 1] * ahead[0]) < max(2.0, _BESIDE * float(length))
        near = points[beside & (along > _STRAIGHT[0]) & (along < _STRAIGHT[1])]
        if len(near) > 3:
            x, y, *start = np.ravel(cv2.fitLine(near, cv2.DIST_HUBER, 0, 0.01, 0.01))
            lines[number] = start, (x, y)
    return lines


def _between(lines: Sides) -> Floats:
    """Return the quad that four lines bound, half a pixel larger on each side: pixels have a width."""
    middle = lines[:, 0].mean(axis=0)
    corners = []
    for (p, d), (q, e) in zip(
        _outwards(np.roll(lines, 1, axis=0), middle), _outwards(lines, middle), strict=True
    ):
        turn = d[0] * e[1] - d[1] * e[0]
        along = ((q - p)[0] * e[1] - (q - p)[1] * e[0]) / turn if abs(turn) > _PARALLEL else 0.0
        corners.append(p + along * d)
    return np.array(corners, np.float32)


def _outwards(lines: Sides, middle: NDArray[np.floating]) -> Sides:
    normals = np.stack([lines[:, 1, 1], -lines[:, 1, 0]], axis=1)
    sign = np.sign(((lines[:, 0] - middle) * normals).sum(axis=1))[:, np.newaxis]
    return np.stack([lines[:, 0] + 0.5 * sign * normals, lines[:, 1]], axis=1)


def _agreement(quad: Floats, region: Mask) -> float:
    """Return the share of quad and region together that both have."""
    mask = np.zeros_like(region)
    cv2.fillConvexPoly(mask, np.rint(quad).astype(np.int32), 1)
    return float((mask & region).sum()) / max(1.0, float((mask | region).sum()))
