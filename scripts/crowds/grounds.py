"""What cards lie on: tables, a scanner's lid, cloth, print, a collage, a desk with other things."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Final

import cv2
import numpy as np
from PIL import Image, ImageDraw

from scripts.crowds import surfaces
from scripts.pictures.faces import available
from scripts.pictures.fonts import load
from scripts.pictures.scenes import TABLES

if TYPE_CHECKING:
    from scripts.crowds.surfaces import Noise, Plane

_SYLLABLES: Final = (
    "al an ar be ca da de di do el en er fa ga ha he in is ka la le li lo ma me mi na ne no or pa ra re ri ro"
    " sa se si ta te ti to un va ve vo"
).split()
KINDS: Final = {"table": 5, "lid": 5, "cloth": 4, "print": 3, "plain": 3, "desk": 3, "collage": 2,
                "photograph": 1}  # fmt: skip
"""The kinds of ground, and how often each is drawn."""


def ground(rng: random.Random, noise: Noise, kind: str, shape: tuple[int, int], pitch: float) -> Plane:
    """Return a ground of this kind and shape; `pitch` is the size of its pattern in pixels."""
    height, width = shape
    if kind == "table":
        return rng.choice(TABLES)(rng, height, width)
    if kind == "lid":
        return _lid(noise, height, width)
    if kind == "cloth":
        return rng.choice(surfaces.CLOTHS)(noise, height, width, pitch)
    if kind == "print":
        return page(rng, noise, height, width, pitch)
    if kind == "desk":
        return _desk(rng, noise, height, width, pitch)
    if kind == "collage":
        return _collage(noise, height, width)
    if kind == "photograph":
        return surfaces.photograph(noise, height, width)
    return surfaces.plain(noise, height, width)


def _lid(noise: Noise, height: int, width: int) -> Plane:
    """Return a scanner's lid: nearly always white."""
    tone = noise.uniform(228, 255) if noise.random() < 0.85 else noise.uniform(0, 90)
    made = np.full((height, width, 3), tone, np.float32)
    return made + noise.normal(0, noise.uniform(0, 2), (height, width, 1)).astype(np.float32)


def page(rng: random.Random, noise: Noise, height: int, width: int, pitch: float) -> Plane:
    """Return a page of a newspaper or book, in columns, at any angle."""
    tall = max(4, round(pitch * noise.uniform(0.35, 1.1)))
    side = int(np.hypot(height, width)) + 2
    paper, ink = (255, 235, 90)[int(noise.choice(3, p=(0.6, 0.3, 0.1)))], int(noise.uniform(0, 90))
    image = Image.new("RGB", (side, side), (paper,) * 3)
    pen = ImageDraw.Draw(image)
    font = load(rng.choice(available()), tall, bold=rng.random() < 0.2)
    column = max(tall * 6, round(side / rng.randint(1, 5)))
    for left in range(0, side, column):
        at = rng.randint(0, tall)
        while at < side:
            big = rng.random() < 0.03
            if big and rng.random() < 0.5:
                deep = rng.randint(4, 12) * tall
                tone = tuple(int(v) for v in surfaces.colour(noise).ravel())
                pen.rectangle((left, at, left + column - tall, at + deep), fill=tone)
                at += deep + tall
                continue
            words = "".join(_word(rng) for _ in range(1 + column // (4 * tall)))
            words = words[: int(column / tall * rng.choice((1.7, 1.7, 1.7, 0.6)))]
            pen.text((left, at), words, font=font, fill=(ink if paper > 100 else 230,) * 3)
            at += round(tall * (2.4 if rng.random() < 0.06 else 1.25))
    pixels = np.asarray(image)
    turn = 0.0 if rng.random() < 0.4 else rng.uniform(-45, 45)
    matrix = np.asarray(cv2.getRotationMatrix2D((side / 2, side / 2), turn, 1.0), np.float64)
    matrix[:, 2] -= np.array([side - width, side - height]) / 2
    turned = cv2.warpAffine(pixels, matrix, (width, height), borderMode=cv2.BORDER_REFLECT)
    return turned.astype(np.float32)


def _word(rng: random.Random) -> str:
    return "".join(rng.choices(_SYLLABLES, k=rng.randint(1, 5))) + " "


def _desk(rng: random.Random, noise: Noise, height: int, width: int, pitch: float) -> Plane:
    """Return a table with sheets, books, telephones and pens on it."""
    canvas = np.clip(rng.choice(TABLES)(rng, height, width), 0, 255).astype(np.uint8)
    for _ in range(rng.randint(1, 5)):
        centre = float(noise.uniform(0, width)), float(noise.uniform(0, height))
        long = float(noise.uniform(0.15, 0.9)) * max(height, width)
        size = long, long * float(noise.choice((0.04, 0.45, 0.5, 0.7, 0.75, 1.0)))
        corners = cv2.boxPoints((centre, size, float(noise.uniform(0, 180))))
        left, top = np.floor(corners.min(axis=0)).astype(int).clip(0)
        part = canvas[top : int(corners[:, 1].max()) + 1, left : int(corners[:, 0].max()) + 1]
        if part.size == 0:
            continue
        tall, wide = part.shape[:2]
        mask = np.zeros((tall, wide), np.uint8)
        cv2.fillConvexPoly(mask, np.rint(corners - (left, top)).astype(np.int32), 1)
        kind = noise.random()
        if kind < 0.5:
            surface = surfaces.plain(noise, tall, wide)
        elif kind < 0.8:
            surface = page(rng, noise, tall, wide, pitch)
        else:
            surface = surfaces.photograph(noise, tall, wide)
        part[:] = np.where(mask[..., np.newaxis] > 0, surface, part)
    return canvas.astype(np.float32)


def _collage(noise: Noise, height: int, width: int) -> Plane:
    """Return pictures side by side and over one another."""
    canvas = surfaces.plain(noise, height, width)
    for _ in range(int(noise.integers(1, 6))):
        tall, wide = (int(noise.uniform(0.15, 0.8) * side) for side in (height, width))
        top, left = int(noise.uniform(0, height - tall)), int(noise.uniform(0, width - wide))
        canvas[top : top + tall, left : left + wide] = surfaces.photograph(noise, tall, wide)
    return canvas
