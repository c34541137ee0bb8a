"""Pages become upright arrays of pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from cardscan.model import Pixels
    from cardscan.picture.page import Page

_TURNS: dict[int, Callable[[Pixels], cv2.typing.MatLike]] = {
    2: lambda pixels: cv2.flip(pixels, 1),
    3: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_180),
    4: lambda pixels: cv2.flip(pixels, 0),
    5: cv2.transpose,
    6: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_90_CLOCKWISE),
    7: lambda pixels: cv2.flip(cv2.transpose(pixels), -1),
    8: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_90_COUNTERCLOCKWISE),
}
"""What makes a picture upright, by the EXIF tag Orientation; 1 is upright already."""


def pixels_of(page: Page) -> Pixels:
    """Return the page upright, rows x columns x BGR, read-only."""
    pixels: Pixels = np.empty((page.height, page.width, 3), np.uint8)
    flat = pixels.reshape(-1).data
    at = 0
    for band in page.bands:
        flat[at : at + len(band)] = band
        at += len(band)
    if at != len(flat):
        raise ValueError(f"{at} bytes of pixels instead of {len(flat)}")
    turn = _TURNS.get(page.orientation)
    upright = np.asarray(turn(pixels), np.uint8) if turn else pixels
    upright.flags.writeable = False
    return upright
