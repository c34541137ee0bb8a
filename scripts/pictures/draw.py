"""Draws a laid-out card: ground, panels, logo, text, QR code."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw

from scripts.pictures.faces import Face, available
from scripts.pictures.fonts import fitting, load, runs

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from scripts.pictures.layout import Layout, PlacedLine
    from scripts.pictures.templates import Box

PIXELS_PER_MM: Final = 14
Colour = tuple[int, int, int]


class Palette(NamedTuple):
    """A card's colours."""

    ground: Colour
    panel: Colour
    ink: Colour
    panel_ink: Colour
    accent: Colour


ACCENTS: Final[tuple[Colour, ...]] = (
    (20, 60, 120), (150, 30, 40), (10, 105, 90), (200, 90, 20), (90, 40, 110), (30, 30, 30), (0, 120, 180),
    (120, 90, 40), (60, 110, 40), (180, 30, 90), (25, 80, 70), (40, 50, 90),
)  # fmt: skip
LIGHT: Final[tuple[Colour, ...]] = (
    (255, 255, 255), (255, 255, 255), (255, 255, 255), (252, 250, 245), (245, 243, 236), (240, 244, 248),
    (249, 246, 238), (236, 236, 234),
)  # fmt: skip
DARK: Final[tuple[Colour, ...]] = (
    (24, 26, 30), (16, 32, 58), (40, 18, 26), (14, 48, 44), (52, 52, 56), (10, 10, 12), (48, 34, 60),
)  # fmt: skip
PAPER: Final[Colour] = (250, 250, 248)


def palette(rng: random.Random, *, dark: bool) -> Palette:
    """Return colours that go together; a panel's ground differs from the card's."""
    accent = rng.choice(ACCENTS)
    if dark:
        ground = rng.choice(DARK)
        glow: Colour = rng.choice(((214, 178, 94), (240, 240, 240), (120, 200, 220), (240, 150, 90)))
        return Palette(ground, glow, (238, 238, 236), ground, glow)
    ground = rng.choice(LIGHT)
    ink: Colour = rng.choice(((25, 25, 28), (45, 45, 50), (70, 70, 74), (30, 40, 60)))
    return Palette(ground, accent, ink, PAPER, accent)


def draw_card(
    layout: Layout, rng: random.Random, *, dark: bool = False, code: str = "", faces: Sequence[Face] = ()
) -> Image.Image:
    """Return the card at PIXELS_PER_MM; `code` is a QR code's content.

    One of `faces` is used, or one of all that fit where none is named.
    The same state of rng gives the same pixels. Raises fonts.MissingFontsError.
    """
    colours = palette(rng, dark=dark)
    face = rng.choice(faces or fitting(available(), "".join(line.text for line in layout.lines)))
    size = (round(layout.width * PIXELS_PER_MM), round(layout.height * PIXELS_PER_MM))
    image = Image.new("RGB", size, colours.ground)
    if rng.random() < 0.15:
        image = _paper(image, rng)
    pen = ImageDraw.Draw(image)
    if layout.panel:
        pen.rectangle(_pixels(layout.panel), fill=colours.panel)
    elif rng.random() < 0.25:
        _ornament(pen, size, colours.accent, rng)
    if layout.logo and rng.random() < 0.7:
        on_panel = (
            layout.panel is not None and layout.panel.x <= layout.logo.x < layout.panel.x + layout.panel.width
        )
        _logo(pen, layout.logo, colours.panel_ink if on_panel else colours.accent, rng)
    coloured = rng.random() < 0.55
    for line in layout.lines:
        ink = colours.panel_ink if line.on_panel else colours.ink
        if coloured and line.main_kind in ("organization", "brand") and not line.on_panel:
            ink = colours.accent
        _text(pen, line, face, ink)
    if code and layout.spare:
        _code(image, layout.spare, code)
    return image


def _pixels(box: Box) -> tuple[float, float, float, float]:
    scale = PIXELS_PER_MM
    return (
        box.x * scale, box.y * scale, (box.x + box.width) * scale, (box.y + box.height) * scale,
    )  # fmt: skip


def _text(pen: ImageDraw.ImageDraw, line: PlacedLine, face: Face, ink: Colour) -> None:
    """Draw a line within its room, smaller where the face runs wider than estimated."""
    size = max(8, round(line.size * PIXELS_PER_MM))
    room = line.room.width * PIXELS_PER_MM
    parts = runs(line.text, face)
    width = _width(parts, size, bold=line.bold)
    if width > room:
        size = max(8, math.floor(size * room / width))
        width = _width(parts, size, bold=line.bold)
    free = room - width
    x = line.room.x * PIXELS_PER_MM + {"left": 0.0, "center": free / 2, "right": free}[line.align]
    base = (line.room.y + line.room.height / 2) * PIXELS_PER_MM + size * 0.35
    for text, each in parts:
        font = load(each, size, bold=line.bold)
        pen.text((x, base), text, font=font, fill=ink, anchor="ls")
        x += font.getlength(text)


def _width(parts: list[tuple[str, Face]], size: int, *, bold: bool) -> float:
    return sum(load(face, size, bold=bold).getlength(text) for text, face in parts)


def _paper(image: Image.Image, rng: random.Random) -> Image.Image:
    """Give the ground the grain of laid paper."""
    grain = np.random.default_rng(rng.getrandbits(32)).normal(0, 3, (image.height, image.width, 1))
    lines = 2.0 * np.sin(np.arange(image.height) * 0.8)[:, None, None]
    return Image.fromarray(np.clip(np.asarray(image) + grain + lines, 0, 255).astype(np.uint8))


def _ornament(pen: ImageDraw.ImageDraw, size: tuple[int, int], colour: Colour, rng: random.Random) -> None:
    """Draw a thin stripe or frame at the card's edge."""
    width, height = size
    kind = rng.choice(("foot", "side", "frame", "head"))
    if kind == "frame":
        pen.rectangle((18, 18, width - 18, height - 18), outline=colour, width=3)
    elif kind == "side":
        pen.rectangle((0, 0, 22, height), fill=colour)
    else:
        top = 0 if kind == "head" else height - 20
        pen.rectangle((0, top, width, top + 20), fill=colour)


def _logo(pen: ImageDraw.ImageDraw, box: Box, colour: Colour, rng: random.Random) -> None:
    """Draw an abstract mark."""
    x0, y0, x1, y1 = _pixels(box)
    side = x1 - x0
    kind = rng.choice(("ring", "disc", "bars", "triangle", "hexagon", "leaves", "squares"))
    if kind == "ring":
        pen.ellipse((x0, y0, x1, y1), outline=colour, width=round(side * 0.16))
    elif kind == "disc":
        pen.ellipse((x0, y0, x1, y1), fill=colour)
        pen.ellipse((x0 + side * 0.4, y0 + side * 0.12, x1 - side * 0.05, y1 - side * 0.43), fill=PAPER)
    elif kind == "bars":
        for index, height in enumerate((0.45, 0.75, 1.0)):
            left = x0 + index * side * 0.36
            pen.rectangle((left, y1 - side * height, left + side * 0.24, y1), fill=colour)
    elif kind == "leaves":
        pen.pieslice((x0, y0, x1 + side, y1 + side), 180, 270, fill=colour)
        pen.pieslice((x0 + side * 0.1, y0 - side * 0.9, x1 + side * 0.1, y1), 0, 90, fill=colour)
    elif kind == "squares":
        pen.rectangle((x0, y0, x0 + side * 0.62, y0 + side * 0.62), fill=colour)
        pen.rectangle((x0 + side * 0.38, y0 + side * 0.38, x1, y1), outline=colour, width=6)
    else:
        corners = 3 if kind == "triangle" else 6
        pen.regular_polygon(((x0 + x1) / 2, (y0 + y1) / 2, side / 2), corners, fill=colour)


def _code(image: Image.Image, box: Box, text: str) -> None:
    """Draw a QR code with its quiet zone into the box."""
    barcode = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    modules = np.array(zxingcpp.write_barcode_to_image(barcode, scale=1, add_quiet_zones=True))
    x0, y0, x1, y1 = (round(value) for value in _pixels(box))
    side = (x1 - x0) // modules.shape[0] * modules.shape[0]
    code = Image.fromarray(modules).convert("RGB").resize((side, side), Image.Resampling.NEAREST)
    image.paste(code, (x0 + (x1 - x0 - side) // 2, y0 + (y1 - y0 - side) // 2))
