"""Icons printed before telephone numbers: a handset, a mobile, a fax machine, as the signs for them.

The recogniser skips icons or takes them for letters. Where a line holds a number, the
ink left of the number is looked at: a small network tells icons from letters and
ornaments, and only a sure one becomes a sign in the line's text. The weights are
scripts/learn/train_icons.py's.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan import geometry
from cardscan.small_net import small_net

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from cardscan.model import Line, Pixels, Quad

    Vector = NDArray[np.float32]

SIGNS = {"handset": "☎", "mobile": "📱", "fax": "📠", "whatsapp": "📱"}
"""What an icon of each class becomes in a line's text."""
HEIGHT = 32
"""Pixels of a line's height where icons are looked at."""
ABOVE = 10
"""Pixels that are looked at above and below the line too: icons stand out."""
PATCH = 24
SURE = 0.8
"""An icon is believed from this chance on."""
WEIGHTS = Path(__file__).with_name("icons.txt")
_CELL, _DIRECTIONS = 4, 6
_SMALLEST, _LARGEST = 0.5 * HEIGHT, 1.6 * HEIGHT
_GAP = 4
"""Parts of one icon are no farther apart than this, in pixels of the strip."""
_CONTRAST = 28
_ROOM = 0.6


_NUMBER = re.compile(r"[+(]*(?:\d[ ()./+-]{0,3}){6,}")
_STRAY = re.compile(r"(?:(?:\A|(?<=[\s|/,;-]))\w)?[^\w]*\Z")
_REACH = 2.6
"""How far left of a line its icon may stand, in heights of the line."""


def with_signs(pixels: Pixels, quad: Quad, text: str, places: Sequence[float]) -> str:
    """Return a line's text with a sign for every icon that stands before a number in it.

    `places` are the middles of the text's letters, in heights of the line from the quad's
    left side. A label of two letters and more leaves no room for an icon; a single letter
    does, since that is how the recogniser reads one.

    >>> with_signs(np.full((20, 99, 3), 255, np.uint8), geometry.rectangle(99, 20), "Tel 1", (0,) * 5)
    'Tel 1'
    """
    for number in reversed(list(_NUMBER.finditer(text))):
        head = _STRAY.sub("", text[: number.start()]).rstrip()
        start = places[len(head) - 1] + 0.25 if head else -_REACH
        sign = sign_between(pixels, quad, max(start, -_REACH), places[number.start()] - 0.3)
        if sign:
            text = f"{head} {sign} {text[number.start() :]}".lstrip()
    return text


def without_readings_of_icons(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines but those of a letter or two that an icon with a box of its own was read as."""
    lines = tuple(lines)
    signed = [line for line in lines if line.text.startswith(tuple(SIGNS.values()))]
    return tuple(
        line
        for line in lines
        if len(line.text) > 2 or not any(_stands_before(line.quad, after.quad) for after in signed)
    )


def _stands_before(icon: Quad, line: Quad) -> bool:
    height = geometry.size_of(line)[1]
    x, y = geometry.centre_of(icon)
    start = (line[0][0] + line[3][0]) / 2, (line[0][1] + line[3][1]) / 2
    return -0.6 * height < start[0] - x < _REACH * height and abs(start[1] - y) < 0.5 * height


def sign_between(pixels: Pixels, quad: Quad, start: float, end: float) -> str:
    """Return the sign for the icon that stands on a line between two places, or "".

    `start` and `end` are measured along the line from the quad's left side in heights
    of the line; a negative start lies left of the quad. The icon nearest to the end counts.
    """
    if end - start < _ROOM:
        return ""
    patch = patch_of(strip(pixels, quad, start, end))
    if patch is None:
        return ""
    net = small_net(WEIGHTS)
    chances = net.chances(features(patch))
    best = int(chances.argmax())
    return SIGNS.get(net.labels[best], "") if chances[best] >= SURE else ""


def strip(pixels: Pixels, quad: Quad, start: float, end: float) -> Pixels:
    """Return a stretch of a line, flat, with a margin above and below."""
    across = geometry.size_of(quad)[1]
    (x, y), down = geometry.direction_of(quad), geometry.direction_of(geometry.rolled(quad, 1))
    more = ABOVE / HEIGHT * across

    def place(corner: tuple[float, float], along: float, below: float) -> tuple[float, float]:
        return (
            corner[0] + along * across * x + below * down[0],
            corner[1] + along * across * y + below * down[1],
        )

    region = (
        place(quad[0], start, -more), place(quad[0], end, -more),
        place(quad[3], end, more), place(quad[3], start, more),
    )  # fmt: skip
    width = max(1, round((end - start) * HEIGHT))
    return geometry.cut_out(pixels, region, width, HEIGHT + 2 * ABOVE)


def patch_of(flat: Pixels) -> NDArray[np.float32] | None:
    """Return the last thing as large as an icon in a strip, or None.

    It is PATCH x PATCH, 0 for the ground to 1 for the ink, whatever their colours are.
    """
    ground = np.median(flat.reshape(-1, 3), axis=0)
    ink = np.abs(flat.astype(np.float32) - ground).max(axis=2)
    strongest = float(np.percentile(ink, 99.5))
    if strongest < _CONTRAST:
        return None
    mask = (ink > 0.4 * strongest).astype(np.uint8)
    for left, right in reversed(_runs(np.any(mask, axis=0))):
        rows = np.flatnonzero(_one_thing(mask[:, left:right]))
        if not len(rows) or right == flat.shape[1]:
            continue  # what touches the end belongs to the number
        top, bottom = int(rows[0]), int(rows[-1]) + 1
        side = max(right - left, bottom - top)
        if side > _LARGEST:
            return None
        if bottom - top >= _SMALLEST:
            return _square(ink / strongest, (left, top, right, bottom))
    return None


def _runs(filled: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where the filled columns begin and end, small gaps bridged."""
    runs: list[tuple[int, int]] = []
    for column in np.flatnonzero(filled).tolist():
        if runs and column - runs[-1][1] < _GAP:
            runs[-1] = runs[-1][0], column + 1
        else:
            runs.append((column, column + 1))
    return runs


def _one_thing(mask: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which rows belong to what stands on the line, not to the lines above and below."""
    middle = ABOVE + HEIGHT / 2
    runs = _runs(np.any(mask, axis=1))
    chosen = [run for run in runs if run[0] < middle + HEIGHT / 4 and run[1] > middle - HEIGHT / 4]
    rows = np.zeros(len(mask), np.bool_)
    for top, bottom in chosen:
        rows[top:bottom] = True
    return rows


def _square(ink: NDArray[np.float32], box: tuple[int, int, int, int]) -> NDArray[np.float32]:
    left, top, right, bottom = box
    part = ink[top:bottom, left:right].clip(0, 1)
    height, width = part.shape
    scale = (PATCH - 2) / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(part, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    patch = np.zeros((PATCH, PATCH), np.float32)
    x, y = (PATCH - size[0]) // 2, (PATCH - size[1]) // 2
    patch[y : y + size[1], x : x + size[0]] = small
    return patch


def features(patch: NDArray[np.float32]) -> Vector:
    """Return a patch's shape in numbers: its ink at half size and its edges by direction.

    Histograms of oriented gradients: Dalal and Triggs, CVPR 2005, without overlap of cells.
    """
    down, across = np.gradient(patch)
    strength = np.hypot(across, down)
    direction = (np.arctan2(down, across) % np.pi) / np.pi * _DIRECTIONS
    cells = PATCH // _CELL
    edges = []
    for index in range(_DIRECTIONS):
        apart = np.abs(direction - index - 0.5)
        share = np.maximum(0, 1 - np.minimum(apart, _DIRECTIONS - apart))
        edges.append((strength * share).reshape(cells, _CELL, cells, _CELL).sum(axis=(1, 3)))
    histogram = np.sqrt(np.stack(edges))
    half = patch.reshape(PATCH // 2, 2, PATCH // 2, 2).mean(axis=(1, 3))
    return np.concatenate([histogram.ravel(), half.ravel()]).astype(np.float32)
