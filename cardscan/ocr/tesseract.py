"""Lines read by Tesseract 5, all lines of a card in one call."""

from __future__ import annotations

import os
import subprocess
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
    from collections.abc import Sequence

    from cardscan.model import Card, Picture, Pixels, Quad

_LETTER_HEIGHT = 48
_GAP = 24
_MARGIN = 24
_MAX_WIDTH = 2400
_PROGRAM = "tesseract"
_ONE_BLOCK = ("--oem", "1", "--psm", "6")
_TABLE_AND_TEXT = ("-c", "tessedit_create_tsv=1", "-c", "tessedit_create_txt=1")
_COLUMNS = 12
"""Of the table."""


class TesseractReader:
    """Reads every script that a language pack is installed for."""

    name = "tesseract"

    def __init__(self, *, lang: str, timeout: float) -> None:
        """Check the program and the languages; raises MissingError where one is absent."""
        self._lang = lang or "eng"
        self._timeout = timeout
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
        flatten = geometry.homography(card.quad, geometry.rectangle(width, height))
        quads = [box.quad for box in card.boxes]
        read = read_quads(card.picture, quads, lang=self._lang, timeout=self._timeout)
        lines = (
            Line(
                " ".join(word.text for word in words),
                geometry.project(flatten, quad),
                sum(word.confidence for word in words) / len(words),
            )
            for quad, words in zip(quads, read, strict=True)
            if words
        )
        return Lines(reading_order(lines), self.name, width, height)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it was read, with a confidence of 0 to 1."""

    text: str
    confidence: float
    left: float
    """Where it begins and ends: heights of the line from its left side."""
    right: float


def read_quads(picture: Picture, quads: Sequence[Quad], *, lang: str, timeout: float) -> list[list[Word]]:
    """Return the words of each quad, in the quads' order, as they are read.

    Raises ReadingError where Tesseract fails or takes longer than its time-out (seconds).
    """
    if not quads:
        return []
    stack = _stack(picture.pixels, quads)
    command = [_PROGRAM, "stdin", "stdout", "-l", lang, *_ONE_BLOCK, *_TABLE_AND_TEXT]
    # More threads make Tesseract slower on pictures as small as ours.
    environ = {**os.environ, "OMP_THREAD_LIMIT": os.environ.get("OMP_THREAD_LIMIT", "1")}
    try:
        run = subprocess.run(command, input=_png(stack), capture_output=True, timeout=timeout, env=environ)
    except subprocess.TimeoutExpired as error:
        raise ReadingError(
            f"{picture.name}: Tesseract took longer than {timeout:g} s", "raise CARDSCAN_READ_TIMEOUT"
        ) from error
    if run.returncode:
        told = run.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ReadingError(f"{picture.name}: Tesseract failed: {told[-1] if told else run.returncode}")
    return words_by_line(run.stdout.decode("utf-8", "replace"), len(quads))


def words_by_line(output: str, count: int) -> list[list[Word]]:
    """Return the words of a stack's lines, each by its middle; in a line, in the order of the table.

    `output` is Tesseract's table and its text: the table takes words of Korean and other
    scripts to pieces that the text leaves whole.
    """
    lines: list[list[Word]] = [[] for _ in range(count)]
    rows = [row.split("\t") for row in output.split("\n")]
    rest = "\n".join(row[0] for row in rows if len(row) == 1)
    for row in rows:
        *_, left, top, width, height, confidence, piece = row if len(row) == _COLUMNS else [""] * _COLUMNS
        piece = piece.strip()
        if not piece or piece == "text":
            continue
        line = int((int(top) + int(height) / 2 - _MARGIN + _GAP / 2) // (_LETTER_HEIGHT + _GAP))
        start = (int(left) - _MARGIN) / _LETTER_HEIGHT
        word = Word(piece, float(confidence) / 100, start, start + int(width) / _LETTER_HEIGHT)
        line_words = lines[min(max(line, 0), count - 1)]
        if rest.startswith(piece) and line_words:
            line_words[-1] = _joined(line_words[-1], word)
        else:
            line_words.append(word)
        rest = rest.partition(piece)[2] or rest
    return lines


def _joined(first: Word, second: Word) -> Word:
    a, b = len(first.text), len(second.text)
    return Word(
        first.text + second.text,
        (a * first.confidence + b * second.confidence) / (a + b),
        min(first.left, second.left),
        max(first.right, second.right),
    )


def installed_languages() -> tuple[str, ...]:
    """Return the installed language packs; raises MissingError without Tesseract."""
    try:
        return tuple(pytesseract.get_languages())
    except (pytesseract.TesseractNotFoundError, OSError) as error:
        raise MissingError(
            "the program tesseract is not installed", "install it: apt-get install tesseract-ocr"
        ) from error


def _stack(pixels: Pixels, quads: Sequence[Quad]) -> Pixels:
    """Cut the lines out flat and write them under one another, dark on white.

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
    return stack


def _png(pixels: Pixels) -> bytes:
    return cv2.imencode(".png", pixels)[1].tobytes()


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
