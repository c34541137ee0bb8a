"""What a picture says for and against a quad being a card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan import geometry
from cardscan.cards.quads import right_of, within

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cardscan.model import Pixels, Quad

    Floats = NDArray[np.float32]

_EDGE = (12, 30)
"""Canny's thresholds: low, since a white card on a white table has faint edges."""
_SAMPLES = 48
"""Points looked at along a side."""
_CORE = 0.2
"""Part of a text box's height that is margin: the detector frames text generously."""
_MOSTLY = 0.5
"""Part of a text box from which on it lies on a card rather than beside it."""
_LARGEST_TEXT = 0.3
"""Part of the picture that one line of text may cover."""
_LEAST_EDGES = 0.01
"""Part of a text box's inner pixels that edges cover at least."""
_THIN = 6.0
"""Pixels; the edges of smaller text are lost in the copy."""
_CORNER = 0.06
"""Part of a side left out at each end: corners may be round or worn."""
_REACH = ((-2, 0.85), (-1, 0.95), (0, 1.0), (1, 0.95), (2, 0.85))
"""Pixels that a side may lie beside its edge, since cards bend, and what an edge there counts for."""
_STEEP = 2.0
"""Noise levels that make an edge."""
_ALIGNED = 0.85
"""Least cosine between an edge's gradient and a side's normal."""
_BORDER_SUPPORT = 0.62
"""What a side along the picture's border counts for: the card may end there or go on."""
_BORDER = 0.012
"""Distance from the picture's border, as a part of its longer side, that counts as on it."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A small copy of a picture, its edges and its text, in the copy's pixels."""

    colours: Pixels
    gradient: Floats
    """2 x height x width: each pixel's steepest channel's slope, in noise levels."""
    edges: Pixels
    """height x width: 255 on thin edges of any channel, faint ones too, else 0."""
    text: tuple[Quad, ...]
    weights: Floats
    """Each text box's share of all text by its count of letters, roughly; sums to 1."""
    scale: float
    """The copy's pixels for one of the picture's."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the copy."""
        return self.colours.shape[1], self.colours.shape[0]

    @property
    def whole(self) -> Floats:
        """The picture's own quad (1 x 4 x 2)."""
        return np.array([geometry.rectangle(*self.size)], np.float32)


def evidence_of(pixels: Pixels, text: Sequence[Quad], *, long_side: int) -> Evidence:
    """Return the evidence of a picture (height x width x 3, BGR) with text at these quads."""
    scale = min(1.0, long_side / max(pixels.shape[:2]))
    size = max(1, round(pixels.shape[1] * scale)), max(1, round(pixels.shape[0] * scale))
    # Every other pixel is enough where the copy is much smaller, and costs a quarter.
    step = max(1, int(0.5 / scale))
    copy = cv2.resize(np.ascontiguousarray(pixels[::step, ::step]), size, interpolation=cv2.INTER_AREA)
    colours = np.asarray(cv2.cvtColor(copy, cv2.COLOR_BGR2YCrCb), np.uint8)
    plain = Evidence(colours, _gradient_of(colours), _edges_of(colours), (), np.zeros(0, np.float32), scale)
    return with_boxes(plain, text)


def with_boxes(evidence: Evidence, text: Sequence[Quad]) -> Evidence:
    """Return evidence of which no text is known yet with text at these quads, in the picture's pixels."""
    scale = evidence.scale
    small = tuple(geometry.as_quad((x * scale, y * scale) for x, y in quad) for quad in text)
    sizes = np.array([geometry.size_of(quad) for quad in small], np.float32).reshape(-1, 2)
    letters = sizes.max(axis=1) / np.maximum(sizes.min(axis=1), 1)
    return replace(evidence, text=small, weights=_shares(letters))


def rgb_of(evidence: Evidence) -> Pixels:
    """Return the copy's pixels as red, green and blue."""
    return np.asarray(cv2.cvtColor(evidence.colours, cv2.COLOR_YCrCb2RGB), np.uint8)


def _shares(amounts: Floats) -> Floats:
    return amounts / max(float(amounts.sum()), 1e-6)


def with_text(evidence: Evidence, kept: NDArray[np.bool_]) -> Evidence:
    """Return the evidence with these of its text boxes only, and without the edges of their letters.

    Lines that start at the same place would look like an edge of the card.
    """
    text = tuple(quad for quad, keep in zip(evidence.text, kept, strict=True) if keep)
    cores = [np.round(np.array(shrunk(quad, _CORE))).astype(np.int32) for quad in text]
    plain = np.ones(evidence.edges.shape, np.uint8)
    for core in cores:
        cv2.fillConvexPoly(plain, core, 0)
    return replace(
        evidence,
        edges=evidence.edges * plain,
        text=text,
        weights=_shares(evidence.weights[kept]),
    )


def is_text(evidence: Evidence) -> NDArray[np.bool_]:
    """Return which boxes can be text: the detector also frames blank paper and whole landscapes."""
    width, height = evidence.size
    found = []
    for quad in evidence.text:
        core = np.array(shrunk(quad, _CORE), np.float32)
        mask = np.zeros(evidence.edges.shape, np.uint8)
        cv2.fillConvexPoly(mask, np.round(core).astype(np.int32), 1)
        small = cv2.contourArea(core) < _LARGEST_TEXT * width * height
        thin = min(geometry.size_of(quad)) < _THIN
        found.append(small and (thin or cv2.mean(evidence.edges, mask)[0] > 255 * _LEAST_EDGES))
    return np.array(found, np.bool_)


def shrunk(quad: Quad, part: float) -> Quad:
    """Return the quad with its sides moved inwards by a part of its smaller size."""
    along, across = geometry.size_of(quad)
    x, y = (0.5 - part * min(along, across) / max(length, 1e-6) for length in (along, across))
    a, b, c, d = np.array(quad)
    middle, half, tall = (a + b + c + d) / 4, (b + c - a - d) / 2, (c + d - a - b) / 2
    return geometry.as_quad(
        middle + i * x * half + j * y * tall for i, j in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    )


def _gradient_of(colours: Pixels) -> Floats:
    along, down = (cv2.split(cv2.Sobel(colours, cv2.CV_16S, *way)) for way in ((1, 0), (0, 1)))
    strengths = [np.abs(dx) + np.abs(dy) for dx, dy in zip(along, down, strict=True)]
    dx, dy, steepest = along[0], down[0], strengths[0]
    for channel in (1, 2):
        # Differences of colour are small numbers beside differences of lightness.
        strength = 2 * strengths[channel]
        steeper = strength > steepest
        dx, dy = np.where(steeper, along[channel], dx), np.where(steeper, down[channel], dy)
        steepest = np.maximum(steepest, strength)
    noise = float(np.median(strengths[0][::3, ::3]))
    return np.stack([dx, dy]).astype(np.float32) / np.float32(max(noise, 8.0))


def _edges_of(colours: Pixels) -> Pixels:
    edges = np.zeros(colours.shape[:2], np.uint8)
    for channel in cv2.split(colours):
        edges |= np.asarray(cv2.Canny(channel, *_EDGE), np.uint8)
    return edges


def edge_support(evidence: Evidence, quads: Floats) -> Floats:
    """Return the part of each side (n x 4) of n x 4 x 2 quads that lies on an edge of the picture."""
    width, height = evidence.size
    starts, ends = quads, np.roll(quads, -1, axis=1)
    sides = ends - starts
    lengths = np.hypot(sides[..., 0], sides[..., 1])[..., np.newaxis] + 1e-6
    normals = np.stack([sides[..., 1], -sides[..., 0]], axis=-1) / lengths
    along = np.linspace(_CORNER, 1 - _CORNER, _SAMPLES, dtype=np.float32)
    x, y = (starts[..., at, np.newaxis] + along * sides[..., at, np.newaxis] for at in (0, 1))
    across_x, across_y = normals[..., :1], normals[..., 1:]
    slopes_x, slopes_y = evidence.gradient.reshape(2, -1)
    hit = np.zeros(x.shape, np.float32)
    for offset, credit in _REACH:
        column = np.rint(x + offset * across_x).clip(0, width - 1)
        row = np.rint(y + offset * across_y).clip(0, height - 1)
        at = (row * width + column).astype(np.int32)
        gx, gy = slopes_x.take(at), slopes_y.take(at)
        across = np.square(gx * across_x + gy * across_y)
        on_edge = across > np.maximum(_STEEP**2, _ALIGNED**2 * (gx * gx + gy * gy))
        np.maximum(hit, np.float32(credit) * on_edge, out=hit)
    beyond = (x < 0) | (y < 0) | (x > width - 1) | (y > height - 1)
    support = np.where(beyond, _BORDER_SUPPORT, hit).mean(axis=2, dtype=np.float32)
    return np.where(on_border(evidence, quads), _BORDER_SUPPORT, support)


def on_border(evidence: Evidence, quads: Floats) -> NDArray[np.bool_]:
    """Return which sides (n x 4) of n x 4 x 2 quads run along the picture's border."""
    width, height = evidence.size
    margin = max(2.0, _BORDER * max(width, height))
    beside = np.stack(
        [
            quads[..., 0] <= margin,
            quads[..., 1] <= margin,
            quads[..., 0] >= width - 1 - margin,
            quads[..., 1] >= height - 1 - margin,
        ],
        axis=-1,
    )
    return np.asarray((beside & np.roll(beside, -1, axis=1)).any(axis=-1), np.bool_)


def text_inside(evidence: Evidence, quads: Floats) -> Floats:
    """Return the part of each text box (n x boxes) that lies in each of n x 4 x 2 clockwise quads."""
    return np.asarray(within(_points_on(evidence.text), quads).mean(axis=2), np.float32)


def text_beside(evidence: Evidence, quads: Floats, starts: Floats, ends: Floats) -> tuple[Floats, Floats]:
    """Return the parts of each text box on either side of cuts through quads (n x 4 x 2).

    `starts` and `ends` (n x cuts x 2) lie on opposite sides of a quad; both results are n x cuts x boxes:
    what lies in the quad to the left of its cut, as seen upright from above, and what lies to the right.
    """
    points = _points_on(evidence.text)
    inside = within(points, quads)[:, np.newaxis]
    beside = right_of(points, starts, ends)
    left, right = ((inside & side).mean(axis=3, dtype=np.float32) for side in (beside >= 0, beside <= 0))
    return left, right


def text_held(evidence: Evidence, quads: Floats) -> float:
    """Return the part of all text, 0 to 1, of whose lines most lies on one of n x 4 x 2 clockwise quads."""
    return float(text_on(evidence, quads) @ evidence.weights)


def text_on(evidence: Evidence, quads: Floats) -> NDArray[np.bool_]:
    """Return which text boxes lie mostly on one of n x 4 x 2 clockwise quads (boxes)."""
    return np.asarray((text_inside(evidence, quads) > _MOSTLY).any(axis=0), np.bool_)


@lru_cache(maxsize=2)
def _points_on(text: tuple[Quad, ...]) -> Floats:
    """Return ten points on each text box (boxes x 10 x 2), along two lines."""
    boxes = np.array([shrunk(quad, _CORE) for quad in text], np.float32).reshape(-1, 4, 2)
    along = np.linspace(0.03, 0.97, 5, dtype=np.float32)[:, np.newaxis]
    top = boxes[:, np.newaxis, 0] * (1 - along) + boxes[:, np.newaxis, 1] * along
    bottom = boxes[:, np.newaxis, 3] * (1 - along) + boxes[:, np.newaxis, 2] * along
    return np.concatenate([top * 0.75 + bottom * 0.25, top * 0.25 + bottom * 0.75], axis=1)
