"""A decoded page on its way from a decoder: its size, and its pixels a band at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BAND = 1 << 20
"""Pixels in a band, about."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was stored, not yet upright."""

    number: int
    """From 1."""
    width: int
    height: int
    """Pixels."""
    orientation: int
    """What the EXIF tag of this name says; 1 is upright."""
    bands: Iterable[bytes]
    """The pixels from the top down, three bytes each: blue, green, red."""
    taken: str = ""
    """The day that the EXIF data says it was taken on, ISO 8601."""


def rows_at_once(width: int, height: int) -> range:
    """Return the first row of each band of a page; the range's step is the rows in one.

    >>> rows_at_once(1 << 19, 5)
    range(0, 5, 2)
    """
    return range(0, height, max(1, _BAND // max(1, width)))
