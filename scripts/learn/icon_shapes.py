"""Draws the icons that stand for labels on cards: a handset, a mobile, a fax machine, an envelope."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from PIL import ImageDraw

    Shape = Callable[[ImageDraw.ImageDraw, float, float, float, "Colour", "Colour"], None]


Colour: TypeAlias = tuple[int, int, int]


def draw_icon(
    pen: ImageDraw.ImageDraw, sign: str, corner: tuple[float, float], side: float, ink: Colour, ground: Colour
) -> None:
    """Draw the icon for one of SHAPES' signs into a square; `corner` is its top left one."""
    SHAPES[sign](pen, *corner, side, ink, ground)


def _handset(pen: ImageDraw.ImageDraw, x: float, y: float, side: float, ink: Colour, ground: Colour) -> None:
    """Draw an ear piece and a mouth piece, joined by a bow."""
    bow = (x + side * 0.12, y - side * 0.62, x + side * 1.62, y + side * 0.88)
    pen.arc(bow, 88, 182, fill=ink, width=max(1, round(side * 0.2)))
    for left, top in ((0.06, 0.06), (0.62, 0.62)):
        pen.rounded_rectangle(
            (x + side * left, y + side * top, x + side * (left + 0.32), y + side * (top + 0.32)),
            side * 0.08,
            fill=ink,
        )


def _mobile(pen: ImageDraw.ImageDraw, x: float, y: float, side: float, ink: Colour, ground: Colour) -> None:
    pen.rounded_rectangle((x + side * 0.22, y, x + side * 0.78, y + side), side * 0.08, fill=ink)
    pen.rectangle((x + side * 0.29, y + side * 0.14, x + side * 0.71, y + side * 0.78), fill=ground)
    pen.ellipse((x + side * 0.45, y + side * 0.84, x + side * 0.55, y + side * 0.94), fill=ground)


def _fax(pen: ImageDraw.ImageDraw, x: float, y: float, side: float, ink: Colour, ground: Colour) -> None:
    """Draw a machine with paper above and below."""
    pen.rectangle((x + side * 0.22, y + side * 0.04, x + side * 0.78, y + side * 0.26), fill=ink)
    pen.rounded_rectangle((x, y + side * 0.32, x + side, y + side * 0.76), side * 0.1, fill=ink)
    pen.rectangle((x + side * 0.16, y + side * 0.54, x + side * 0.84, y + side), fill=ground)
    pen.rectangle((x + side * 0.23, y + side * 0.6, x + side * 0.77, y + side * 0.96), fill=ink)


def _envelope(pen: ImageDraw.ImageDraw, x: float, y: float, side: float, ink: Colour, ground: Colour) -> None:
    pen.rectangle((x, y + side * 0.16, x + side, y + side * 0.84), fill=ink)
    flap = [(x, y + side * 0.2), (x + side / 2, y + side * 0.56), (x + side, y + side * 0.2)]
    pen.line(flap, fill=ground, width=max(1, round(side * 0.08)))


SHAPES: Final[dict[str, Shape]] = {"☎": _handset, "📱": _mobile, "📠": _fax, "✉": _envelope}
"""By the sign that stands for the icon in text."""
