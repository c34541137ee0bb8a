"""A card's picture, small: what lists show many of."""

from __future__ import annotations

import io

from PIL import Image

SIZE = (320, 192)
"""Pixels at most: twice what lists show, for fine screens."""
_QUALITY = 75


def thumbnail(jpeg: bytes) -> bytes:
    """Return the picture, a JPEG of the book's, as a small one; as it is, where it cannot be decoded."""
    stream = io.BytesIO()
    try:
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as image:
            image.draft("RGB", SIZE)  # decodes a fraction of the pixels
            image.thumbnail(SIZE)
            image.convert("RGB").save(stream, "JPEG", quality=_QUALITY)
    except (OSError, SyntaxError):  # Pillow raises the latter for some that are broken
        return jpeg
    return stream.getvalue()
