"""How much of a file is decoded, and at what cost."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_SIDE = 65_535
"""Pixels; JPEG allows no more. In a picture one pixel wide, each pixel would cost the memory of a row."""

PAGES_WORTH = 5
"""How many times the time for one page all pages of a file may take together."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may ask for."""

    max_bytes: int
    """Of the file."""
    max_pixels: int
    """Of a page."""
    max_pages: int
    pdf_dpi: int
    """Resolution at which PDF pages are drawn, where `max_pixels` allows it."""
    seconds: float
    """That decoding a page may take; a file, PAGES_WORTH times as many."""
    max_memory: int
    """Bytes that decoding may take where the file does not say beforehand what it will."""
