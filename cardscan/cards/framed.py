"""Cards by their edges and by the text they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from cardscan.cards.borders import from_sides
from cardscan.cards.candidates import from_contours, from_ground
from cardscan.cards.clusters import clusters_of
from cardscan.cards.evidence import edge_support, on_border, text_held, text_inside
from cardscan.cards.leftover import unframed_cards
from cardscan.cards.quads import areas, clockwise, share_within

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cardscan.cards.evidence import Evidence

    Floats = NDArray[np.float32]

_MIN_SCORE = 0.12
"""Least score of a card."""
_HELD = 0.9
"""Part of a text box that must lie on a card for its text to be the card's, whole."""
_MOST_LINES = 60
"""More lines of text than this make a printed page rather than a card."""
_ASKEW = 0.3
"""Largest angle between a card's sides and its text, in radians."""
_ALIKE = 0.9
"""How good the edges of cards that touch must be beside those round them all."""
_CONVINCING = 0.75
"""Quality of a quad whose text needs no other explanation."""
_BETTER = 1.2
"""How much better the edges of cards must be than those of a quad round them all."""
_SOUND = 0.6
"""Least quality of a further card in a picture."""
_SMALLEST = 0.3
"""Least area of a further card, beside the best card's."""
_FAIR = 0.6
"""How good the edges of a card must be beside those of what it may lie on."""
_PANEL, _REST = 0.4, 0.2
"""How good the edges of a card must be beside those of its panel, and how much text beside the panel's."""
_ALONE = 0.5
"""Quality from which what lies beside a panel may be a card by itself."""
_BESIDE = 0.02
"""How far from a card's sides its panel's corners may lie, in long sides of the picture."""
_FILLS, _EDGES = 0.6, 2
"""Share of a picture, and how many of its edges, that the larger part of a card which fills it takes up."""
_NEARLY_ALL, _ALL = 0.85, 0.999
"""Share of the text on that part: of more, but not of all."""
_ON_IT = 0.45
"""Most of what a card lies on that the card takes up."""
_OVERLAP = 0.12
"""Most of a card that may lie on another one: quads are not exact."""


@dataclass(frozen=True, slots=True, eq=False)
class _Rated:
    """Candidates (n x 4 x 2) and how they do."""

    quads: Floats
    quality: Floats
    """0 to 1: how much like a card's edges and shape."""
    score: Floats
    """Quality and text together."""
    inside: Floats
    """n x boxes: the part of each text box that lies inside."""
    aligned: Floats
    """The part of all letters that lies inside and runs along a side."""

    def __len__(self) -> int:
        return len(self.quads)


def framed_cards(evidence: Evidence) -> Floats:
    """Return the quads that edges and text make cards; none where that is but the whole picture."""
    quads = _plausible(np.concatenate([from_contours(evidence), from_ground(evidence)]), evidence)
    rated = _rated(evidence, quads)
    convincing = rated.inside[rated.quality > _CONVINCING] > _HELD
    explained = np.asarray(convincing.any(axis=0), np.bool_)
    unexplained = [c for c in clusters_of(evidence.text) if not explained[list(c)].all()]
    if unexplained:
        more = _plausible(from_sides(evidence, unexplained), evidence)
        rated = _rated(evidence, np.concatenate([quads, more]))
    chosen = _alike(rated, _picked(rated, np.flatnonzero(rated.score > _MIN_SCORE), evidence))
    held = float(rated.aligned[chosen].sum())
    area = float(areas(rated.quads[chosen]).sum()) / (evidence.size[0] * evidence.size[1])
    whole = len(rated) - 1
    if not chosen or whole in chosen or (held < 0.5 * rated.aligned[whole] and area < 0.25):
        return rated.quads[:0]
    found = rated.quads[chosen]
    return np.concatenate([found, unframed_cards(evidence, found)])


def _alike(rated: _Rated, chosen: list[int]) -> list[int]:
    """Return the first, best card and those others that have sound edges and nearly its size or more."""
    size = areas(rated.quads)
    return [
        number
        for place, number in enumerate(chosen)
        if place == 0 or (rated.quality[number] > _SOUND and size[number] > _SMALLEST * size[chosen[0]])
    ]


def _picked(rated: _Rated, among: NDArray[np.int64], evidence: Evidence) -> list[int]:
    """Return the best candidates, none on another and none that is several better ones."""
    picked: list[int] = []
    among = among[np.argsort(-rated.score[among])]
    while len(among):
        best, among = int(among[0]), among[1:]
        if (
            _is_several(rated, best, among, evidence)
            or _lies_inside(rated, best, among, evidence)
            or _is_panel(rated, best, among, evidence)
        ):
            continue
        picked.append(best)
        mine, others = rated.quads[best : best + 1], rated.quads[among]
        apart = (share_within(others, mine)[:, 0] <= _OVERLAP) & (share_within(mine, others)[0] <= _OVERLAP)
        among = among[apart]
    return picked


def _is_several(rated: _Rated, number: int, among: NDArray[np.int64], evidence: Evidence) -> bool:
    """Whether a quad's text is that of several cards inside it.

    They either have better edges than it, as the panels of one card have not, or
    are alike, each in the shape of a card.
    """
    mine = rated.quads[number : number + 1]
    among = among[areas(rated.quads[among]) < 0.6 * areas(mine)]
    among = among[share_within(rated.quads[among], mine)[:, 0] > 0.9]
    least = max(_BETTER * float(rated.quality[number]), _CONVINCING)
    if _explains(rated, number, among[rated.quality[among] > least], evidence, count=2, share=0.9):
        return True
    alike = (rated.quality[among] > _ALIKE * rated.quality[number]) & (_likeness(rated.quads[among]) > 0.9)
    return _explains(rated, number, among[alike], evidence, count=3, share=0.6)


def _lies_inside(rated: _Rated, number: int, among: NDArray[np.int64], evidence: Evidence) -> bool:
    """Whether all text of a quad is that of one much smaller card in it: it is what that lies on."""
    mine = rated.quads[number : number + 1]
    among = among[rated.quality[among] > _FAIR * float(rated.quality[number])]
    among = among[areas(rated.quads[among]) < _ON_IT * areas(mine)]
    among = among[share_within(rated.quads[among], mine)[:, 0] > 0.9]
    text = (rated.inside[number] > 0.5) * evidence.weights
    held = (rated.inside[among] > 0.8) @ text
    return bool((held > 0.98 * text.sum()).any())


def _is_panel(rated: _Rated, number: int, among: NDArray[np.int64], evidence: Evidence) -> bool:
    """Whether a quad reaches from side to side of a larger one, whose other text is no card's by itself."""
    held = rated.inside > 0.5
    mine = rated.quads[number : number + 1]
    among = among[rated.quality[among] > _PANEL * float(rated.quality[number])]
    beside = among[(share_within(mine, rated.quads[among])[0] < _OVERLAP) & (rated.quality[among] > _ALONE)]
    explained = held[beside].any(axis=0) | held[number]
    more = ((rated.inside[among] > _HELD) & ~explained) @ evidence.weights
    among = among[more > _REST * float(held[number] @ evidence.weights)]
    return any(_spans(rated.quads[number], rated.quads[rival], evidence) for rival in among)


def _spans(panel: Floats, card: Floats, evidence: Evidence) -> bool:
    """Whether all corners of a quad lie on another one's sides."""
    away = [abs(cv2.pointPolygonTest(card, (float(x), float(y)), measureDist=True)) for x, y in panel]
    return max(away) < _BESIDE * max(evidence.size)


def _explains(
    rated: _Rated, number: int, parts: NDArray[np.int64], evidence: Evidence, *, count: int, share: float
) -> bool:
    """Whether at least so many of these parts hold at least this share of a quad's text."""
    if len(parts) < count:
        return False
    picked = _picked(rated, parts, evidence)
    text = (rated.inside[number] > 0.5) * evidence.weights
    explained = float(text @ (rated.inside[picked] > 0.5).any(axis=0))
    return len(picked) >= count and explained > share * float(text.sum())


def _rated(evidence: Evidence, quads: Floats) -> _Rated:
    """Rate the quads and, last, the whole picture."""
    quads = np.concatenate([quads, evidence.whole])
    inside = text_inside(evidence, quads)
    text, aligned = _text_score(evidence, quads, inside)
    borders = on_border(evidence, quads).sum(axis=1)
    text = np.where(borders == 2, np.maximum(2 * text - 1, 0), text)
    text[:-1][borders[:-1] > 2] = 0
    text *= np.minimum(1, _MOST_LINES / np.maximum((inside > 0.5).sum(axis=1), 1))
    quality = np.zeros(len(quads), np.float32)
    worth = np.flatnonzero(text > 0)
    support = edge_support(evidence, quads[worth])
    quality[worth] = (np.prod(support, axis=1) ** 0.25 * _likeness(quads[worth])) ** 2
    return _Rated(quads, quality, quality * text, inside, aligned)


def _text_score(evidence: Evidence, quads: Floats, inside: Floats) -> tuple[Floats, Floats]:
    """Return 0 to 1 for the text that quads hold, and the letters in them that run along a side.

    A card's text runs along its sides: what runs otherwise is print of the
    background, which a card may well cover half of.
    """
    boxes = np.array(evidence.text).reshape(-1, 4, 2)
    heading = (boxes[:, 1] - boxes[:, 0]) @ np.array([1, 1j])
    tall = np.abs((boxes[:, 3] - boxes[:, 0]) @ np.array([1, 1j]))
    text_ways = (heading / np.maximum(np.abs(heading), 1e-6)) ** 2
    opposite = quads[:, [1, 2]] + quads[:, [2, 3]] - quads[:, [0, 1]] - quads[:, [3, 0]]
    sides = opposite @ np.array([1, 1j])
    ways = (sides / np.maximum(np.abs(sides), 1e-6)) ** 2
    agree = np.real(ways[:, :, np.newaxis] * text_ways.conj()) > np.cos(2 * _ASKEW)
    agree |= np.abs(heading) < 1.5 * tall
    whole = np.where(inside > 0.8, inside, 0)
    held = (whole[:, np.newaxis] * agree) @ evidence.weights
    chosen = held.argmax(axis=1)
    with_card = np.take_along_axis(agree, chosen[:, np.newaxis, np.newaxis], axis=1)[:, 0]
    cut = (4 * inside * (1 - inside) * np.where(with_card, 1.0, 0.1)) @ evidence.weights
    held = held.max(axis=1)
    other = whole @ evidence.weights - held
    return np.sqrt(np.maximum(held - other - 2 * cut, 0)).astype(np.float32), held.astype(np.float32)


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
    """Return those that are convex, not tiny and nearly within the picture, made clockwise."""
    width, height = evidence.size
    quads = clockwise(quads)
    sides = np.roll(quads, -1, axis=1) - quads
    after = np.roll(sides, -1, axis=1)
    turns = sides[..., 0] * after[..., 1] - sides[..., 1] * after[..., 0]
    lengths = np.hypot(sides[..., 0], sides[..., 1]) * np.hypot(after[..., 0], after[..., 1])
    square = (turns > 0.6 * lengths).all(axis=1)
    slack = 0.2 * max(width, height)
    within = ((quads > -slack) & (quads < np.array([width, height], np.float32) + slack)).all(axis=(1, 2))
    big = areas(quads) > 0.008 * width * height
    return np.asarray(quads[square & within & big], np.float32)


def are_most_of_a_card(evidence: Evidence, found: Floats) -> bool:
    """Whether a lone quad is what a band leaves of a card that fills the picture: with text beside it."""
    if len(found) != 1 or not _NEARLY_ALL < text_held(evidence, found) < _ALL:
        return False
    width, height = evidence.size
    (left, top), (right, bottom) = found[0].min(axis=0), found[0].max(axis=0)
    edges = np.array([left, top, width - right, height - bottom])
    fills = float(areas(found)[0]) > _FILLS * width * height
    return fills and int((edges < _BESIDE * max(width, height)).sum()) >= _EDGES
