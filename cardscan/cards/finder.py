"""Every card in a picture, by its edges and by the text it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan import geometry
from cardscan.cards.candidates import from_contours, from_ground, from_segments
from cardscan.cards.evidence import edge_support, evidence_of, on_border, text_inside, within
from cardscan.cards.turn import laid_along_text, upright
from cardscan.model import Card

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence
    from cardscan.model import Picture, TextBox

    Floats = NDArray[np.float32]

_LONG_SIDE = 480
"""Pixels of the copy that cards are looked for in."""
_MIN_SCORE = 0.12
"""Least score of a card."""
_OVERLAP = 0.12
"""Most of a card that may lie on another one: quads are not exact."""


def find_cards(picture: Picture, boxes: tuple[TextBox, ...]) -> tuple[Card, ...]:
    """Return every card in the picture, from top to bottom; () where there is none.

    Each card's quad starts at the corner that is its top left up to a half turn,
    see `upright`; its boxes are those of `boxes` that lie on it.
    """
    if not boxes:
        return ()
    evidence = evidence_of(picture.pixels, [box.quad for box in boxes], long_side=_LONG_SIDE)
    quads = _chosen(evidence)
    held = text_inside(evidence, quads) > 0.5
    cards = [
        _card(picture, quad / evidence.scale, tuple(box for box, on in zip(boxes, row, strict=True) if on))
        for quad, row in zip(quads, held, strict=True)
    ]
    return tuple(
        Card(picture, card.quad, card.boxes, index) for index, card in enumerate(cards, start=1) if card.boxes
    )


def _card(picture: Picture, corners: Floats, boxes: tuple[TextBox, ...]) -> Card:
    quad = laid_along_text(geometry.as_quad(corners), boxes)
    return upright(Card(picture, quad, boxes), upside_down=False)


def _chosen(evidence: Evidence) -> Floats:
    quads = np.concatenate([from_contours(evidence), from_ground(evidence), from_segments(evidence)])
    quads = _plausible(quads, evidence)
    if len(quads) == 0:
        return _whole(evidence)
    scores, inside = _scores(evidence, quads)
    chosen: list[int] = []
    for number in np.argsort(-scores):
        if scores[number] < _MIN_SCORE:
            break
        if all(_apart(quads[number], quads[other]) for other in chosen):
            chosen.append(int(number))
    held = inside[chosen].max(axis=0, initial=0)
    area = sum(_area(quads[number]) for number in chosen) / (evidence.size[0] * evidence.size[1])
    if not chosen or (float(held @ evidence.weights) < 0.5 and area < 0.25):
        return _whole(evidence)
    return quads[chosen]


def _scores(evidence: Evidence, quads: Floats) -> tuple[Floats, Floats]:
    inside = text_inside(evidence, quads)
    held = np.where(inside > 0.9, inside, 0) @ evidence.weights
    cut = np.where((inside > 0.1) & (inside <= 0.9), 1, 0) @ evidence.weights
    text = np.sqrt(np.maximum(held - 2 * cut, 0))
    borders = on_border(evidence, quads).sum(axis=1)
    text = np.where(borders == 2, np.maximum(2 * text - 1, 0), text)
    text[borders > 2] = 0
    scores = np.zeros(len(quads), np.float32)
    worth = np.flatnonzero(text > 0)
    support = edge_support(evidence, quads[worth])
    scores[worth] = (np.prod(support, axis=1) ** 0.25 * _likeness(quads[worth])) ** 2 * text[worth]
    return scores, inside


def _likeness(quads: Floats) -> Floats:
    """Return how like a card's the shapes are, 0 to 1."""
    sides = np.hypot(*np.moveaxis(np.roll(quads, -1, axis=1) - quads, 2, 0))
    first, second = (sides[:, 0] + sides[:, 2]) / 2, (sides[:, 1] + sides[:, 3]) / 2
    aspect = np.maximum(first, second) / np.maximum(np.minimum(first, second), 1e-6)
    shape = np.interp(aspect, [1.0, 1.35, 2.0, 2.6, 4.0], [0.75, 1.0, 1.0, 0.7, 0.2])
    opposite = np.minimum(sides[:, :2], sides[:, 2:]) / np.maximum(
        np.maximum(sides[:, :2], sides[:, 2:]), 1e-6
    )
    return np.asarray(shape * np.sqrt(opposite.min(axis=1)), np.float32)


def _plausible(quads: Floats, evidence: Evidence) -> Floats:
    """Return those that are convex and not tiny, made clockwise and cut to the picture."""
    width, height = evidence.size
    doubled = _signed_areas(quads)
    quads = np.where((doubled < 0)[:, np.newaxis, np.newaxis], quads[:, ::-1], quads)
    sides = np.roll(quads, -1, axis=1) - quads
    after = np.roll(sides, -1, axis=1)
    turns = sides[..., 0] * after[..., 1] - sides[..., 1] * after[..., 0]
    lengths = np.hypot(sides[..., 0], sides[..., 1]) * np.hypot(after[..., 0], after[..., 1])
    square = (turns > 0.6 * lengths).all(axis=1)
    slack = 0.03 * max(width, height)
    within = ((quads > -slack) & (quads < np.array([width, height], np.float32) + slack)).all(axis=(1, 2))
    big = np.abs(doubled) / 2 > 0.008 * width * height
    return quads[square & within & big]


def _signed_areas(quads: Floats) -> Floats:
    x, y = quads[..., 0], quads[..., 1]
    return (x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1)


def _area(quad: Floats) -> float:
    return float(cv2.contourArea(quad))


def _apart(a: Floats, b: Floats) -> bool:
    return max(_share_within(a, b), _share_within(b, a)) <= _OVERLAP


def _share_within(inner: Floats, outer: Floats) -> float:
    """Return the part of one quad that lies in another, by a grid of points."""
    steps = np.linspace(0.04, 0.96, 12, dtype=np.float32)
    across, down = (grid.ravel()[:, np.newaxis] for grid in np.meshgrid(steps, steps))
    top = inner[0] * (1 - across) + inner[1] * across
    bottom = inner[3] * (1 - across) + inner[2] * across
    points = top * (1 - down) + bottom * down
    return float(within(points, outer[np.newaxis]).mean())


def _whole(evidence: Evidence) -> Floats:
    width, height = evidence.size
    return np.array([geometry.rectangle(width, height)], np.float32)
