"""Printed and woven surfaces: pictures, gradients, stripes, checks, dots, panels, arcs and folds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scripts.pictures.scenes import Picture

    Plane: TypeAlias = NDArray[np.float32]
    """Height x width x 3, red-green-blue, 0 to 255."""
    Mask: TypeAlias = NDArray[np.float32]
    """Height x width, 0 to 1."""

Noise: TypeAlias = np.random.Generator


def colour(noise: Noise, *, light: float = 0.5) -> Plane:
    """Return a colour (1 x 1 x 3); `light` is the share of pale ones."""
    if noise.random() < light:
        return np.asarray(noise.uniform(205, 255) - noise.uniform(0, 30, (1, 1, 3)), np.float32)
    return noise.uniform(0, 230, (1, 1, 3)).astype(np.float32)


def plain(noise: Noise, height: int, width: int, *, light: float = 0.5) -> Plane:
    """Return one colour."""
    return np.broadcast_to(colour(noise, light=light), (height, width, 3)).astype(np.float32)


def gradient(noise: Noise, height: int, width: int) -> Plane:
    """Return one colour running into another."""
    small = np.concatenate([colour(noise), colour(noise)], axis=int(noise.integers(2)))
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)


def photograph(noise: Noise, height: int, width: int) -> Plane:
    """Return what looks like a photograph from afar: clouds of colour with hard things before them."""
    made = np.zeros((height, width, 3), np.float32)
    for cells in (2, 5, 12, 40):
        rough = noise.normal(0, 60 / cells**0.4, (cells, cells, 3)).astype(np.float32)
        made += cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC)
    made += colour(noise, light=0.3)
    canvas = np.clip(made, 0, 255).astype(np.uint8)
    for _ in range(int(noise.integers(0, 9))):
        _thing(canvas, noise)
    return canvas.astype(np.float32)


def _thing(canvas: Picture, noise: Noise) -> None:
    """Draw a disc, a box, a hill or a beam in one colour."""
    height, width = canvas.shape[:2]
    tone = tuple(map(float, colour(noise, light=0.3).ravel()))
    x, y = int(noise.integers(width)), int(noise.integers(height))
    reach = int(noise.uniform(0.05, 0.5) * min(height, width)) + 1
    kind = int(noise.integers(4))
    if kind == 0:
        size = reach, int(reach * noise.uniform(0.4, 1)) + 1
        cv2.ellipse(canvas, (x, y), size, float(noise.uniform(0, 180)), 0, 360, tone, -1, cv2.LINE_AA)
    elif kind == 1:
        cv2.rectangle(canvas, (x, y), (x + reach, y + int(reach * noise.uniform(0.3, 2))), tone, -1)
    elif kind == 2:
        level = noise.uniform(0.2, 0.9) * height + np.cumsum(noise.normal(0, height / 30, 24))
        top = np.stack([np.linspace(0, width, 24), level], axis=1)
        hill = np.concatenate([top, [[width, height], [0, height]]]).astype(np.int32)
        cv2.fillPoly(canvas, [hill], tone, cv2.LINE_AA)
    else:
        end = int(noise.integers(width)), int(noise.integers(height))
        cv2.line(canvas, (x, y), end, tone, max(1, reach // 12), cv2.LINE_AA)


def waves(noise: Noise, height: int, width: int, pitch: float) -> Mask:
    """Return stripes 0 to 1 that run any way, `pitch` pixels wide on average, hard or soft."""
    angle, pitch = noise.uniform(0, np.pi) * (noise.random() < 0.5), pitch * noise.uniform(0.5, 2)
    y, x = np.ogrid[0:height, 0:width]
    phase = (x * np.cos(angle) + y * np.sin(angle)) * (2 * np.pi / pitch) + noise.uniform(0, 6)
    sharp = noise.choice((1.0, 4.0, 20.0))
    return np.asarray(1 / (1 + np.exp(-sharp * (np.sin(phase) - noise.uniform(-0.7, 0.7)))), np.float32)


def stripes(noise: Noise, height: int, width: int, pitch: float) -> Plane:
    """Return stripes of two colours."""
    return _mixed(waves(noise, height, width, pitch), colour(noise), colour(noise))


def checks(noise: Noise, height: int, width: int, pitch: float) -> Plane:
    """Return a chequered cloth: stripes across stripes."""
    across = waves(noise, height, width, pitch)
    down = np.ascontiguousarray(waves(noise, width, height, pitch).T)
    return _mixed(np.asarray((across + down) / 2, np.float32), colour(noise), colour(noise))


def figures(noise: Noise, height: int, width: int, pitch: float) -> Plane:
    """Return a ground with one small figure or several again and again, as on printed cloth."""
    side = max(4, round(pitch * noise.uniform(1, 3)))
    tile = np.empty((side, side, 3), np.uint8)
    tile[:] = colour(noise)
    for _ in range(int(noise.integers(1, 4))):
        _thing(tile, noise)
    repeated = np.tile(tile, (height // side + 2, width // side + 2, 1))
    if noise.random() < 0.5:
        middle = (repeated.shape[1] / 2, repeated.shape[0] / 2)
        turn = cv2.getRotationMatrix2D(middle, float(noise.uniform(0, 90)), 1.0)
        size = repeated.shape[1], repeated.shape[0]
        repeated = np.asarray(cv2.warpAffine(repeated, turn, size, borderMode=cv2.BORDER_REFLECT))
    return repeated[:height, :width].astype(np.float32)


def panel(noise: Noise, height: int, width: int) -> Mask:
    """Return 1 on a part of a card cut off by a straight line, square to it or aslant."""
    share = noise.uniform(0.12, 0.88)
    slant = noise.normal(0, 0.25) if noise.random() < 0.35 else 0.0
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    along, across = (x / width, y / height) if noise.random() < 0.6 else (y / height, x / width)
    mask = along + slant * (across - 0.5) < share
    return np.asarray(mask if noise.random() < 0.5 else ~mask, np.float32)


def arc(noise: Noise, height: int, width: int) -> Mask:
    """Return 1 inside a big disc or beneath a wave."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    if noise.random() < 0.3:
        lift = np.sin(x / width * noise.uniform(2, 9) + noise.uniform(0, 6)) * noise.uniform(0.05, 0.2)
        return np.asarray(y / height + lift > noise.uniform(0.3, 0.8), np.float32)
    reach = noise.uniform(0.3, 1.6) * max(height, width)
    away = np.hypot(x - noise.uniform(-0.3, 1.3) * width, y - noise.uniform(-0.5, 1.5) * height)
    if noise.random() < 0.3:
        return np.asarray(np.abs(away - reach) < noise.uniform(0.01, 0.12) * width, np.float32)
    return np.asarray(away < reach, np.float32)


def fold(noise: Noise, height: int, width: int) -> Plane:
    """Return the light on a card that is folded or scored: a factor for each pixel."""
    upright = noise.random() < 0.7
    length = width if upright else height
    at = round(length * noise.choice((0.5, 0.5, noise.uniform(0.25, 0.75))))
    light = np.ones(length, np.float32)
    reach = max(1, round(length * noise.uniform(0.005, 0.08)))
    near = np.maximum(0, 1 - np.abs(np.arange(length) - at) / reach)
    light -= (near * noise.uniform(0.05, 0.35)).astype(np.float32)
    light[at:] *= noise.uniform(0.88, 1.05)
    lined = light[np.newaxis, :] if upright else light[:, np.newaxis]
    return np.broadcast_to(lined[..., np.newaxis], (height, width, 3)).astype(np.float32)


def _mixed(mask: Mask, one: Plane, other: Plane) -> Plane:
    return np.asarray(one + (other - one) * mask[..., np.newaxis], np.float32)


def card_ground(noise: Noise, height: int, width: int) -> Plane:
    """Return what a card's text may stand on: plain, panels, arcs, pictures, a fold, in one or several."""
    light = 0.7
    made = plain(noise, height, width, light=light)
    for _ in range(int(noise.choice((0, 0, 1, 1, 1, 2, 3)))):
        over = noise.choice(5, p=(0.45, 0.15, 0.3, 0.05, 0.05))
        if over == 0:
            other = plain(noise, height, width, light=0.3)
        elif over == 1:
            other = gradient(noise, height, width)
        elif over == 2:
            other = photograph(noise, height, width)
        else:
            other = (stripes, checks)[over - 3](noise, height, width, width / 12)
        shape = noise.choice(4, p=(0.4, 0.3, 0.2, 0.1))
        if shape == 0:
            mask = panel(noise, height, width)
        elif shape == 1:
            mask = arc(noise, height, width)
        elif shape == 2:
            mask = _inset(noise, height, width)
        else:
            mask = np.ones((height, width), np.float32)
        made = made + (other - made) * mask[..., np.newaxis]
    if noise.random() < 0.15:
        made = _framed(noise, made)
    if noise.random() < 0.12:
        made = made * fold(noise, height, width)
    return made


def _inset(noise: Noise, height: int, width: int) -> Mask:
    """Return 1 in an upright box inside a card: a picture on it."""
    tall, wide = (int(noise.uniform(0.25, 0.9) * side) for side in (height, width))
    top, left = int(noise.uniform(0, height - tall)), int(noise.uniform(0, width - wide))
    mask = np.zeros((height, width), np.float32)
    mask[top : top + tall, left : left + wide] = 1
    return mask


def _framed(noise: Noise, made: Plane) -> Plane:
    """Draw a frame along the card's edge, inside it."""
    height, width = made.shape[:2]
    inset = int(noise.uniform(0, 0.08) * width)
    canvas = np.ascontiguousarray(np.clip(made, 0, 255).astype(np.uint8))
    thick = max(1, int(noise.uniform(0.003, 0.05) * width))
    tone = tuple(map(float, colour(noise, light=0.2).ravel()))
    cv2.rectangle(canvas, (inset, inset), (width - 1 - inset, height - 1 - inset), tone, thick)
    return canvas.astype(np.float32)


CLOTHS: Final[tuple[Callable[[Noise, int, int, float], Plane], ...]] = (stripes, checks, figures)
