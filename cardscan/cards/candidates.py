"""Quads that may be cards: round contours, between line segments, on the text's ground."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.cards.clusters import clusters_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence

    Floats = NDArray[np.float32]

_MIN_AREA = 0.008
"""Smallest card, as a part of the picture."""
_SEEDS = 12
"""Text boxes whose ground is grown, those with the most text."""
_TOLERANCE = (5, 3, 3)
"""Steps in L, a and b from pixel to pixel that the same ground may have."""
_FILL = 4 | cv2.FLOODFILL_MASK_ONLY | (128 << 8)
_LINES_A_SIDE = 4
"""Line segments tried for each side of a cluster of text."""
_SLANT = 0.3
"""Largest slope of a card's side against its text: perspective."""


def from_contours(evidence: Evidence) -> Floats:
    """Return quads (n x 4 x 2) round the outlines in each colour channel."""
    found: list[Floats] = []
    for channel in cv2.split(evidence.lab):
        middle = float(np.median(channel))
        spread = float(np.std(channel))
        low = max(6.0, 0.5 * spread)
        edges = cv2.Canny(channel, low, 2.5 * low)
        edges = cv2.dilate(edges, np.ones((3, 3), np.uint8))
        found += _quads_round(edges, evidence)
        _, light = cv2.threshold(channel, middle, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
        found += _quads_round(light, evidence)
        found += _quads_round(cv2.bitwise_not(light), evidence)
    return _stacked(found)


def from_ground(evidence: Evidence) -> Floats:
    """Return quads (n x 4 x 2) round the evenly coloured places that text stands on."""
    width, height = evidence.size
    found: list[Floats] = []
    barrier = np.zeros((height + 2, width + 2), np.uint8)
    for channel in cv2.split(evidence.lab):
        barrier[1:-1, 1:-1] |= cv2.Canny(channel, 12, 30)
    filled = np.zeros_like(barrier)
    lab = evidence.lab.copy()
    for number in np.argsort(-evidence.weights)[:_SEEDS]:
        a, b, c, d = np.array(evidence.text[number])
        outward = (a - d) / max(float(np.hypot(*(a - d))), 1e-6)
        for seed in ((a + b) / 2 + 2 * outward, (c + d) / 2 - 2 * outward):
            x, y = (int(v) for v in np.rint(seed))
            if not (0 <= x < width and 0 <= y < height) or filled[y + 1, x + 1] or barrier[y + 1, x + 1]:
                continue
            mask = barrier.copy()
            cv2.floodFill(lab, mask, (x, y), 0, _TOLERANCE, _TOLERANCE, _FILL)
            region = np.where(mask == 128, np.uint8(128), np.uint8(0))
            filled |= region
            region = cv2.morphologyEx(region[1:-1, 1:-1], cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
            for size in (3, 9):
                opened = cv2.morphologyEx(region, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))
                found += _quads_round(opened, evidence, outermost=True)
    return _stacked(found)


def from_segments(evidence: Evidence) -> Floats:
    """Return quads (n x 4 x 2) between the line segments round each cluster of text."""
    lightness = np.ascontiguousarray(evidence.lab[..., 0])
    segments = cv2.createLineSegmentDetector(cv2.LSD_REFINE_NONE).detect(lightness)[0]
    if segments is None:
        return _stacked([])
    segments = segments.reshape(-1, 2, 2).astype(np.float64)
    found: list[Floats] = []
    for members in clusters_of(evidence.text):
        found += _quads_between(segments, evidence, members)
    return _stacked(found)


def _quads_between(
    segments: NDArray[np.float64], evidence: Evidence, members: tuple[int, ...]
) -> Iterator[Floats]:
    corners = np.array([evidence.text[member] for member in members]).reshape(-1, 4, 2)
    lengths = np.hypot(*(corners[:, 1] - corners[:, 0]).T)
    heading = corners[:, 1] - corners[:, 0]
    doubled = (lengths * ((heading[:, 0] + 1j * heading[:, 1]) / np.maximum(lengths, 1e-6)) ** 2).sum()
    angle = np.angle(doubled) / 2
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    text = corners.reshape(-1, 2) @ turn.T
    lines = segments @ turn.T
    low, high = text.min(axis=0), text.max(axis=0)
    inset = 0.3 * float(np.median(np.hypot(*(corners[:, 3] - corners[:, 0]).T)))
    sides: list[list[tuple[float, float]]] = []
    for axis in (1, 0):
        picked = _lines_beside(lines, axis, low + inset, high - inset)
        sides += picked
    reach = 1.0 * float((high - low).max()) + 20
    width, height = evidence.size
    frame = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]]) @ turn.T
    for number, (axis, end) in enumerate(((1, 0), (1, 1), (0, 0), (0, 1))):
        level = frame[:, axis].min() if end == 0 else frame[:, axis].max()
        if abs(level - (low, high)[end][axis]) < reach and _square_on(angle):
            sides[number].append((float(level), 0.0))
    top, bottom, left, right = sides
    for t, b, le, r in product(top, bottom, left, right):
        quad = np.array([_crossing(t, le), _crossing(t, r), _crossing(b, r), _crossing(b, le)])
        yield (quad @ turn).astype(np.float32)


def _square_on(angle: float) -> bool:
    """Whether text at this angle runs along the picture's border."""
    return abs((angle + np.pi / 4) % (np.pi / 2) - np.pi / 4) < 0.1


def _lines_beside(
    lines: NDArray[np.float64], axis: int, low: NDArray[np.float64], high: NDArray[np.float64]
) -> list[list[tuple[float, float]]]:
    """Return lines before and after the text, as (level where the other axis is 0, slope)."""
    other = 1 - axis
    run = lines[:, 1, other] - lines[:, 0, other]
    rise = lines[:, 1, axis] - lines[:, 0, axis]
    lengths = np.abs(run)
    flat = (np.abs(rise) < _SLANT * lengths) & (lengths > 6)
    slope = np.where(flat, rise / np.where(flat, run, 1), 0)
    centre = (low[other] + high[other]) / 2
    level = lines[:, 0, axis] + slope * (centre - lines[:, 0, other])
    extent = float((high - low).max())
    nearby = flat & (lines[..., other].max(axis=1) > low[other] - extent / 2) \
        & (lines[..., other].min(axis=1) < high[other] + extent / 2)  # fmt: skip
    sides = []
    for outside, distance in (
        (level < low[axis], low[axis] - level),
        (level > high[axis], level - high[axis]),
    ):
        usable = np.flatnonzero(nearby & outside & (distance < 1.2 * extent))
        merit = _covered(lines[usable], axis, slope[usable]) / (1 + distance[usable] / extent)
        sides.append(_distinct(usable[np.argsort(-merit)], level, slope, centre))
    return sides


def _covered(lines: NDArray[np.float64], axis: int, slope: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the length of all segments that lie on each one's line."""
    other = 1 - axis
    lengths = np.abs(lines[:, 1, other] - lines[:, 0, other])
    ends = lines[np.newaxis]
    offset = ends[..., axis] - lines[:, np.newaxis, :1, axis]
    offset = offset - slope[:, np.newaxis, np.newaxis] * (ends[..., other] - lines[:, np.newaxis, :1, other])
    return np.asarray((np.abs(offset).max(axis=2) < 2.5) @ lengths, np.float64)


def _distinct(
    ranked: NDArray[np.int64], level: NDArray[np.float64], slope: NDArray[np.float64], centre: float
) -> list[tuple[float, float]]:
    kept: list[int] = []
    for number in ranked[:40]:
        new = all(abs(level[number] - level[k]) > 3 or abs(slope[number] - slope[k]) > 0.04 for k in kept)
        if new:
            kept.append(int(number))
        if len(kept) == _LINES_A_SIDE:
            break
    return [(float(level[k] - slope[k] * centre), float(slope[k])) for k in kept]


def _crossing(flat: tuple[float, float], steep: tuple[float, float]) -> tuple[float, float]:
    """Return where y = a + b x meets x = c + d y."""
    (a, b), (c, d) = flat, steep
    y = (a + b * c) / (1 - b * d)
    return c + d * y, y


def _quads_round(mask: NDArray[np.uint8], evidence: Evidence, *, outermost: bool = False) -> list[Floats]:
    mode = cv2.RETR_EXTERNAL if outermost else cv2.RETR_LIST
    contours, _ = cv2.findContours(mask, mode, cv2.CHAIN_APPROX_SIMPLE)
    smallest = _MIN_AREA * mask.size
    found: list[Floats] = []
    for contour in contours:
        _, _, width, height = cv2.boundingRect(contour)
        if width * height < smallest:
            continue
        hull = cv2.convexHull(contour)
        if cv2.contourArea(hull) < smallest:
            continue
        found += _four_corners(hull)
    return found


def _four_corners(hull: NDArray[np.int32]) -> Iterator[Floats]:
    around = cv2.arcLength(hull, closed=True)
    for tolerance in (0.015, 0.03, 0.05, 0.08):
        corners = cv2.approxPolyDP(hull, tolerance * around, closed=True)
        if len(corners) == 4:
            yield corners.reshape(4, 2).astype(np.float32)
            break
    yield np.asarray(cv2.boxPoints(cv2.minAreaRect(hull)), np.float32)


def _stacked(quads: list[Floats]) -> Floats:
    return np.array(quads, np.float32).reshape(-1, 4, 2)
