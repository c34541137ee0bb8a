"""How likely quads are cards: each by its own signs, then again in the company of the others.

Two small networks learned from drawn pictures: the second knows what the first made of the quads that
lie within, round and beside a quad, as a person does who sees four alike. The weights, alone.txt and
together.txt, are scripts/learn/touching/partition.py's.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cardscan.cards.quads import areas, share_within
from cardscan.small_net import small_net

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Pairs = NDArray[np.bool_]

ALONE = Path(__file__).with_name("alone.txt")
TOGETHER = Path(__file__).with_name("together.txt")
OVERLAP = 0.12
"""Most of a card that may lie on another one: quads are not exact."""
_SAME = 0.75
"""Area that two quads for one card share, beside that of both."""
_WITHIN = 0.85
"""Part of a quad that lies in another which contains it."""
_SIZES_COUNT = 2.0
"""How fast likeness falls with the logarithm of two areas' ratio."""
_CROWD = 6.0


def chances_alone(numbers: Floats) -> Floats:
    """Return how likely (n) quads of these signs (n x signs) are cards."""
    return small_net(ALONE).chances(numbers)[:, 1]


def chances_together(quads: Floats, numbers: Floats, alone: Floats) -> Floats:
    """Return how likely (n) the quads (n x 4 x 2) are cards, now that each one's own chance is known."""
    return small_net(TOGETHER).chances(np.concatenate([numbers, company(quads, alone)], axis=1))[:, 1]


def company(quads: Floats, alone: Floats) -> Floats:
    """Return what the chances of the other quads say of each quad (n x 11)."""
    shared = share_within(quads, quads)
    size = areas(quads)
    common = shared * size[:, np.newaxis]
    same = common / np.maximum(size[:, np.newaxis] + size - common, 1e-6) > _SAME
    apart = np.maximum(shared, shared.T) <= OVERLAP
    others = ~np.eye(len(quads), dtype=bool)
    away = np.abs(np.log(np.maximum(size[:, np.newaxis], 1) / np.maximum(size, 1)))
    sized = alone * np.exp(-_SIZES_COUNT * away)
    inner = (shared.T > _WITHIN) & ~same & others
    most = float(alone.max(initial=0.0))
    columns = [
        alone,
        np.log(alone + 1e-4),
        _most(np.where(apart, sized, 0)),
        np.minimum(np.where(apart, sized, 0).sum(axis=1), _CROWD),
        _most(np.where(~apart & ~same & others, alone, 0)),
        _most(np.where(same & others, alone, 0)),
        _most(np.where((shared > _WITHIN) & ~same & others, alone, 0)),
        *_two_most(np.where(inner, alone, 0)),
        np.full(len(quads), most),
        alone / max(most, 1e-6),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _most(chances: Floats) -> Floats:
    return np.asarray(chances.max(axis=1, initial=0.0), np.float32)


def _two_most(chances: Floats) -> list[Floats]:
    ordered = np.sort(np.pad(chances, ((0, 0), (0, 2))), axis=1)[:, ::-1]
    return [ordered[:, 0], ordered[:, 1]]
