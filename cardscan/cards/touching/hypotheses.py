"""Where cards may lie that touch: what the network saw, joined, cut along seams, and laid side by side."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.cards.clusters import clusters_of
from cardscan.cards.evidence import edge_support, text_beside
from cardscan.cards.quads import areas, clockwise
from cardscan.cards.touching.shapes import ASPECT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence
    from cardscan.cards.touching.seams import Parts

    Floats = NDArray[np.float32]

_FILLED = 1.25
"""A quad round two regions is no more than this many times as large as both."""
_CUTS = np.linspace(0.22, 0.78, 29, dtype=np.float32)
"""Where a quad may be cut in two, in parts of its side."""
_ALONG = np.linspace(0.05, 0.95, 32, dtype=np.float32)
_CROSSED = 3.0
"""What cutting all text in two weighs beside a certain seam."""
_MIDDLE = 0.15
"""What a cut at the end weighs beside one in the middle."""
_BEYOND = 0.06
"""How far a neighbour may reach beyond the picture, in its longer sides."""
_LARGE = 0.1
"""Part of the picture from which on what was cut is cut again."""
_EDGE = 0.85
"""What a side along an edge counts for beside one along a border that the network saw."""
_BOUNDED = 10
"""Quads of the surest borders, beside which there may be others that nobody saw."""
_SEEN = 0.1
"""Least border on each side of what is only the neighbour of a card."""
_TOGETHER = 2
"""Lines that may be a card's text."""
_FREE = 1.25
"""How much larger a card is than its text."""
_MOST = 48
"""Quads round text; there is more of it where the ground is print."""
_SMALL = 0.004
"""Part of the picture that a card takes up at least."""


def hypotheses(evidence: Evidence, parts: Parts, found: Floats) -> Floats:
    """Return clockwise quads (n x 4 x 2) that may be cards; `found` (m x 4 x 2) is what edges alone gave."""
    whole = _sound(evidence, np.concatenate([parts.quads, found, evidence.whole, _joined(parts.quads)]))
    halves = _halves(evidence, parts, whole)
    large = halves[areas(halves) > _LARGE * evidence.size[0] * evidence.size[1]]
    seen = _sound(evidence, np.concatenate([whole, halves, _halves(evidence, parts, large)]))
    surest = np.argsort(-np.prod(borders_or_edges(evidence, parts, seen), axis=1), kind="stable")
    bounded = seen[surest[:_BOUNDED]]
    beside = neighbours(evidence, bounded)
    return np.concatenate([seen, beside[parts.borders_of(beside).min(axis=1) > _SEEN]])


def _sound(evidence: Evidence, quads: Floats) -> Floats:
    """Return the quads (n x 4 x 2) that are not tiny, made clockwise."""
    return clockwise(quads[areas(quads) > _SMALL * evidence.size[0] * evidence.size[1]])


def borders_or_edges(evidence: Evidence, parts: Parts, quads: Floats) -> Floats:
    """Return how likely each side (n x 4) of n x 4 x 2 quads ends a card, by the network or by an edge."""
    return np.asarray(np.maximum(parts.borders_of(quads), _EDGE * edge_support(evidence, quads)), np.float32)


def neighbours(evidence: Evidence, quads: Floats) -> Floats:
    """Return clockwise quads of the same size and perspective beside each side of the quads (n x 4 x 2)."""
    unit = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
    made = [np.empty((0, 4, 2), np.float32)]
    for quad in quads:
        onto = cv2.getPerspectiveTransform(unit, quad)
        for step in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            beside = unit + np.array(step, np.float32)
            depth = np.column_stack([beside, np.ones(4)]) @ onto[2]
            if depth.min() > 0:
                made.append(np.asarray(cv2.perspectiveTransform(beside[np.newaxis], onto), np.float32))
    beside = np.concatenate(made)
    slack = _BEYOND * max(evidence.size)
    seen = ((beside > -slack) & (beside < np.array(evidence.size, np.float32) + slack)).all(axis=(1, 2))
    return _sound(evidence, beside[seen])


def round_text(evidence: Evidence) -> Floats:
    """Return clockwise quads (n x 4 x 2) of a card's shape round text that stands together: rough ones."""
    made = [np.empty((0, 4, 2), np.float32)]
    for cluster in clusters_of(evidence.text):
        if len(cluster) >= _TOGETHER:
            corners = np.array([evidence.text[place] for place in cluster], np.float32).reshape(-1, 2)
            made.append(_card_round(corners))
    return _sound(evidence, np.concatenate(made)[:_MOST])


def _card_round(points: Floats) -> Floats:
    """Return a quad (1 x 4 x 2) round points (n x 2), larger by what is left free on cards."""
    centre, (width, height), angle = cv2.minAreaRect(points)
    longer = _FREE * max(width, height, ASPECT * min(width, height))
    shorter = max(_FREE * min(width, height), longer / ASPECT)
    size = (longer, shorter) if width >= height else (shorter, longer)
    return np.asarray(cv2.boxPoints((centre, size, angle)), np.float32)[np.newaxis]


def _joined(regions: Floats) -> Floats:
    """Return a quad round each two regions that lie side by side."""
    size = areas(regions)
    made = [np.empty((0, 4, 2), np.float32)]
    for one, other in itertools.combinations(range(len(regions)), 2):
        corners = cv2.boxPoints(cv2.minAreaRect(np.concatenate([regions[one], regions[other]])))
        quad = np.asarray(corners, np.float32)[np.newaxis]
        if areas(quad)[0] < _FILLED * (size[one] + size[other]):
            made.append(quad)
    return np.concatenate(made)


def _halves(evidence: Evidence, parts: Parts, quads: Floats) -> Floats:
    """Return both halves of each quad cut across and along, where a seam is likeliest and no text is cut."""
    turned = np.stack([quads, np.roll(quads, 1, axis=1)], axis=1).reshape(-1, 4, 2)
    a, b, c, d = np.moveaxis(turned, 1, 0)[:, :, np.newaxis]
    top, bottom = a + (b - a) * _CUTS[:, np.newaxis], d + (c - d) * _CUTS[:, np.newaxis]
    lines = top[:, :, np.newaxis] + (bottom - top)[:, :, np.newaxis] * _ALONG[:, np.newaxis]
    worth = parts.border_at(lines).mean(axis=2) - _MIDDLE * np.abs(_CUTS - 0.5)
    before, after = text_beside(evidence, turned, top, bottom)
    worth -= _CROSSED * (np.minimum(before, after) @ evidence.weights)
    best = np.arange(len(turned)), worth.argmax(axis=1)
    top, bottom = top[best], bottom[best]
    a, b, c, d = np.moveaxis(turned, 1, 0)
    first, second = np.stack([a, top, bottom, d], axis=1), np.stack([top, b, c, bottom], axis=1)
    return np.stack([first, second], axis=1).reshape(-1, 4, 2)
