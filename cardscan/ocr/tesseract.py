"""Lines read by Tesseract 5, all lines of a card in one call."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytesseract  # type: ignore[import-untyped]

from cardscan import geometry
from cardscan.errors import MissingError, ReadingError
from cardscan.model import Line, Lines
from cardscan.ocr.order import reading_order

if TYPE_CHECKING:
    from cardscan.model import Card, Pixels, Quad

_LETTER_HEIGHT = 48
_GAP = 24
_MARGIN = 24
_MAX_WIDTH = 2400
_ONE_BLOCK = "--oem 1 --psm 6"


class TesseractReader:
    """Reads every script that a language pack is installed for."""

    name = "tesseract"

    def __init__(self, *, lang: str, timeout: float) -> None:
        """Check the program and the languages; raises MissingError where one is absent."""
        self._lang = lang or "eng"
        self._timeout = timeout
        # More threads make Tesseract slower on pictures as small as ours.
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        missing = [language for language in self._lang.split("+") if language not in installed_languages()]
        if missing:
            packages = " ".join(f"tesseract-ocr-{language.replace('_', '-')}" for language in missing)
            raise MissingError(
                f"Tesseract lacks the language {', '.join(missing)}",
                f"install it: apt-get install {packages}",
            )

    def read(self, card: Card) -> Lines:
        """Return the text in the card's text boxes; no lines where there is none.

        Raises ReadingError where Tesseract fails or takes longer than its time-out.
        """
        width, height = geometry.size_of(card.quad)
        if not card.boxes:
            return Lines((), self.name, width, height)
        stack = _stack(card.picture.pixels, [box.quad for box in card.boxes])
        flatten = geometry.homography(card.quad, geometry.rectangle(width, height))
        words = self._words(stack.pixels, card.picture.name)
        lines = (
            Line(text, geometry.project(flatten, box.quad), confidence)
            for box, (text, confidence) in zip(card.boxes, stack.texts(words), strict=True)
            if text
        )
        return Lines(reading_order(lines), self.name, width, height)

    def _words(self, pixels: Pixels, name: str) -> list[_Word]:
        try:
            table = pytesseract.image_to_data(
                pixels,
                lang=self._lang,
                config=_ONE_BLOCK,
                timeout=self._timeout,
                output_type=pytesseract.Output.DICT,
            )
        except pytesseract.TesseractError as error:
            raise ReadingError(f"{name}: Tesseract failed: {error.message}") from error
        except RuntimeError as error:  # pytesseract's word for a time-out
            raise ReadingError(
                f"{name}: Tesseract took longer than {self._timeout:g} s", "raise CARDSCAN_READ_TIMEOUT"
            ) from error
        return [
            _Word(text.strip(), float(confidence) / 100, left, top + height / 2)
            for text, confidence, left, top, height in zip(
                table["text"], table["conf"], table["left"], table["top"], table["height"], strict=True
            )
            if text.strip()
        ]


def installed_languages() -> tuple[str, ...]:
    """Return the installed language packs; raises MissingError without Tesseract."""
    try:
        return tuple(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, OSError) as error:
        raise MissingError(
            "the program tesseract is not installed", "install it: apt-get install tesseract-ocr"
        ) from error


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    confidence: float
    left: float
    middle: float


@dataclass(frozen=True, slots=True, eq=False)
class _Stack:
    """Lines of text cut out flat and written under one another, dark on white."""

    pixels: Pixels
    lines: int

    def texts(self, words: list[_Word]) -> list[tuple[str, float]]:
        """Return the text and the mean confidence of each line."""
        by_line: list[list[_Word]] = [[] for _ in range(self.lines)]
        for word in words:
            line = int((word.middle - _MARGIN + _GAP / 2) // (_LETTER_HEIGHT + _GAP))
            by_line[min(max(line, 0), self.lines - 1)].append(word)
        return [
            (
                " ".join(word.text for word in sorted(line, key=lambda word: word.left)),
                sum(word.confidence for word in line) / len(line) if line else 0.0,
            )
            for line in by_line
        ]


def _stack(pixels: Pixels, quads: list[Quad]) -> _Stack:
    """Cut the lines out and stack them.

    The detector has found and separated the lines better than Tesseract's own page
    analysis does on photos, two-tone cards and columns: a page of plain rows leaves
    it nothing to get wrong.
    """
    strips = [
        _dark_on_white(geometry.cut_out(pixels, quad, _strip_width(quad), _LETTER_HEIGHT)) for quad in quads
    ]
    width = max(strip.shape[1] for strip in strips) + 2 * _MARGIN
    height = 2 * _MARGIN + len(strips) * (_LETTER_HEIGHT + _GAP) - _GAP
    stack = np.full((height, width), 255, np.uint8)
    for row, strip in enumerate(strips):
        top = _MARGIN + row * (_LETTER_HEIGHT + _GAP)
        stack[top : top + _LETTER_HEIGHT, _MARGIN : _MARGIN + strip.shape[1]] = strip
    return _Stack(np.asarray(cv2.cvtColor(stack, cv2.COLOR_GRAY2RGB), np.uint8), len(strips))


def _strip_width(quad: Quad) -> int:
    along, across = geometry.size_of(quad)
    return min(_MAX_WIDTH, max(8, round(along * _LETTER_HEIGHT / max(across, 1.0))))


def _dark_on_white(strip: Pixels) -> Pixels:
    grey = np.asarray(cv2.cvtColor(strip, cv2.COLOR_BGR2GRAY))
    low, high = (float(value) for value in np.percentile(grey, (2, 98)))
    # A line of text is mostly ground: where the middle value is dark, so is the ground.
    if float(np.median(grey)) < (low + high) / 2:
        grey, low, high = 255 - grey, 255 - high, 255 - low
    stretched = (grey.astype(np.float32) - low) * 255 / max(high - low, 1.0)
    return np.asarray(stretched.clip(0, 255), np.uint8)
