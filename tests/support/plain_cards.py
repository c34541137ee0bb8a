"""Cards drawn with plain shapes: bars for words, and boxes round its lines as a detector gives them."""

import cv2
import numpy as np
from numpy.typing import NDArray

from cardscan import geometry
from cardscan.model import Picture, Quad, TextBox

Canvas = NDArray[np.uint8]
Floats = NDArray[np.float32]
Colour = tuple[int, int, int]

WIDTH, HEIGHT = 900.0, 520.0
LINES = ((60, 60, 420), (60, 130, 260), (60, 300, 330), (60, 350, 380), (60, 400, 300), (60, 450, 410))
"""Left, top and length of the lines of text on a card of that size."""
WHITE, BLACK = (250, 250, 250), (20, 20, 20)


def table(colour: Colour, width: int = 1600, height: int = 1200) -> Canvas:
    noise = np.random.default_rng(1).integers(-4, 5, (height, width, 3), dtype=np.int16)
    return np.asarray(np.clip(np.array(colour, np.int16) + noise, 0, 255), np.uint8)


def picture_of(canvas: Canvas) -> Picture:
    return Picture(canvas, "", "drawn")


def box_at(left: float, top: float, width: float, height: float) -> Quad:
    right, bottom = left + width, top + height
    return (left, top), (right, top), (right, bottom), (left, bottom)


def laid(centre: tuple[float, float], degrees: float = 0, scale: float = 1) -> Quad:
    """The corners of a card whose text is turned clockwise by so much."""
    angle = np.radians(degrees)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    corners = np.array(geometry.rectangle(WIDTH, HEIGHT)) - (WIDTH / 2, HEIGHT / 2)
    return geometry.as_quad(scale * corners @ turn + centre)


def draw_plain(canvas: Canvas, quad: Quad, paper: Colour, ink: Colour) -> tuple[TextBox, ...]:
    """Draw a card with bars for words, and return the boxes round its lines."""
    fill(canvas, quad, paper)
    onto = geometry.homography(geometry.rectangle(WIDTH, HEIGHT), quad)
    boxes = []
    for left, top, length in LINES:
        line = box_at(left, top, length, 34)
        for word in range(left + 8, left + length - 20, 24):
            bar = box_at(word, top + 8, 14, 18)
            fill(canvas, geometry.project(onto, bar), ink)
        boxes.append(TextBox(geometry.project(onto, line), 0.9))
    return tuple(boxes)


def fill(canvas: Canvas, quad: Quad, colour: Colour) -> None:
    cv2.fillConvexPoly(canvas, np.round(np.array(quad)).astype(np.int32), colour, cv2.LINE_AA)


def nearest(quads: NDArray[np.floating], quad: Quad) -> float:
    """Return how far the nearest of n x 4 x 2 quads lies from this one, whichever corner is first."""
    wanted = np.array(quad)
    rolled = np.stack([np.roll(quads, turn, axis=1) for turn in range(4)])
    return float(np.hypot(*np.moveaxis(rolled - wanted, -1, 0)).max(axis=2).min())
