"""Quads and the perspective maps between them; flat cut-outs of slanted places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from cardscan.model import Pixels, Point, Quad

    Homography = NDArray[np.float64]
    """3 x 3, applied to column vectors (x, y, 1)."""


def as_quad(corners: Iterable[Iterable[float]]) -> Quad:
    """Return four corners given as any nested sequence as a Quad."""
    a, b, c, d = ((float(x), float(y)) for x, y in corners)
    return a, b, c, d


def rectangle(width: float, height: float) -> Quad:
    """Return the upright rectangle of this size with its corner at the origin."""
    return (0.0, 0.0), (width, 0.0), (width, height), (0.0, height)


def rolled(quad: Quad, quarter_turns: int) -> Quad:
    """Return the same corners starting from another one.

    >>> rolled(rectangle(2, 1), 1)[0]
    (2, 0.0)
    """
    k = quarter_turns % 4
    a, b, c, d = (*quad[k:], *quad[:k])
    return a, b, c, d


def size_of(quad: Quad) -> tuple[float, float]:
    """Return the mean length of the sides along the text and across it, in pixels."""
    top, right, bottom, left = (
        float(np.hypot(b[0] - a[0], b[1] - a[1])) for a, b in zip(quad, rolled(quad, 1), strict=True)
    )
    return (top + bottom) / 2, (left + right) / 2


def centre_of(quad: Quad) -> Point:
    """Return the mean of the corners."""
    return sum(x for x, _ in quad) / 4, sum(y for _, y in quad) / 4


def direction_of(quad: Quad) -> Point:
    """Return the unit vector along the text: from the quad's left side to its right one."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    x, y = bx + cx - ax - dx, by + cy - ay - dy
    length = float(np.hypot(x, y)) or 1.0
    return x / length, y / length


def homography(source: Quad, target: Quad) -> Homography:
    """Return the perspective map that takes source's corners to target's."""
    matrix = cv2.getPerspectiveTransform(np.array(source, np.float32), np.array(target, np.float32))
    return np.asarray(matrix, np.float64)


def project(matrix: Homography, quad: Quad) -> Quad:
    """Return the quad's image under the map."""
    points = np.column_stack([np.array(quad, np.float64), np.ones(4)]) @ matrix.T
    return as_quad(points[:, :2] / points[:, 2:])


def part_within(quad: Quad, others: Iterable[Quad]) -> float:
    """Return the part, 0 to 1, of a quad's area that lies in others, which do not overlap one another.

    >>> part_within(rectangle(4, 1), [rectangle(1, 1)])
    0.25
    """
    mine = np.array(quad, np.float32)
    shared = (cv2.intersectConvexConvex(mine, np.array(other, np.float32))[0] for other in others)
    return float(sum(shared)) / max(float(cv2.contourArea(mine)), 1e-6)


def cut_out(pixels: Pixels, quad: Quad, width: int, height: int) -> Pixels:
    """Return what lies in the quad, flattened to width x height pixels.

    Where that shrinks the picture more than twice, its surroundings are shrunk by
    area first: plain sampling would skip thin strokes.
    """
    corners = np.array(quad, np.float32)
    shrink = min(size_of(quad)[0] / max(width, 1), size_of(quad)[1] / max(height, 1))
    if shrink > 2:
        left, top = np.floor(corners.min(axis=0)).clip(0).astype(int)
        right, bottom = np.ceil(corners.max(axis=0)).clip(1).astype(int)
        part = pixels[top:bottom, left:right]
        if part.size:
            step = shrink / 1.5
            small = (max(1, round(part.shape[1] / step)), max(1, round(part.shape[0] / step)))
            scale = np.array([small[0] / part.shape[1], small[1] / part.shape[0]], np.float32)
            pixels = np.asarray(cv2.resize(part, small, interpolation=cv2.INTER_AREA), np.uint8)
            corners = (corners - np.array([left, top], np.float32)) * scale
    target = np.array(rectangle(width, height), np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    flat = cv2.warpPerspective(
        pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(flat, np.uint8)
