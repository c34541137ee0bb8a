"""Flat cards of many kinds with the places of their lines, drawn once for many pictures."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from scripts.cards.fiction import LOCALES, fictional_card
from scripts.crowds import surfaces
from scripts.pictures.draw import draw_card
from scripts.pictures.layout import lay_out

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scripts.crowds.surfaces import Mask, Noise
    from scripts.pictures.layout import Layout
    from scripts.pictures.scenes import Corners, Picture

_REPRINTS = 3
"""Cards made of one drawing's lettering, besides the drawing itself."""
_GAP = 2.5
"""Most space between two words, in heights of the line."""


class FlatCard(NamedTuple):
    """A card seen from straight above."""

    pixels: Picture
    size: tuple[float, float]
    """Width and height in millimetres."""
    lines: Corners
    """n x 4 x 2: the corners of its lines of text, clockwise, in millimetres."""


def flat_cards(
    rng: random.Random, count: int, pixels_per_mm: float, *, reprints: int = _REPRINTS
) -> tuple[FlatCard, ...]:
    """Return so many cards; the same state of rng gives the same. Raises fonts.MissingFontsError.

    Behind a card of one ground come so many `reprints`: other surfaces under bars like its lettering, for
    seeing cards rather than for reading them.
    """
    made: list[FlatCard] = []
    while len(made) < count:
        layout = lay_out(fictional_card(rng, rng.choice(LOCALES), publishable=True), rng)
        drawn = np.asarray(draw_card(layout, rng, dark=rng.random() < 0.2))
        size = round(layout.width * pixels_per_mm), round(layout.height * pixels_per_mm)
        pixels = np.asarray(cv2.resize(drawn, size, interpolation=cv2.INTER_AREA), np.uint8)
        lettering = _lettering(pixels)
        lines = _lines_of(layout, lettering, pixels_per_mm)
        made.append(FlatCard(pixels, (layout.width, layout.height), lines))
        if layout.panel is None:
            noise = np.random.default_rng(rng.getrandbits(32))
            made += [reprinted(noise, made[-1], lettering) for _ in range(reprints)]
    return tuple(made[:count])


def _lettering(pixels: Picture) -> Mask:
    """Return how much of each pixel is ink, 0 to 1, on a card of one ground."""
    values, counts = np.unique(pixels[::3, ::3].reshape(-1, 3), axis=0, return_counts=True)
    away = np.abs(pixels.astype(np.int16) - values[counts.argmax()]).max(axis=2)
    return np.asarray(np.clip(away / 110, 0, 1), np.float32)


def _lines_of(layout: Layout, lettering: Mask, scale: float) -> Corners:
    """Return the boxes of the lines, as wide as their ink."""
    found = []
    for line in layout.lines:
        if not line.text.strip():
            continue
        top, bottom = line.box.y, line.box.y + line.box.height
        left, right = line.box.x, line.box.x + line.box.width
        start = round(line.room.x * scale)
        room = lettering[
            round(top * scale) : round(bottom * scale), start : round(start + line.room.width * scale)
        ]
        inked = np.flatnonzero((room > 0.3).any(axis=0)) if room.size else np.empty(0, np.intp)
        if len(inked) and not line.on_panel:
            first, last = _longest_run(inked, _GAP * line.box.height * scale)
            left, right = line.room.x + first / scale, line.room.x + last / scale
        found.append([[left, top], [right, top], [right, bottom], [left, bottom]])
    return np.array(found, np.float64).reshape(-1, 4, 2)


def _longest_run(places: NDArray[np.intp], gap: float) -> tuple[int, int]:
    """Return the ends of the longest run of ascending places without a gap: a logo is none of its line."""
    runs = np.split(places, np.flatnonzero(np.diff(places) > gap) + 1)
    longest = max(runs, key=lambda run: int(run[-1] - run[0]))
    return int(longest[0]), int(longest[-1])


def reprinted(noise: Noise, card: FlatCard, lettering: Mask) -> FlatCard:
    """Return a card of the same lettering, or a part of it, on another ground; a back may have none."""
    height, width = lettering.shape
    ground = surfaces.card_ground(noise, height, width)
    lines, scale = card.lines, width / card.size[0]
    kind = noise.random()
    if kind < 0.15 and len(lines):
        kept = noise.choice(len(lines), size=min(len(lines), int(noise.integers(1, 4))), replace=False)
        lines = lines[np.sort(kept)]
        lettering = lettering * _within(lines * scale, lettering.shape)
    elif kind < 0.25:
        lines, lettering = lines[:0], np.zeros_like(lettering)
    elif kind < 0.35:
        lettering = _bars(noise, lines * scale, lettering.shape)
    # Each line is set in what stands out of the ground beneath it.
    ink = np.zeros_like(ground)
    ink[:] = _ink(noise, ground)
    for line in lines * scale:
        (left, top), (right, bottom) = np.rint(line[[0, 2]]).astype(int).clip(0)
        beneath = ground[top : bottom + 1, left : right + 1]
        if beneath.size:
            ink[top : bottom + 1, left : right + 1] = _ink(noise, beneath)
    made = ground + (ink - ground) * lettering[..., np.newaxis]
    return FlatCard(np.clip(made, 0, 255).astype(np.uint8), card.size, lines)


def _ink(noise: Noise, ground: surfaces.Plane) -> NDArray[np.float64]:
    dark = noise.uniform(0, 90, 3)
    return dark if float(ground.mean()) > 118 else 255 - dark * 0.6


def _within(lines: Corners, shape: tuple[int, ...]) -> Mask:
    mask = np.zeros(shape, np.float32)
    for line in lines:
        cv2.fillConvexPoly(mask, np.rint(line).astype(np.int32), 1.0)
    return mask


def _bars(noise: Noise, lines: Corners, shape: tuple[int, ...]) -> Mask:
    """Return words as plain bars where the lines are."""
    mask = np.zeros(shape, np.float32)
    for line in lines:
        (left, top), (right, bottom) = line[0], line[2]
        tall = bottom - top
        while left < right:
            wide = tall * noise.uniform(0.4, 4)
            corner = round(min(left + wide, right)), round(bottom - tall * 0.2)
            cv2.rectangle(mask, (round(left), round(top + tall * 0.2)), corner, 1.0, -1)
            left += wide + tall * noise.uniform(0.2, 0.6)
    return mask
