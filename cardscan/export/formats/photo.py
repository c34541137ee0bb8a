"""A card's picture made small enough for every address book."""

from __future__ import annotations

import io

from PIL import Image

from cardscan.export.limits import OUR_PHOTO

_SIDES = (480, 400, 320, 240, 160)
"""Pixels of the long side, the first that fits; about what a list of contacts shows."""
_QUALITIES = (80, 60, 40)


def small_picture(jpeg: bytes) -> bytes:
    """Return the JPEG at a size and quality at which it takes at most `OUR_PHOTO` bytes."""
    with Image.open(io.BytesIO(jpeg)) as image:
        image.draft("RGB", (_SIDES[0], _SIDES[0]))
        picture = image.convert("RGB")
    written = b""
    for side in _SIDES:
        picture.thumbnail((side, side))
        for quality in _QUALITIES:
            written = _encoded(picture, quality)
            if len(written) <= OUR_PHOTO:
                return written
    return written


def _encoded(picture: Image.Image, quality: int) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality, optimize=True)
    return stream.getvalue()
