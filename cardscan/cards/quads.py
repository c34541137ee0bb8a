"""Many quads at once: n x 4 x 2, their areas, what they hold and share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


def signed_areas(quads: Floats) -> Floats:
    """Return twice the areas (n), below 0 where the corners run anticlockwise."""
    x, y = quads[..., 0], quads[..., 1]
    return np.asarray((x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1), np.float32)


def areas(quads: Floats) -> Floats:
    """Return the areas (n)."""
    return np.asarray(np.abs(signed_areas(quads)) / 2, np.float32)


def longest_sides(quads: Floats) -> Floats:
    """Return the lengths of the longest sides (n)."""
    return np.asarray(
        np.hypot(*np.moveaxis(np.roll(quads, -1, axis=1) - quads, 2, 0)).max(axis=1), np.float32
    )


def clockwise(quads: Floats) -> Floats:
    """Return the quads with their corners clockwise, as pictures are seen."""
    backwards = (signed_areas(quads) < 0)[:, np.newaxis, np.newaxis]
    return np.asarray(np.where(backwards, quads[:, ::-1], quads), np.float32)


def convex(quads: Floats) -> NDArray[np.bool_]:
    """Return which clockwise quads are convex (n)."""
    sides = np.roll(quads, -1, axis=1) - quads
    after = np.roll(sides, -1, axis=1)
    return np.asarray((sides[..., 0] * after[..., 1] > sides[..., 1] * after[..., 0]).all(axis=1), np.bool_)


def share_within(inner: Floats, outer: Floats) -> Floats:
    """Return the part of each of n quads that lies in each of m others (n x m), by a grid of points."""
    steps = np.linspace(0.06, 0.94, 8, dtype=np.float32)
    across, down = (grid.ravel()[:, np.newaxis] for grid in np.meshgrid(steps, steps))
    a, b, c, d = np.moveaxis(inner, 1, 0)[:, :, np.newaxis]
    points = (a * (1 - across) + b * across) * (1 - down) + (d * (1 - across) + c * across) * down
    return np.asarray(within(points, outer).mean(axis=2).T, np.float32)


def within(points: Floats, quads: Floats) -> NDArray[np.bool_]:
    """Return whether each of points (... x 2) lies in each of n x 4 x 2 convex clockwise quads (n x ...)."""
    inside = right_of(points, quads, np.roll(quads, -1, axis=1)) >= 0
    return np.asarray(inside.all(axis=1), np.bool_)


def right_of(points: Floats, starts: Floats, ends: Floats) -> Floats:
    """Return how far to the right of each of n x m directed lines each of points (... x 2) is (n x m x ...).

    `starts` and `ends` are n x m x 2; what is left of a line, as pictures are seen, is below 0. In lengths
    of the line: one product of matrices for all of them.
    """
    ahead = ends - starts
    normals = np.stack([-ahead[..., 1], ahead[..., 0]], axis=-1)
    beside = normals @ points.reshape(-1, 2).T - (normals * starts).sum(axis=-1, keepdims=True)
    return np.asarray(beside.reshape(*normals.shape[:2], *points.shape[:-1]), np.float32)
