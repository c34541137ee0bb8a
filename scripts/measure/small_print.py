"""Whether any printed line is lost on cards that lie small, aslant or in number in a picture.

python -m scripts.measure.small_print [--pictures 60] [--seed 81]

Draws 1 to 8 cards a picture, apart from one another, each 12 to 100 % of its width, up to 15 degrees
aslant, in pictures of 2 to 24 megapixels, and says how many of their lines have a text box, by the cards'
longer side in pixels.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

from cardscan import geometry
from cardscan.engines import load_engines_for
from cardscan.model import Picture
from cardscan.settings import Settings
from scripts.crowds.flat import flat_cards

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from cardscan.model import Card
    from scripts.crowds.flat import FlatCard
    from scripts.pictures.scenes import Corners

_MEGAPIXELS: Final = (2, 5, 12, 24)
_SHARES: Final = (0.12, 1.0)
"""A card's width as a part of the picture's, where that many find room."""
_ASLANT: Final = 15.0
_PIXELS_PER_MM: Final = 24.0
_COVERED: Final = 0.5
"""Part of a printed line under text boxes from which on it is found."""
_BLUR: Final = 0.7
STEPS: Final = (0, 250, 400, 700, 1200)


class Scene(NamedTuple):
    """A picture, and of each of its cards the width in pixels and the lines (n x 4 x 2)."""

    pixels: NDArray[np.uint8]
    widths: tuple[float, ...]
    lines: tuple[Corners, ...]


def scene(cards: Sequence[FlatCard], rng: random.Random) -> Scene:
    """Return these cards in the cells of a grid on a plain table, each turned and sized by chance."""
    long_side = round(math.sqrt(rng.choice(_MEGAPIXELS) * 1e6 * 4 / 3))
    width, height = (long_side, long_side * 3 // 4) if rng.random() < 0.5 else (long_side * 3 // 4, long_side)
    columns = max(1, round(math.sqrt(len(cards) * width / height)))
    rows = -(-len(cards) // columns)
    pixels = np.full((height, width, 3), [rng.randint(40, 200) for _ in range(3)], np.uint8)
    widths, lines = [], []
    for number, card in enumerate(cards):
        cell = (width / columns, height / rows)
        centre = (number % columns + 0.5) * cell[0], (number // columns + 0.5) * cell[1]
        angle = math.radians(rng.uniform(-_ASLANT, _ASLANT) if len(cards) > 1 else rng.uniform(-2, 2))
        room = _room(card.size, cell, angle)
        scale = min(room, rng.uniform(*_SHARES) * width / card.size[0])
        scale = max(scale, min(room, _SHARES[0] * width / card.size[0]))
        onto = _laid(card.size, centre, angle, scale)
        _paste(pixels, card.pixels, onto @ np.diag([1 / _PIXELS_PER_MM, 1 / _PIXELS_PER_MM, 1.0]))
        widths.append(scale * max(card.size))
        seen = cv2.perspectiveTransform(card.lines.reshape(-1, 1, 2), onto)
        lines.append(np.asarray(seen.reshape(-1, 4, 2), np.float64))
    return Scene(cv2.GaussianBlur(pixels, (0, 0), _BLUR).astype(np.uint8), tuple(widths), tuple(lines))


def _room(size: tuple[float, float], cell: tuple[float, float], angle: float) -> float:
    """Return the most pixels a millimetre at which a turned card stays in its cell."""
    sin, cos = abs(math.sin(angle)), math.cos(angle)
    across, down = size[0] * cos + size[1] * sin, size[0] * sin + size[1] * cos
    return 0.97 * min(cell[0] / across, cell[1] / down)


def _laid(
    size: tuple[float, float], centre: tuple[float, float], angle: float, scale: float
) -> NDArray[np.float64]:
    """Return the map from millimetres on a card to the picture."""
    turn = scale * np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    moved = np.array(centre) - turn @ np.array(size) / 2
    return np.vstack([np.column_stack([turn, moved]), [0, 0, 1]])


def _paste(pixels: NDArray[np.uint8], flat: NDArray[np.uint8], onto: NDArray[np.float64]) -> None:
    shrink = math.sqrt(abs(np.linalg.det(onto[:2, :2])))
    if shrink < 1:  # by area first: plain sampling would skip thin strokes
        size = max(1, round(flat.shape[1] * shrink)), max(1, round(flat.shape[0] * shrink))
        onto = onto @ np.diag([flat.shape[1] / size[0], flat.shape[0] / size[1], 1.0])
        flat = cv2.resize(flat, size, interpolation=cv2.INTER_AREA).astype(np.uint8)
    turned = cv2.warpPerspective(flat, onto, (pixels.shape[1], pixels.shape[0]), flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.full(flat.shape[:2], 255, np.uint8), onto, turned.shape[1::-1])
    pixels[mask > 127] = turned[mask > 127]


def found(lines: Corners, cards: Iterable[Card]) -> list[bool]:
    """Tell of each printed line (n x 4 x 2) whether text boxes of the cards found cover it."""
    boxes = [box.quad for card in cards for box in card.boxes]
    return [geometry.part_within(geometry.as_quad(line), boxes) >= _COVERED for line in lines]


def main() -> int:
    """Print the figures; return 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pictures", type=int, default=60)
    parser.add_argument("--seed", type=int, default=81)
    given = parser.parse_args()
    rng, engines = random.Random(given.seed), load_engines_for(Settings())
    pool = flat_cards(rng, 2 * given.pictures, _PIXELS_PER_MM, reprints=0)
    told: dict[int, list[bool]] = defaultdict(list)
    for _ in range(given.pictures):
        drawn = scene(rng.sample(pool, rng.randint(1, 8)), rng)
        cards = engines.cards_in(Picture(np.ascontiguousarray(drawn.pixels[..., ::-1]), "", "drawn"))
        for width, lines in zip(drawn.widths, drawn.lines, strict=True):
            told[max(step for step in STEPS if step <= width)] += found(lines, cards)
    for step in sorted(told):
        share = sum(told[step]) / len(told[step])
        print(f"cards of {step:5} pixels and more: {len(told[step]):5} lines, {share:.1%} found")
    everything = [one for part in told.values() for one in part]
    print(f"all {len(everything)} lines: {sum(everything) / len(everything):.2%} found")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
