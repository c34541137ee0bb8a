"""Drawn pictures of one card and of several together, for networks to learn from."""

from __future__ import annotations

import itertools
import multiprocessing
import random
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

from scripts.crowds.crowd import crowd
from scripts.crowds.flat import flat_cards

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scripts.pictures.scenes import Corners

COUNTS: Final = {1: 40, 2: 14, 3: 9, 4: 13, 5: 6, 6: 8, 7: 3, 8: 7}
"""Cards in a picture, and how often of a hundred."""
_SHARE: Final = 250
"""Pictures drawn of one pool of cards, twice as many cards as pictures."""


class Scene(NamedTuple):
    """A drawn picture, kept small, and its cards."""

    jpeg: NDArray[np.uint8]
    cards: tuple[Corners, ...]


def drawn(seed: int, count: int, processes: int, *, side: int, pixels_per_mm: float) -> list[Scene]:
    """Return pictures of one to eight cards, the same ones whatever the number of processes."""
    counts = [min(_SHARE, count - start) for start in range(0, count, _SHARE)]
    share = partial(_share_drawn, side=side, pixels_per_mm=pixels_per_mm)
    found: list[Scene] = []
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        for part in pool.map(share, itertools.repeat(seed), itertools.count(), counts):
            found += part
            print(f"{len(found)} pictures drawn", flush=True)
    return found


def _share_drawn(seed: int, number: int, count: int, *, side: int, pixels_per_mm: float) -> list[Scene]:
    cv2.setNumThreads(1)
    rng = random.Random(f"{seed}/{number}")
    pool = flat_cards(rng, 2 * count, pixels_per_mm)
    found = []
    for _ in range(count):
        cards = rng.sample(pool, rng.choices(tuple(COUNTS), tuple(COUNTS.values()))[0])
        made = crowd(cards, rng, side)
        jpeg = cv2.imencode(".jpg", made.pixels, [cv2.IMWRITE_JPEG_QUALITY, 97])[1]
        found.append(Scene(np.asarray(jpeg, np.uint8), made.cards))
    return found
