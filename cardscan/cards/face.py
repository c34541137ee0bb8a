"""The picture of a card that is kept: flat, upright and small."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2

from cardscan.cards.turn import flatten
from cardscan.geometry import size_of

if TYPE_CHECKING:
    from cardscan.model import Card

_LONG_SIDE = 1200
"""Pixels; enough to read a card's small print by eye."""
_QUALITY = 85


def face_jpeg(card: Card) -> bytes:
    """Return the flattened card as a JPEG, no larger than it is in its picture."""
    long_side = min(_LONG_SIDE, max(1, round(max(size_of(card.quad)))))
    encoded, data = cv2.imencode(".jpg", flatten(card, long_side), [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
    if not encoded:
        raise ValueError("OpenCV could not encode the card's picture")
    return data.tobytes()
