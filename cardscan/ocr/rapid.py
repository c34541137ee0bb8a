"""Lines read by PP-OCR's recogniser, straight from the picture's full resolution."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cardscan import geometry
from cardscan.model import Line, Lines
from cardscan.ocr.engine import RECOGNISER, Network, alphabet
from cardscan.ocr.icons import with_signs, without_readings_of_icons
from cardscan.ocr.lattice import lattice_of
from cardscan.ocr.order import reading_order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from cardscan.model import Card, Lattice, Pixels, Quad

_HEIGHT = 48
_WIDTH_STEP = 64
"""Widths are padded to multiples of this: each new input shape costs a compilation."""
_MAX_WIDTH = 2048
_STEP = 8
"""Pixels of the line for each step that the recogniser takes."""
_MIN_CONFIDENCE = 0.5
_LIKELY_SPACE, _LIKELY_SPACE_IN_DIGITS = 0.1, 0.05
"""The recogniser drops spaces: a chance this high, between letters or digits, was one nearly always."""


class Strip(NamedTuple):
    """A strip of the picture, as read: one line."""

    text: str
    confidence: float
    places: tuple[float, ...]
    """For each letter of the text, its middle: heights of the line from its left side."""
    lattice: Lattice = ()
    """What else the picture may say."""


_NOTHING = Strip("", 0.0, ())


class RapidReader:
    """Reads Latin with its accents, Greek, Chinese and Japanese."""

    name = "rapid"

    def __init__(self, *, threads: int, cache_dir: Path) -> None:
        """Load the model; raises MissingError where it is not installed."""
        self._network = Network(RECOGNISER, threads=threads, cache_dir=cache_dir)
        self._letters = alphabet()
        self._alphabet = np.array(self._letters, dtype=object)

    def read(self, card: Card) -> Lines:
        """Return the text in the card's text boxes; no lines where there is none."""
        width, height = geometry.size_of(card.quad)
        flatten = geometry.homography(card.quad, geometry.rectangle(width, height))
        pixels = card.picture.pixels
        read = self.read_quads(pixels, [box.quad for box in card.boxes])
        lines = (
            Line(
                with_signs(pixels, box.quad, strip.text, strip.places),
                geometry.project(flatten, box.quad),
                strip.confidence,
                strip.lattice,
            )
            for box, strip in zip(card.boxes, read, strict=True)
            if strip.text and strip.confidence >= _MIN_CONFIDENCE
        )
        return Lines(reading_order(without_readings_of_icons(lines)), self.name, width, height)

    def read_quads(self, pixels: Pixels, quads: Sequence[Quad]) -> list[Strip]:
        """Return what each quad says, in their order.

        Each line goes through the network alone: in a batch it would be padded to its longest
        neighbour, and what stands beside a line would change what is read of it.
        """
        return [self._decode(self._network(_strip_of(pixels, quad))[0]) for quad in quads]

    def _decode(self, classes: NDArray[np.float32]) -> Strip:
        """Take the likeliest class a step; repeats and blanks go (greedy CTC decoding)."""
        best = classes.argmax(axis=1)
        new = np.ones(len(best), bool)
        new[1:] = best[1:] != best[:-1]
        steps = np.flatnonzero(new & (best != 0))
        if not len(steps):
            return _NOTHING
        signs: list[tuple[str, float]] = []
        for before, step in zip([-1, *steps[:-1]], steps, strict=True):
            letter, place = str(self._alphabet[best[step]]), (float(step) + 0.5) * _STEP / _HEIGHT
            if signs and self._parted(classes[before + 1 : step], signs[-1][0], letter):
                signs.append((" ", place))
            if not letter.isspace() or (signs and not signs[-1][0].isspace()):
                signs.append((letter, place))
        while signs and signs[-1][0].isspace():
            signs.pop()
        text = "".join(" " if letter.isspace() else letter for letter, _ in signs)
        confidence = float(classes[steps].max(axis=1).mean())
        return Strip(text, confidence, tuple(place for _, place in signs), lattice_of(classes, self._letters))

    def _parted(self, between: NDArray[np.float32], left: str, right: str) -> bool:
        """Tell whether a space was lost: a gap that is no gap between letters of a word."""
        if not (left.isalnum() and right.isalnum() and len(between)):
            return False
        digits = left.isdigit() and right.isdigit()
        return float(between[:, -1].max()) >= (_LIKELY_SPACE_IN_DIGITS if digits else _LIKELY_SPACE)


def _strip_of(pixels: Pixels, quad: Quad) -> NDArray[np.float32]:
    """Return the line as the network takes it: 1 x 3 x height x width, -1 to 1, grey behind its end."""
    width = _width_of(quad)
    strip = np.zeros((1, 3, _HEIGHT, -(-width // _WIDTH_STEP) * _WIDTH_STEP), np.float32)
    line = geometry.cut_out(pixels, quad, width, _HEIGHT)
    strip[0, :, :, :width] = ((line.astype(np.float32) / 255 - 0.5) / 0.5).transpose(2, 0, 1)
    return strip


def _width_of(quad: Quad) -> int:
    along, across = geometry.size_of(quad)
    return min(_MAX_WIDTH, max(8, round(along * _HEIGHT / max(across, 1.0))))
