"""Where the text is: PP-OCR's detector on a small copy of the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan import geometry
from cardscan.model import TextBox
from cardscan.ocr.engine import BLACK, DETECTOR, Network, fill, model_path, read_model
from cardscan.ocr.subpixel import laid_out_last

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from cardscan.model import Picture, Pixels, Quad

LONG_SIDE = 960
"""Pixels of the copy that the detector sees: larger finds no more text, only takes longer."""

_STRIDE = 32
_TEXT_PROBABILITY = 0.3
_BOX_SCORE = 0.5
_UNCLIP_RATIO = 1.6
_MIN_SIDE = 3.0
_MAX_BOXES = 1000
_ELONGATED = 1.5
"""A box less elongated than this says nothing about the direction of its text."""
_FEW = 0.1
"""Share of the text; a card that lies straight on print that does not has more than this across."""


class TextDetector:
    """Finds lines of text by differentiable binarisation.

    Liao et al., "Real-time Scene Text Detection with Differentiable Binarization",
    AAAI 2020; thresholds and the unclip ratio are those PP-OCR's authors use.
    """

    def __init__(self, *, threads: int, cache_dir: Path) -> None:
        """Load the model; raises MissingError where it is not installed."""
        graph = laid_out_last(read_model(model_path(DETECTOR)))
        self._network = Network(graph, threads=threads, cache_dir=cache_dir)

    def find(self, picture: Picture, *, long_side: int = LONG_SIDE) -> tuple[TextBox, ...]:
        """Return the text boxes of a whole picture; () where there is no text.

        The model misses more of text that runs down the picture: where nearly all
        does, the picture is turned by a quarter and looked at once more.
        """
        height, width = picture.pixels.shape[:2]
        scale = long_side / max(height, width)
        copy = _resized(picture.pixels, max(1, round(width * scale)), max(1, round(height * scale)))
        boxes = self._boxes(copy)
        if _runs_down(boxes):
            boxes = self._boxes_turned(copy)
        across, down = width / copy.shape[1], height / copy.shape[0]
        return tuple(
            TextBox(geometry.as_quad((x * across, y * down) for x, y in box.quad), box.score) for box in boxes
        )

    def find_within(self, picture: Picture, region: Quad, *, long_side: int) -> tuple[TextBox, ...]:
        """Return the text boxes within a slanted region, looked at upright and larger."""
        width, height = geometry.size_of(region)
        scale = long_side / max(width, height, 1.0)
        size = max(1, round(width * scale)), max(1, round(height * scale))
        copy = geometry.cut_out(picture.pixels, region, *size)
        back = geometry.homography(geometry.rectangle(*size), region)
        boxes = self._boxes(copy)
        if _runs_down(boxes):
            boxes = self._boxes_turned(copy)
        return tuple(TextBox(geometry.project(back, box.quad), box.score) for box in boxes)

    def _boxes_turned(self, copy: Pixels) -> tuple[TextBox, ...]:
        """Return the text boxes of a picture, looked at after a quarter turn to the left."""
        width = copy.shape[1]
        boxes = self._boxes(np.rot90(copy))
        backs = (np.array([(width - y, x) for x, y in box.quad], np.float32) for box in boxes)
        return tuple(TextBox(_reading_order(quad), box.score) for quad, box in zip(backs, boxes, strict=True))

    def _boxes(self, copy: Pixels) -> tuple[TextBox, ...]:
        height, width = copy.shape[:2]
        batch = np.full((1, 3, _padded(height), _padded(width)), BLACK, np.float32)
        fill(batch[0], copy)
        probability = self._network(batch)[0, 0, :height, :width]
        if height * width > LONG_SIDE**2:  # rare, and four times as much as all others take
            self._network.release_memory()
        return boxes_of(probability)


def boxes_of(probability: NDArray[np.float32]) -> tuple[TextBox, ...]:
    """Return the boxes round the likely places of a text probability map (height x width)."""
    mask = cv2.dilate((probability > _TEXT_PROBABILITY).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours[:_MAX_BOXES]:
        centre, (width, height), angle = cv2.minAreaRect(contour)
        if min(width, height) < _MIN_SIDE:
            continue
        score = _mean_within(probability, np.asarray(cv2.boxPoints((centre, (width, height), angle))))
        if score < _BOX_SCORE:
            continue
        # The model is trained on shrunken lines: grow the rectangle back on all sides.
        margin = width * height * _UNCLIP_RATIO / (2 * (width + height))
        grown = (centre, (width + 2 * margin, height + 2 * margin), angle)
        found.append(TextBox(_reading_order(np.asarray(cv2.boxPoints(grown), np.float32)), score))
    return tuple(found)


def _runs_down(boxes: Iterable[TextBox]) -> bool:
    """Tell whether nearly all text, by its length, runs down the picture rather than across it."""
    across, down = 0.0, 0.0
    for box in boxes:
        along, height = geometry.size_of(box.quad)
        x, y = geometry.direction_of(box.quad)
        if along < _ELONGATED * height:
            continue
        if abs(x) > abs(y):
            across += along
        else:
            down += along
    return down > 0 and across < _FEW * (across + down)


def _mean_within(probability: NDArray[np.float32], corners: NDArray[np.float32]) -> float:
    height, width = probability.shape
    left, top = np.floor(corners.min(axis=0)).astype(int).clip(0, (width - 1, height - 1))
    right, bottom = np.ceil(corners.max(axis=0)).astype(int).clip(0, (width - 1, height - 1))
    mask = np.zeros((bottom - top + 1, right - left + 1), np.uint8)
    cv2.fillPoly(mask, [np.round(corners - (left, top)).astype(np.int32)], 1)
    return float(cv2.mean(probability[top : bottom + 1, left : right + 1], mask)[0])


def _reading_order(corners: NDArray[np.float32]) -> Quad:
    """Start the corners so that the first side is a long one and runs rightwards (or down)."""
    quad = geometry.as_quad(corners)
    along, across = geometry.size_of(quad)
    if across > along:
        quad = geometry.rolled(quad, 1)
    x, y = geometry.direction_of(quad)
    leans_right = x > 0 if abs(x) >= abs(y) else y > 0
    return quad if leans_right else geometry.rolled(quad, 2)


def _resized(pixels: Pixels, width: int, height: int) -> Pixels:
    shrinks = width < pixels.shape[1]
    method = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, (width, height), interpolation=method), np.uint8)


def _padded(length: int) -> int:
    return max(_STRIDE, -(-length // _STRIDE) * _STRIDE)
