"""How cards lie: alone, in rows and grids edge to edge, scattered or overlapping a little, in millimetres."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import cv2
import numpy as np

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from scripts.pictures.scenes import Corners

    Size: TypeAlias = tuple[float, float]
    """Width and height in millimetres."""

_GAPS: Final = ((0.0, 0.0), (0.0, 1.0), (1.0, 4.0), (4.0, 12.0))
_STEPS: Final = 24
"""Distances tried, by halving, to push a card against the others."""


def gap_of(rng: random.Random) -> float:
    """Return a gap between neighbours in millimetres: none, a hair's breadth, up to 12."""
    low, high = rng.choices(_GAPS, (4, 2.5, 2, 1.5))[0]
    return rng.uniform(low, high)


def placed(sizes: Sequence[Size], rng: random.Random) -> tuple[Corners, ...]:
    """Return each card's corners, the text's top left first, in the order they are laid down."""
    if len(sizes) == 1:
        return (_at(sizes[0], (0, 0), 0.0),)
    if rng.random() < 0.6:
        return in_rows(sizes, rng)
    return heaped(sizes, rng)


def in_rows(sizes: Sequence[Size], rng: random.Random) -> tuple[Corners, ...]:
    """Lay the cards in rows, each turned its own way, with the same gap between all of them."""
    gap, loose = gap_of(rng), rng.choice((0.0, 0.0, 0.7, 3.0))
    columns = rng.choice([n for n in (1, 2, 2, 3, 4) if n <= len(sizes)])
    mixed, sideways = rng.random() < 0.25, rng.random() < 0.15
    found: list[Corners] = []
    top = 0.0
    for start in range(0, len(sizes), columns):
        row = sizes[start : start + columns]
        quarters = [(rng.randrange(4) if mixed else int(sideways) + rng.choice((0, 0, 0, 2))) for _ in row]
        lying = [size[::-1] if turn % 2 else size for size, turn in zip(row, quarters, strict=True)]
        tall = max(height for _, height in lying)
        left, align = 0.0, rng.choice((0.0, 0.0, 0.5, 1.0))
        for size, turn, (width, height) in zip(row, quarters, lying, strict=True):
            centre = (left + width / 2, top + height / 2 + align * (tall - height))
            found.append(_at(size, centre, 90.0 * turn + rng.gauss(0, loose)))
            left += width + gap
        top += tall + gap
    return tuple(found)


def heaped(sizes: Sequence[Size], rng: random.Random) -> tuple[Corners, ...]:
    """Push each card against those that lie there, from any side, at any angle, on them a little at times."""
    gap, onto = gap_of(rng), rng.choice((0.0, 0.0, 0.02, 0.08))
    wild = rng.choice((4.0, 20.0, 180.0))
    found = [_at(sizes[0], (0, 0), rng.gauss(0, wild))]
    for size in sizes[1:]:
        middle = np.mean(found, axis=(0, 1))
        turn, way = rng.gauss(0, wild), rng.uniform(0, 2 * np.pi)
        heading = np.array([np.cos(way), np.sin(way)])
        near, far = 0.0, 600.0
        for _ in range(_STEPS):
            half = (near + far) / 2
            if _covers(_at(size, middle + half * heading, turn), found) > onto:
                near = half
            else:
                far = half
        found.append(_at(size, middle + (far + gap) * heading, turn))
    return tuple(found)


def _covers(card: Corners, others: Sequence[Corners]) -> float:
    """Return the largest part of this card that lies on one of the others."""
    mine = card.astype(np.float32)
    area = abs(cv2.contourArea(mine))
    shared = [cv2.intersectConvexConvex(mine, other.astype(np.float32))[0] for other in others]
    return max(shared) / area


def _at(size: Size, centre: Sequence[float] | Corners, degrees: float) -> Corners:
    width, height = size
    half = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2
    angle = np.radians(degrees)
    rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray(half @ rotation + np.array(centre), np.float64)
