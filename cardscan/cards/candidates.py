"""Quads that may be cards: round contours, between line segments, on the text's ground."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cv2.typing import MatLike
    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence

    Floats = NDArray[np.float32]

_MIN_AREA = 0.008
"""Smallest card, as a part of the picture."""
_SEEDS = 12
"""Text boxes whose ground is grown, those with the most text."""
_TOLERANCE = (5, 3, 3)
"""Steps in lightness and the two colours from pixel to pixel that the same ground may have."""
_FILL = 4 | cv2.FLOODFILL_MASK_ONLY | (128 << 8)
_LINES_A_SIDE = 4
"""Line segments tried for each side of a cluster of text."""
_SLANT = 0.3
"""Largest slope of a card's side against its text: perspective."""


def from_contours(evidence: Evidence) -> Floats:
    """Return quads (n x 4 x 2) round the outlines in each colour channel."""
    found: list[Floats] = []
    for channel in cv2.split(evidence.colours):
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
    barrier = cv2.copyMakeBorder(evidence.edges, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    filled = np.zeros(barrier.shape, np.uint8)
    colours = evidence.colours.copy()
    for number in np.argsort(-evidence.weights)[:_SEEDS]:
        a, b, c, d = np.array(evidence.text[number])
        outward = (a - d) / max(float(np.hypot(*(a - d))), 1e-6)
        for seed in ((a + b) / 2 + 2 * outward, (c + d) / 2 - 2 * outward):
            x, y = (int(v) for v in np.rint(seed))
            if not (0 <= x < width and 0 <= y < height) or filled[y + 1, x + 1] or barrier[y + 1, x + 1]:
                continue
            mask = barrier.copy()
            cv2.floodFill(colours, mask, (x, y), 0, _TOLERANCE, _TOLERANCE, _FILL)
            region = np.where(mask == 128, np.uint8(128), np.uint8(0))
            filled = np.maximum(filled, region)
            region = cv2.morphologyEx(region[1:-1, 1:-1], cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
            for size in (3, 9):
                opened = cv2.morphologyEx(region, cv2.MORPH_OPEN, np.ones((size, size), np.uint8))
                found += _quads_round(opened, evidence, outermost=True)
    return _stacked(found)


def _quads_round(mask: MatLike, evidence: Evidence, *, outermost: bool = False) -> list[Floats]:
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


def _four_corners(hull: MatLike) -> Iterator[Floats]:
    around = cv2.arcLength(hull, closed=True)
    for tolerance in (0.015, 0.03, 0.05, 0.08):
        corners = cv2.approxPolyDP(hull, tolerance * around, closed=True)
        if len(corners) == 4:
            yield corners.reshape(4, 2).astype(np.float32)
            break
    yield np.asarray(cv2.boxPoints(cv2.minAreaRect(hull)), np.float32)


def _stacked(quads: list[Floats]) -> Floats:
    return np.array(quads, np.float32).reshape(-1, 4, 2)
