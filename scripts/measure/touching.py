"""How well cards that touch are told apart: drawn pictures, each with several cards close together.

python -m scripts.measure.touching [--pictures 50] [--seed 71] [--lid]

Says how many cards were found (shared area at least .8 of both together), how many were invented,
and how many lines of print lie with another card's.
"""

from __future__ import annotations

import argparse
import random
import time
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from cardscan import geometry
from cardscan.engines import load_engines_for
from cardscan.model import Picture
from cardscan.settings import Settings
from scripts.crowds.crowd import crowd
from scripts.crowds.flat import flat_cards
from scripts.crowds.overlap import shared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from cardscan.model import Card
    from scripts.crowds.crowd import Crowd

_COUNTS: Final = (2, 3, 4, 4, 4, 5, 6)
"""Cards in a picture; four on average."""
_LONG_SIDE: Final = 2400
_PIXELS_PER_MM: Final = 12.0
_SAME: Final = 0.8
_LEAST_LINES: Final = 3
"""Cards with fewer lines are left out: a back without text is none that could be found."""


class Told(NamedTuple):
    """What became of the cards of some pictures."""

    cards: int = 0
    found: int = 0
    invented: int = 0
    lines: int = 0
    strays: int = 0
    """Boxes of text given to a card that lie, for a good part, on another."""

    def plus(self, other: Told) -> Told:
        """Return both together."""
        return Told(*(a + b for a, b in zip(self, other, strict=True)))


def drawn(count: int, seed: int, *, kind: str = "") -> Iterator[Crowd]:
    """Yield so many pictures; `kind` names the ground that the cards lie on."""
    rng = random.Random(seed)
    pool = [card for card in flat_cards(rng, 4 * count, _PIXELS_PER_MM) if len(card.lines) >= _LEAST_LINES]
    for _ in range(count):
        yield crowd(rng.sample(pool, rng.choice(_COUNTS)), rng, _LONG_SIDE, kind=kind)


def told(truth: Crowd, cards: Sequence[Card]) -> Told:
    """Compare the cards found with those that were drawn."""
    found = [np.array(card.quad, np.float64) for card in cards]
    best = [max((shared(quad, other) for other in found), default=0.0) for quad in truth.cards]
    known = [max((shared(quad, other) for other in truth.cards), default=0.0) for quad in found]
    strays = lines = 0
    for card, quad in zip(cards, found, strict=True):
        mine = max(range(len(truth.cards)), key=lambda n: shared(truth.cards[n], quad))
        for box in card.boxes:
            lines += 1
            strays += any(
                geometry.part_within(geometry.as_quad(line), [box.quad]) > 0.5
                for n, theirs in enumerate(truth.lines)
                if n != mine
                for line in theirs
            )
    return Told(
        len(truth.cards),
        sum(each >= _SAME for each in best),
        sum(each < _SAME for each in known),
        lines,
        strays,
    )


def main() -> int:
    """Print the figures; return 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pictures", type=int, default=50)
    parser.add_argument("--seed", type=int, default=71)
    parser.add_argument("--lid", action="store_true", help="only on a scanner's lid")
    given = parser.parse_args()
    engines = load_engines_for(Settings())
    total, seconds = Told(), 0.0
    for truth in drawn(given.pictures, given.seed, kind="lid" if given.lid else ""):
        pixels: NDArray[np.uint8] = np.ascontiguousarray(truth.pixels[..., ::-1])
        started = time.perf_counter()
        cards = engines.cards_in(Picture(pixels, "", "drawn"))
        seconds += time.perf_counter() - started
        total = total.plus(told(truth, cards))
    print(
        f"{total.cards} cards in {given.pictures} pictures: {total.found / total.cards:.1%} found, "
        f"{total.invented} invented; {total.strays} of {total.lines} lines with another card's; "
        f"{1000 * seconds / given.pictures:.0f} ms a picture"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
