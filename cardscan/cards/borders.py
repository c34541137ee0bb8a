"""Quads between the straight edges on the four sides of each cluster of text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence

    Floats = NDArray[np.float32]
    Doubles = NDArray[np.float64]

_LINES_A_SIDE = 4
_QUADS_A_CLUSTER = 100
_SLOPES = np.linspace(-0.45, 0.45, 37)
"""Slopes of a card's side against its text that perspective may cause."""
_ALIGNED = 0.9
"""Least cosine between an edge's gradient and the direction across its side."""
_BIN = 2.0
"""Pixels between parallel lines that are told apart."""
_SQUARE_ON = 0.1
"""Text at a smaller angle, in radians, to the picture's border runs along it."""


@dataclass(frozen=True, slots=True, eq=False)
class _Frame:
    """Edge pixels and text seen along the text: x runs with it, y across."""

    points: Doubles
    slopes: Doubles
    """The gradient at each point, as a unit vector."""
    low: Doubles
    high: Doubles
    """The text's extent."""

    @property
    def extent(self) -> float:
        return float((self.high - self.low).max())


def from_sides(evidence: Evidence, clusters: Sequence[tuple[int, ...]]) -> Floats:
    """Return quads (n x 4 x 2) between lines found by a Hough transform beside each cluster."""
    y, x = np.nonzero(evidence.edges)
    points = np.stack([x, y], axis=1).astype(np.float64)
    gradient = evidence.gradient[:, y, x].T.astype(np.float64)
    gradient /= np.hypot(*gradient.T)[:, np.newaxis] + 1e-6
    found: list[Floats] = []
    for members in clusters:
        corners = np.array([evidence.text[member] for member in members]).reshape(-1, 4, 2)
        turn = _turn_of(corners)
        text = corners.reshape(-1, 2) @ turn.T
        frame = _Frame(points @ turn.T, gradient @ turn.T, text.min(axis=0), text.max(axis=0))
        sides = [_lines_beside(frame, axis, end) for axis in (1, 0) for end in (0, 1)]
        sides = [lines + _border_line(evidence, frame, turn, place) for place, lines in enumerate(sides)]
        found.append((_quads_between(sides) @ turn).astype(np.float32))
    return np.concatenate(found)


def _turn_of(corners: Doubles) -> Doubles:
    """Return the rotation that lays text boxes (n x 4 x 2) level; see cards.turn.text_axis."""
    heading = (corners[:, 1] - corners[:, 0]) @ np.array([1, 1j])
    angle = np.angle((heading**2 / np.maximum(np.abs(heading), 1e-6)).sum()) / 2
    return np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])


def _lines_beside(frame: _Frame, axis: int, end: int) -> list[tuple[float, float, float]]:
    """Return lines before (0) or after (1) the text.

    Each is its level where the other axis is 0, its slope, and its votes beside the best one's.
    """
    other, extent = 1 - axis, frame.extent
    inset = 0.02 * extent
    level = frame.points[:, axis]
    beyond = frame.low[axis] + inset - level if end == 0 else level - frame.high[axis] + inset
    along = frame.points[:, other]
    usable = (beyond > 0) & (beyond < extent) & (np.abs(frame.slopes[:, axis]) > _ALIGNED)
    usable &= (along > frame.low[other] - extent / 2) & (along < frame.high[other] + extent / 2)
    centre = (frame.low[other] + frame.high[other]) / 2
    level, along, beyond = level[usable], along[usable] - centre, beyond[usable]
    if not len(level):
        return []
    levels = level - _SLOPES[:, np.newaxis] * along
    base = float(levels.min())
    bins = ((levels - base) / _BIN).astype(np.int64)
    wide = int(bins.max()) + 1
    flat = bins + wide * np.arange(len(_SLOPES))[:, np.newaxis]
    votes = np.bincount(flat.ravel(), minlength=wide * len(_SLOPES)).reshape(-1, wide).astype(np.float64)
    votes[:, :-1] += votes[:, 1:]
    text_level = frame.low[axis] if end == 0 else frame.high[axis]
    votes /= 1 + np.abs(base + _BIN * np.arange(1, wide + 1) - text_level) / extent
    lines, best = [], float(votes.max())
    for _ in range(_LINES_A_SIDE):
        slope, place = np.unravel_index(int(votes.argmax()), votes.shape)
        if votes[slope, place] < max(0.08 * extent, 0.3 * best):
            break
        near = np.abs(levels[slope] - (base + _BIN * (place + 1))) <= _BIN
        found = _fitted(along[near], level[near], float(_SLOPES[slope]), centre)
        lines.append((*found, float(votes[slope, place]) / best))
        votes[max(0, slope - 2) : slope + 3, max(0, place - 2) : place + 3] = 0
    return lines


def _fitted(along: Doubles, level: Doubles, slope: float, centre: float) -> tuple[float, float]:
    """Return the straight line through points that lie nearly on one of this slope."""
    offset = along - along.mean()
    spread = float(offset @ offset)
    if spread > 0:
        slope = float(offset @ (level - level.mean())) / spread
    return float(level.mean() - slope * (along.mean() + centre)), slope


def _border_line(
    evidence: Evidence, frame: _Frame, turn: Doubles, place: int
) -> list[tuple[float, float, float]]:
    """Return the picture's border where text that runs along it may be cut off by it."""
    angle = float(np.arctan2(turn[0, 1], turn[0, 0]))
    if abs((angle + np.pi / 4) % (np.pi / 2) - np.pi / 4) > _SQUARE_ON:
        return []
    axis, end = (1, 1, 0, 0)[place], place % 2
    width, height = evidence.size
    rim = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]]) @ turn.T
    level = float(rim[:, axis].min() if end == 0 else rim[:, axis].max())
    text_level = frame.low[axis] if end == 0 else frame.high[axis]
    return [(level, 0.0, 1.0)] if abs(level - text_level) < frame.extent else []


def _quads_between(sides: list[list[tuple[float, float, float]]]) -> Doubles:
    """Return the likeliest quads (n x 4 x 2) of a top, a bottom, a left and a right line each."""
    if not all(sides):
        return np.empty((0, 4, 2))
    choices = np.array(list(product(*sides)))
    likely = np.argsort(-choices[:, :, 2].prod(axis=1), kind="stable")[:_QUADS_A_CLUSTER]
    top, bottom, left, right = np.moveaxis(choices[likely], 1, 0)
    crossings = [_crossing(t, s) for t, s in ((top, left), (top, right), (bottom, right), (bottom, left))]
    return np.stack(crossings, axis=1)


def _crossing(flat: Doubles, steep: Doubles) -> Doubles:
    """Return where the lines y = a + b x meet the lines x = c + d y, each given as n x 3."""
    a, b, c, d = flat[:, 0], flat[:, 1], steep[:, 0], steep[:, 1]
    y = (a + b * c) / (1 - b * d)
    return np.stack([c + d * y, y], axis=1)
