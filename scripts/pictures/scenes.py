"""Puts drawn cards into pictures: clean, scanned, photographed, several in one photo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import cv2
import numpy as np

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Picture: TypeAlias = NDArray[np.uint8]
    """Height x width x 3, red-green-blue."""
    Corners: TypeAlias = NDArray[np.float64]
    """4 x 2, clockwise from the top left as the text is read, in pixels."""


class Scene(NamedTuple):
    """A picture with the corners of the cards in it; none where a card fills it."""

    pixels: Picture
    quads: tuple[Corners, ...]


def clean(cards: Sequence[Picture], rng: random.Random) -> Scene:
    """Return the one card as it was drawn."""
    return Scene(cards[0], ())


def scan(cards: Sequence[Picture], rng: random.Random) -> Scene:
    """Return the card on a scanner's bed, not quite straight."""
    card = cards[0]
    height, width = card.shape[0] + rng.randint(200, 500), card.shape[1] + rng.randint(200, 500)
    bed = rng.choice((248, 240, 225, 205, 60))
    noise = _noise(rng, height, width, 1.5)
    canvas = np.full((height, width, 3), bed, np.float32) + noise
    centre = (width / 2 + rng.uniform(-60, 60), height / 2 + rng.uniform(-60, 60))
    quad = _turned(card, centre, rng.uniform(-4, 4), 1.0)
    canvas = _lay(canvas, card, quad, shadow=0.25, offset=(3, 3), soft=7)
    return Scene(_finish(canvas, rng, blur=0.5, grain=2.0), (quad,))


def photo(cards: Sequence[Picture], rng: random.Random) -> Scene:
    """Return the card photographed on a table."""
    return _photographed(cards[0], rng, tilt=0.05, turn=9.0, blur=0.8, grain=2.5)


def hard(cards: Sequence[Picture], rng: random.Random) -> Scene:
    """Return the card photographed badly: steep, dim, shaded, blurred."""
    return _photographed(cards[0], rng, tilt=0.12, turn=25.0, blur=1.2, grain=6.0)


def several(cards: Sequence[Picture], rng: random.Random) -> Scene:
    """Return up to four cards side by side in one photo."""
    reach = max(max(card.shape[:2]) for card in cards) * 1.12
    columns = 2
    rows = -(-len(cards) // columns)
    upright = any(card.shape[0] > card.shape[1] for card in cards)
    width, height = round(reach * columns), round(reach * (1.0 if upright else 0.8) * rows)
    canvas = _table(rng, height, width)
    quads = []
    for index, card in enumerate(cards):
        centre = (
            (index % columns + 0.5) * width / columns + rng.uniform(-15, 15),
            (index // columns + 0.5) * height / rows + rng.uniform(-15, 15),
        )
        quad = _inside(_turned(card, centre, rng.uniform(-7, 7), 0.94), width, height)
        canvas = _lay(canvas, card, quad, shadow=0.4, offset=(8, 10), soft=21)
        quads.append(quad)
    return Scene(_finish(_light(canvas, rng, 0.25), rng, blur=0.7, grain=2.5), tuple(quads))


def bare_table(rng: random.Random) -> Scene:
    """Return a table without a card."""
    canvas = _light(_table(rng, 1100, 1500), rng, 0.3)
    return Scene(_finish(canvas, rng, blur=0.8, grain=4.0), ())


def _photographed(
    card: Picture, rng: random.Random, *, tilt: float, turn: float, blur: float, grain: float
) -> Scene:
    height, width = (round(side * rng.uniform(1.35, 1.7)) for side in card.shape[:2])
    if rng.random() < 0.4:
        height = round(max(height, width * 0.75))
    canvas = _table(rng, height, width)
    centre = (width / 2 + rng.uniform(-0.04, 0.04) * width, height / 2 + rng.uniform(-0.04, 0.04) * height)
    quad = _turned(card, centre, rng.uniform(-turn, turn), 1.0)
    reach = tilt * card.shape[1] / 2
    quad = quad + np.array([[rng.uniform(-reach, reach) for _ in range(2)] for _ in range(4)])
    quad = _inside(quad, width, height)
    canvas = _lay(canvas, card, quad, shadow=0.45, offset=(10, 12), soft=25)
    canvas = _light(canvas, rng, 0.28 if tilt < 0.1 else 0.5)
    return Scene(_finish(canvas, rng, blur=rng.uniform(0.4, blur), grain=grain), (quad,))


def _inside(quad: Corners, width: int, height: int) -> Corners:
    """Shrink the quad about the picture's middle until it lies within."""
    middle = np.array([width / 2, height / 2])
    over = float(np.max(np.abs(quad - middle) / (middle - 8)))
    return quad if over <= 1 else middle + (quad - middle) / over


def _turned(card: Picture, centre: tuple[float, float], degrees: float, scale: float) -> Corners:
    height, width = card.shape[:2]
    half = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) / 2 * scale
    angle = np.radians(degrees)
    rotation = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    return np.asarray(half @ rotation + np.array(centre), dtype=np.float64)


def _lay(
    canvas: NDArray[np.float32], card: Picture, quad: Corners, *, shadow: float, offset: tuple[int, int],
    soft: int,
) -> NDArray[np.float32]:  # fmt: skip
    """Lay the card on the canvas with its shadow."""
    height, width = canvas.shape[:2]
    rows, columns = card.shape[:2]
    corners = np.array([[0, 0], [columns, 0], [columns, rows], [0, rows]], np.float32)
    warp = cv2.getPerspectiveTransform(corners, quad.astype(np.float32))
    flat = cv2.warpPerspective(card.astype(np.float32), warp, (width, height), flags=cv2.INTER_AREA)
    mask = cv2.warpPerspective(np.ones((rows, columns), np.float32), warp, (width, height))
    shade = cv2.warpAffine(
        mask, np.array([[1, 0, offset[0]], [0, 1, offset[1]]], np.float32), (width, height)
    )
    shade = cv2.GaussianBlur(shade, (soft, soft), 0)
    ground = canvas * (1 - shadow * shade[..., None])
    return np.asarray(ground * (1 - mask[..., None]) + flat * mask[..., None], dtype=np.float32)


def _noise(rng: random.Random, height: int, width: int, strength: float) -> NDArray[np.float32]:
    made = np.random.default_rng(rng.getrandbits(32)).normal(0, strength, (height, width, 1))
    return made.astype(np.float32)


def _wood(rng: random.Random, height: int, width: int) -> NDArray[np.float32]:
    tone = np.array(rng.choice(((150, 105, 66), (96, 62, 40), (196, 160, 118), (120, 92, 70))), np.float32)
    rough = _noise(rng, height, max(2, width // 60), 1.0)
    grain = cv2.resize(cv2.GaussianBlur(rough, (1, 9), 0), (width, height), interpolation=cv2.INTER_CUBIC)
    fine = cv2.GaussianBlur(_noise(rng, height, width, 1.0), (31, 1), 0)
    planks = np.where(np.arange(height) % max(200, height // 4) < 4, -35.0, 0.0).astype(np.float32)
    return np.asarray(tone + (grain * 16 + fine * 22 + planks[:, None])[..., None], dtype=np.float32)


def _cloth(rng: random.Random, height: int, width: int) -> NDArray[np.float32]:
    tone = np.array(rng.choice(((70, 84, 110), (120, 116, 108), (88, 40, 48), (52, 74, 60))), np.float32)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    weave = np.sin(x * 0.9) * np.sin(y * 0.9) * 7
    return np.asarray(tone + weave[..., None] + _noise(rng, height, width, 6.0), np.float32)


def _stone(rng: random.Random, height: int, width: int) -> NDArray[np.float32]:
    tone = np.array(rng.choice(((176, 174, 170), (88, 90, 94), (206, 200, 190))), np.float32)
    coarse = cv2.resize(_noise(rng, height // 24 + 2, width // 24 + 2, 9.0), (width, height))
    fine = cv2.GaussianBlur(_noise(rng, height, width, 26.0), (5, 5), 0)
    return tone + (coarse + fine)[..., None]


def _plain(rng: random.Random, height: int, width: int) -> NDArray[np.float32]:
    tone = np.array(rng.choice(((58, 60, 64), (214, 212, 208), (140, 150, 158), (40, 58, 84))), np.float32)
    return tone + _noise(rng, height, width, 2.0)


TABLES: Final[tuple[Callable[[random.Random, int, int], NDArray[np.float32]], ...]] = (
    _wood,
    _cloth,
    _stone,
    _plain,
)


def _table(rng: random.Random, height: int, width: int) -> NDArray[np.float32]:
    return rng.choice(TABLES)(rng, height, width)


def _light(canvas: NDArray[np.float32], rng: random.Random, strength: float) -> NDArray[np.float32]:
    """Shade the picture: light from one side, a tint, at times a soft shadow across."""
    height, width = canvas.shape[:2]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    slope = x * np.cos(angle) + y * np.sin(angle)
    light = 1 - strength / 2 + slope * strength / 2
    if rng.random() < strength:
        edge = rng.uniform(-0.3, 0.3)
        light = light * (1 - 0.35 / (1 + np.exp(-(slope - edge) * 14)))
    tint = np.array([1.0, rng.uniform(0.96, 1.0), rng.uniform(0.88, 1.02)], np.float32)
    return np.asarray(canvas * light[..., None] * tint, dtype=np.float32)


def _finish(canvas: NDArray[np.float32], rng: random.Random, *, blur: float, grain: float) -> Picture:
    """Add the lens's softness and the sensor's noise."""
    soft = cv2.GaussianBlur(canvas, (0, 0), blur)
    noisy = soft + _noise(rng, canvas.shape[0], canvas.shape[1], grain)
    return np.asarray(np.clip(noisy, 0, 255), dtype=np.uint8)
