"""Which script a line is printed in, by what the recogniser's last layer is given.

The recogniser reads letters that its alphabet lacks as others, and often surely. What it
knows of a line before it chooses among its letters still tells scripts apart: a small
network says for each of its steps whether the letters are of an alphabet that it has, or
of which other. The weights are scripts/learn/train_scripts.py's.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cardscan.ocr.engine import HEIGHT, STEP
from cardscan.small_net import small_net

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cardscan.ocr.engine import Strip

KNOWN = "known"
"""The label of letters that the recogniser's alphabet has, and of digits and signs."""

SURE = 30.0
"""Weight of a card's lines together from which it is taken to be printed in another script."""
LIKELY = 1.5
"""Evidence from which, on such a card, a line is taken to hold letters of it."""
PLAIN = 3.0
"""Weight from which a line counts by itself."""
WEIGHTS = Path(__file__).with_name("scripts.txt")
_DOUBT = 0.5
"""A step less foreign than this speaks against a stretch of foreign letters."""
_PASSED_OVER = 0.12
"""Letters a step below which the recogniser has passed letters over: one takes two to six steps."""
_LETTER = 3
"""Steps of a letter."""
_UNSURE = 0.2
"""The recogniser's doubt, 0 to 1, from which what it read says nothing against foreign letters."""


class Foreign(NamedTuple):
    """What a line holds of letters that the recogniser's alphabet lacks."""

    script: str
    """As Unicode calls it: "Hangul", "Cyrillic"; "" where there are none."""
    evidence: float
    """Steps, weighed by their chances, of the longest such stretch."""
    chances: NDArray[np.float32]
    """For each step: that its letter is of a script which the alphabet lacks."""
    doubt: float = 1.0
    """0 to 1: how little the recogniser's own reading of the line speaks against it."""

    @property
    def likely(self) -> bool:
        """Whether the line has such letters, where its card surely has."""
        return self.evidence >= LIKELY

    @property
    def weight(self) -> float:
        """The evidence, less where the recogniser was sure of its own letters."""
        return self.evidence * self.doubt

    def within(self, left: float, right: float) -> float:
        """Return the mean chance between two places, in steps from the line's left side."""
        return float(self._between(left, right).mean())

    def anywhere_within(self, left: float, right: float) -> float:
        """Return the mean chance of the letter between them that looks most foreign."""
        chances = self._between(left, right)
        return float(np.convolve(chances, np.full(_LETTER, 1 / _LETTER), "valid").max(initial=0.0))

    def _between(self, left: float, right: float) -> NDArray[np.float32]:
        first = min(max(0, int(left)), len(self.chances) - 1)
        return self.chances[first : max(first + 1, int(np.ceil(right)))]


NONE = Foreign("", 0.0, np.zeros(1, np.float32))


def foreign_in(strip: Strip) -> Foreign:
    """Return what one line holds of letters that the recogniser's alphabet lacks."""
    if not len(strip.features):
        return NONE
    net = small_net(WEIGHTS)
    chances = net.chances(strip.features)
    known = net.labels.index(KNOWN)
    foreign = 1.0 - chances[:, known]
    start, end, evidence = _strongest(foreign - _DOUBT)
    doubt = _doubt_of(strip, start, end)
    by_label = chances[start:end].sum(axis=0)
    by_label[known] = 0.0
    return Foreign(net.labels[int(by_label.argmax())], evidence / (1.0 - _DOUBT), foreign, doubt)


def _doubt_of(strip: Strip, start: int, end: int) -> float:
    """Return how little, 0 to 1, what the recogniser read between two steps speaks against foreign letters.

    It is sure of the few letters that it sees where it passes all others over.
    """
    steps = [place * HEIGHT / STEP for place in strip.places]
    read = sum(
        start <= step < end and letter.isalnum() for step, letter in zip(steps, strip.text, strict=True)
    )
    return 1.0 if read < _PASSED_OVER * (end - start) else min(1.0, (1.0 - strip.confidence) / _UNSURE)


def _strongest(gains: NDArray[np.float32]) -> tuple[int, int, float]:
    """Return where the stretch with the largest sum begins and ends, and its sum.

    Kadane's algorithm.
    """
    best, best_sum, start, running = (0, 1), 0.0, 0, 0.0
    for index, gain in enumerate(gains.tolist()):
        if running <= 0.0:
            start, running = index, 0.0
        running += gain
        if running > best_sum:
            best, best_sum = (start, index + 1), running
    return *best, best_sum


def agreed(lines: Sequence[Foreign]) -> list[Foreign]:
    """Return the lines of one card, each with the script that its foreign letters, if any, are of.

    A card's lines speak for one another: they are NONE where the card as a whole is in letters
    that the alphabet has.
    """
    votes: dict[str, float] = {}
    for line in lines:
        if line.weight >= PLAIN:
            votes[line.script] = votes.get(line.script, 0.0) + line.weight
    main = max(votes, key=votes.__getitem__, default="")
    if votes.get(main, 0.0) < SURE:
        return [NONE] * len(lines)
    return [
        line._replace(script=line.script if line.likely and votes.get(line.script, 0.0) >= SURE else main)
        for line in lines
    ]
