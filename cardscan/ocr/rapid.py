"""Lines read by PP-OCR's recogniser, straight from the picture's full resolution."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from cardscan import geometry
from cardscan.model import Line, Lines
from cardscan.ocr.engine import (
    HEIGHT,
    NOTHING,
    RECOGNISER,
    STEP,
    Network,
    Strip,
    alphabet_of,
    fill,
    model_path,
    read_model,
    with_features,
)
from cardscan.ocr.foreign import SecondReader
from cardscan.ocr.icons import with_signs, without_readings_of_icons
from cardscan.ocr.lattice import lattice_of
from cardscan.ocr.order import reading_order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from cardscan.model import Card, Pixels, Quad

_WIDTH_STEP = 64
"""Widths are padded to multiples of this: each new input shape costs a compilation."""
_MAX_WIDTH = 2048
_MOST_STREAMS = 4
"""Lines read at a time, each on threads of its own: a line is too short for several threads to share."""
_MIN_CONFIDENCE = 0.5
_LIKELY_SPACE, _LIKELY_SPACE_IN_DIGITS = 0.1, 0.05
"""The recogniser drops spaces: a chance this high, between letters or digits, was one nearly always."""
UNSEEN = "…"
"""Stands for a line in letters that the recogniser saw nothing in and nobody else could read."""


class RapidReader:
    """Reads Latin with its accents, Greek, Chinese and Japanese; has Tesseract read other scripts."""

    name = "rapid"

    def __init__(self, *, threads: int, cache_dir: Path, lang: str = "", timeout: float = 60.0) -> None:
        """Load the model; raises MissingError where it is not installed.

        `lang` are languages that the user expects, `timeout` the seconds that Tesseract may take.
        """
        graph = read_model(model_path(RECOGNISER))
        self._letters = alphabet_of(graph)
        streams = min(threads or os.cpu_count() or 1, _MOST_STREAMS)
        self._network = Network(with_features(graph), threads=threads, cache_dir=cache_dir, streams=streams)
        self._side_by_side = ThreadPoolExecutor(streams, thread_name_prefix="cardscan-line")
        self._second = SecondReader(lang, timeout)
        self._alphabet = np.array(self._letters, dtype=object)

    def read(self, card: Card) -> Lines:
        """Return the text in the card's text boxes; no lines where there is none."""
        width, height = geometry.size_of(card.quad)
        flatten = geometry.homography(card.quad, geometry.rectangle(width, height))
        pixels = card.picture.pixels
        quads = [box.quad for box in card.boxes]
        strips = self._second.reread(card.picture, quads, self.read_quads(pixels, quads))
        lines = (
            Line(
                with_signs(pixels, quad, strip.text, strip.places) or UNSEEN,
                geometry.project(flatten, quad),
                strip.confidence,
                strip.lattice,
                unreadable=strip.unreadable,
            )
            for quad, strip in zip(quads, strips, strict=True)
            if strip.unreadable or (strip.text and strip.confidence >= _MIN_CONFIDENCE)
        )
        return Lines(reading_order(without_readings_of_icons(lines)), self.name, width, height)

    def read_quads(self, pixels: Pixels, quads: Sequence[Quad]) -> list[Strip]:
        """Return what each quad says, in their order.

        Each line goes through the network alone: in a batch it would be padded to its longest
        neighbour, and what stands beside a line would change what is read of it.
        """
        return list(self._side_by_side.map(partial(self._read_quad, pixels), quads))

    def _read_quad(self, pixels: Pixels, quad: Quad) -> Strip:
        [classes], [features] = self._network.with_features(_strip_of(pixels, quad))
        return self._decode(classes, features[: -(-_width_of(quad) // STEP)])

    def _decode(self, classes: NDArray[np.float32], features: NDArray[np.float32]) -> Strip:
        """Take the likeliest class a step; repeats and blanks go (greedy CTC decoding)."""
        best = classes.argmax(axis=1)
        new = np.ones(len(best), bool)
        new[1:] = best[1:] != best[:-1]
        steps = np.flatnonzero(new & (best != 0))
        if not len(steps):
            return NOTHING._replace(features=features)
        signs: list[tuple[str, float]] = []
        for before, step in zip([-1, *steps[:-1]], steps, strict=True):
            letter, place = str(self._alphabet[best[step]]), (float(step) + 0.5) * STEP / HEIGHT
            if signs and self._parted(classes[before + 1 : step], signs[-1][0], letter):
                signs.append((" ", place))
            if not letter.isspace() or (signs and not signs[-1][0].isspace()):
                signs.append((letter, place))
        while signs and signs[-1][0].isspace():
            signs.pop()
        text = "".join(" " if letter.isspace() else letter for letter, _ in signs)
        confidence = float(classes[steps].max(axis=1).mean())
        places = tuple(place for _, place in signs)
        return Strip(text, confidence, places, features, lattice_of(classes, self._letters))

    def _parted(self, between: NDArray[np.float32], left: str, right: str) -> bool:
        """Tell whether a space was lost: a gap that is no gap between letters of a word."""
        if not (left.isalnum() and right.isalnum() and len(between)):
            return False
        digits = left.isdigit() and right.isdigit()
        return float(between[:, -1].max()) >= (_LIKELY_SPACE_IN_DIGITS if digits else _LIKELY_SPACE)


def _strip_of(pixels: Pixels, quad: Quad) -> NDArray[np.float32]:
    """Return the line as the network takes it: 1 x 3 x height x width, -1 to 1, grey behind its end."""
    width = _width_of(quad)
    strip = np.zeros((1, 3, HEIGHT, -(-width // _WIDTH_STEP) * _WIDTH_STEP), np.float32)
    fill(strip[0], geometry.cut_out(pixels, quad, width, HEIGHT))
    return strip


def _width_of(quad: Quad) -> int:
    along, across = geometry.size_of(quad)
    return min(_MAX_WIDTH, max(8, round(along * HEIGHT / max(across, 1.0))))
