"""Pictures in four colours or of noise, in any format, and what comes of loading them."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pillow_heif
import pytest
from PIL import Image

from cardscan.errors import BadInputError
from cardscan.model import Picture
from cardscan.picture import Limits, load_pictures

RED, GREEN, BLUE, YELLOW = (220, 30, 30), (30, 180, 30), (30, 30, 220), (230, 220, 30)
QUARTERS = (RED, GREEN, BLUE, YELLOW)
"""Of the test picture: top left, top right, bottom left, bottom right."""


def load(
    source: str | Path | bytes,
    *,
    name: str = "",
    max_bytes: int = 10_000_000,
    max_pixels: int = 10_000_000,
    max_pages: int = 20,
    pdf_dpi: int = 72,
    seconds: float = 60.0,
    max_memory: int = 10**9,
) -> list[Picture]:
    limits = Limits(max_bytes, max_pixels, max_pages, pdf_dpi, seconds, max_memory)
    return list(load_pictures(source, limits, name=name))


def quarters(width: int = 96, height: int = 64) -> Image.Image:
    image = Image.new("RGB", (width, height))
    for index, colour in enumerate(QUARTERS):
        x, y = index % 2 * width // 2, index // 2 * height // 2
        image.paste(colour, (x, y, x + width // 2, y + height // 2))
    return image


def encoded(
    image: Image.Image, kind: str, *, append_images: Sequence[Image.Image] = (), **options: object
) -> bytes:
    buffer = io.BytesIO()
    if kind == "HEIF":
        several = pillow_heif.from_pillow(image)
        for other in append_images:
            several.add_from_pillow(other)
        several.save(buffer, quality=95, **options)
    else:
        image.save(buffer, kind, append_images=append_images, **options)
    return buffer.getvalue()


def noisy(width: int = 200, height: int = 150) -> Image.Image:
    """Return a picture that no format packs into next to nothing, so that a cut hurts it."""
    noise = np.random.default_rng(7).integers(0, 256, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(cv2.GaussianBlur(noise, (0, 0), 1.5).astype(np.uint8))


def assert_quarters(
    picture: Picture, colours: tuple[tuple[int, ...], ...] = QUARTERS, within: int = 40
) -> None:
    height, width = picture.pixels.shape[:2]
    for index, colour in enumerate(colours):
        x, y = width // 4 + index % 2 * width // 2, height // 4 + index // 2 * height // 2
        assert np.abs(picture.pixels[y, x, ::-1].astype(int) - colour).max() <= within, (index, colour)


def fails(source: str | Path | bytes, *, name: str = "card.bin", **limits: Any) -> BadInputError:
    with pytest.raises(BadInputError) as caught:
        load(source, name=name, **limits)
    error = caught.value
    assert "\n" not in str(error) + error.hint
    assert error.hint
    return error
