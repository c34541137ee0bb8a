"""One picture of one or many cards on a ground, with the corners of the cards and of their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import cv2
import numpy as np

from cardscan.geometry import as_quad, homography, rectangle
from scripts.crowds.grounds import KINDS, ground
from scripts.crowds.places import placed

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scripts.crowds.flat import FlatCard
    from scripts.crowds.surfaces import Noise
    from scripts.pictures.scenes import Corners, Picture

_DRAWN: Final = 2.0
"""Small pictures are drawn this much larger, so that their edges are as soft as a photo's."""
_ROOMS: Final = (0.0, 0.06), (0.05, 0.4), (0.4, 1.7), (1.7, 4.0)
"""Ground round the cards, beside what they take up: from a picture full of them to cards lost on a table."""
_FEW: Final = 2
"""Cards that may be lost on a table and still be seen."""
_SIZES: Final = 0.35, 1.0
"""Of cards that are not all of one size."""
_LARGE: Final = 1000
"""Long side in pixels from which pictures are drawn at their own size."""


class Crowd(NamedTuple):
    """A picture with its cards, in the order they were laid down: later ones lie on earlier ones."""

    pixels: Picture
    cards: tuple[Corners, ...]
    """4 x 2 each, clockwise from the text's top left, in pixels; corners may lie outside the picture."""
    lines: tuple[Corners, ...]
    """n x 4 x 2 a card: its lines of text."""


class _Look(NamedTuple):
    """How all cards of a picture stand out from what they lie on."""

    shadow: float
    offset: NDArray[np.float64]
    """Of the shadow, in millimetres."""
    rim: float
    """How dark or light, below 0, the edge of the paper is."""
    round: float
    """Radius of the corners in millimetres."""


def crowd(cards: Sequence[FlatCard], rng: random.Random, long_side: int, *, kind: str = "") -> Crowd:
    """Return these cards in one picture, its longer side so many pixels; `kind` names a ground."""
    noise = np.random.default_rng(rng.getrandbits(32))
    kind = kind or rng.choices(tuple(KINDS), tuple(KINDS.values()))[0]
    drawn = long_side * (_DRAWN if long_side < _LARGE else 1.0)
    cards = _sized(cards, rng, kind)
    plan = placed([card.size for card in cards], rng)
    view, shape = _view(plan, rng, drawn)
    scale = float(np.sqrt(abs(np.linalg.det(view[:2, :2]))))
    under = ground(rng, noise, kind, shape, pitch=max(3.0, scale * rng.uniform(2, 10)))
    canvas = np.ascontiguousarray(np.clip(under, 0, 255).astype(np.uint8))
    look = _look(rng, kind)
    quads, lines = [], []
    for card, corners in zip(cards, plan, strict=True):
        seen = _seen(view, corners)
        onto = homography(rectangle(*card.size), as_quad(seen))
        quads.append(seen)
        lines.append(_seen(onto, card.lines.reshape(-1, 2)).reshape(-1, 4, 2))
        _lay(canvas, card, onto, look, scale)
    photo = _finished(_hidden(canvas, rng, scale), rng, noise)
    shrink = long_side / max(shape)
    if shrink < 1:
        size = round(shape[1] * shrink), round(shape[0] * shrink)
        photo = np.asarray(cv2.resize(photo, size, interpolation=cv2.INTER_AREA), np.uint8)
    photo = _compressed(photo, rng)
    return Crowd(photo, tuple(quad * shrink for quad in quads), tuple(each * shrink for each in lines))


def _sized(cards: Sequence[FlatCard], rng: random.Random, kind: str) -> Sequence[FlatCard]:
    """Return the cards, in a collage and now and then elsewhere each of its own size."""
    if rng.random() > (0.5 if kind == "collage" else 0.1):
        return cards
    scales = [rng.uniform(*_SIZES) for _ in cards]
    return [
        card._replace(size=(scale * card.size[0], scale * card.size[1]), lines=scale * card.lines)
        for card, scale in zip(cards, scales, strict=True)
    ]


def _seen(view: NDArray[np.floating], points: Corners) -> Corners:
    """Return where points (n x 2) are seen under a homography."""
    raised = np.column_stack([points, np.ones(len(points))]) @ view.T
    return np.asarray(raised[:, :2] / raised[:, 2:], np.float64)


def _view(
    plan: Sequence[Corners], rng: random.Random, drawn: float
) -> tuple[NDArray[np.float64], tuple[int, int]]:
    """Return the map from millimetres to pixels and the picture's height and width."""
    turn = rng.choices((0.0, rng.gauss(0, 5), rng.uniform(-180, 180), 90.0), (3, 4, 3, 1))[0]
    cos, sin = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    points = np.concatenate(plan) @ np.array([[cos, sin], [-sin, cos]])
    low, high = points.min(axis=0), points.max(axis=0)
    extent = high - low
    alone = len(plan) == 1
    room = rng.uniform(*rng.choices(_ROOMS, (6, 12, 6, 2 if len(plan) <= _FEW else 0))[0])
    if alone and rng.random() < 0.15:
        room = rng.uniform(-0.06, 0.0)
    extent = extent + room * max(extent)
    aspect = rng.choice((4 / 3, 3 / 4, 3 / 2, 2 / 3, 16 / 9, 9 / 16, 1.0, 2**0.5, 0.5**0.5, 0.0, 0.0))
    if alone and room < 0.06 and rng.random() < 0.7:
        aspect = 0.0
    if aspect:
        extent = np.array([max(extent[0], extent[1] * aspect), max(extent[1], extent[0] / aspect)])
    scale = drawn / max(extent)
    width, height = (max(32, round(side * scale)) for side in extent)
    free = np.array([width, height]) / scale - (high - low)
    corner = low - free * np.array([rng.uniform(0.15, 0.85), rng.uniform(0.15, 0.85)])
    flat = np.array([[scale, 0, -corner[0] * scale], [0, scale, -corner[1] * scale], [0, 0, 1]])
    flat = flat @ np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
    if rng.random() < 0.45:
        return flat, (height, width)
    rim = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    bent = rim + np.array([[rng.gauss(0, 0.025 * drawn) for _ in range(2)] for _ in range(4)], np.float32)
    return cv2.getPerspectiveTransform(rim, bent) @ flat, (height, width)


def _look(rng: random.Random, kind: str) -> _Look:
    pasted = kind == "collage" or rng.random() < 0.15
    shadow = 0.0 if pasted else rng.choice((0.05, 0.12, 0.25, 0.5)) * rng.uniform(0.5, 1.2)
    rim = 0.0 if pasted and rng.random() < 0.7 else rng.choice((0.0, 6.0, 15.0, 40.0, -15.0)) * rng.random()
    if kind in ("lid", "plain") and rim == 0 and shadow < 0.05:
        rim = rng.uniform(4, 25)  # something must tell a white card from a white lid
    offset = np.array([rng.uniform(-1.2, 1.2), rng.uniform(-1.2, 1.2)])
    return _Look(shadow, offset, rim, rng.uniform(1, 4) if rng.random() < 0.12 else 0.0)


def _lay(canvas: Picture, card: FlatCard, onto: NDArray[np.float64], look: _Look, scale: float) -> None:
    """Lay a card and its shadow on the canvas; `onto` takes its millimetres to pixels."""
    tall, wide = canvas.shape[:2]
    width, height = card.size
    rim = _seen(onto, np.array(rectangle(width, height)))
    margin = 3 * scale + 4
    left, top = np.floor(rim.min(axis=0) - margin).astype(int).clip(0, (wide, tall))
    right, bottom = np.ceil(rim.max(axis=0) + margin).astype(int).clip(0, (wide, tall))
    if right - left < 2 or bottom - top < 2:
        return
    size = (int(right - left), int(bottom - top))
    pixels = card.pixels
    mask = _shape(pixels.shape, look.round * pixels.shape[1] / width)
    while pixels.shape[1] > 2.2 * scale * width and min(pixels.shape[:2]) > 20:
        half = pixels.shape[1] // 2, pixels.shape[0] // 2
        pixels = np.asarray(cv2.resize(pixels, half, interpolation=cv2.INTER_AREA), np.uint8)
        mask = np.asarray(cv2.resize(mask, half, interpolation=cv2.INTER_AREA), np.uint8)
    shrunk = np.diag([width / pixels.shape[1], height / pixels.shape[0], 1.0])
    warp = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1.0]]) @ onto @ shrunk
    flat = cv2.warpPerspective(pixels, warp, size, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    alpha = cv2.warpPerspective(mask, warp, size).astype(np.float32)[..., np.newaxis] / 255
    part = canvas[top:bottom, left:right].astype(np.float32)
    if look.shadow:
        x, y = look.offset * scale
        shade = cv2.warpAffine(alpha[..., 0], np.array([[1, 0, x], [0, 1, y]], np.float32), size)
        shade = cv2.GaussianBlur(shade, (0, 0), max(0.5, float(np.hypot(x, y)) * 0.6))
        part *= 1 - look.shadow * shade[..., np.newaxis]
    part += (flat - part) * alpha
    if look.rim:
        edge = np.zeros((size[1], size[0]), np.uint8)
        points = np.rint((rim - (left, top)) * 16).astype(np.int32)
        cv2.polylines(
            edge,
            [points],
            isClosed=True,
            color=255,
            thickness=max(1, round(scale * 0.25)),
            lineType=cv2.LINE_AA,
            shift=4,
        )
        part -= look.rim * (edge.astype(np.float32) / 255)[..., np.newaxis]
    canvas[top:bottom, left:right] = np.clip(part, 0, 255)


def _shape(shape: tuple[int, ...], radius: float) -> NDArray[np.uint8]:
    """Return the card's shape: 255 on it, 0 outside its rounded corners."""
    mask = np.full(shape[:2], 255, np.uint8)
    reach = round(radius)
    if reach > 0:
        height, width = shape[:2]
        mask[:] = 0
        cv2.rectangle(mask, (reach, 0), (width - 1 - reach, height - 1), 255, -1)
        cv2.rectangle(mask, (0, reach), (width - 1, height - 1 - reach), 255, -1)
        for x in (reach, width - 1 - reach):
            for y in (reach, height - 1 - reach):
                cv2.circle(mask, (x, y), reach, 255, -1)
    return mask


def _hidden(canvas: Picture, rng: random.Random, scale: float) -> Picture:
    """Lay a finger or a pen over a part of some pictures."""
    if rng.random() > 0.1:
        return canvas
    height, width = canvas.shape[:2]
    start = (rng.randint(0, width), rng.choice((0, height)))
    end = (start[0] + rng.randint(-width // 6, width // 6), abs(start[1] - rng.randint(0, height // 3)))
    tone = rng.choice(((225, 180, 150), (150, 105, 80), (240, 205, 185), (30, 30, 40), (30, 60, 140)))
    cv2.line(canvas, start, end, tone, max(2, round(scale * rng.choice((4, 12, 16)))), cv2.LINE_AA)
    return canvas


def _finished(canvas: Picture, rng: random.Random, noise: Noise) -> Picture:
    """Give the picture its light, its lens and its noise."""
    height, width = canvas.shape[:2]
    made = canvas.astype(np.float32)
    if rng.random() < 0.7:
        small = 1 + noise.normal(0, rng.choice((0.02, 0.08, 0.18)), (3, 3, 1)).astype(np.float32)
        light = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)[..., np.newaxis]
        made *= light * np.array([1, rng.uniform(0.95, 1.03), rng.uniform(0.85, 1.05)], np.float32)
    if rng.random() < 0.35:  # exposed so that white runs into white
        made *= rng.uniform(0.8, 1.12)
    if rng.random() < 0.08:
        made = np.broadcast_to(made.mean(axis=2, keepdims=True), made.shape)
    if rng.random() < 0.7:
        soft = rng.uniform(0.4, 1.3) * max(1.0, width / 900)
        made = np.asarray(cv2.GaussianBlur(made, (0, 0), soft), np.float32)
    grain = rng.choice((0.0, 1.5, 4.0, 9.0))
    if grain:
        made = made + noise.normal(0, grain, (height, width, 1)).astype(np.float32)
    return np.clip(made, 0, 255).astype(np.uint8)


def _compressed(photo: Picture, rng: random.Random) -> Picture:
    quality = rng.randint(55, 95)
    coded = cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_COLOR), np.uint8)
