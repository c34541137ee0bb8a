"""What a file's own headers prove of the cost of decoding it, before any decoder sees it."""

from __future__ import annotations

import struct

_SMALL = 64_000_000
"""Bytes; photos are smaller."""
_MOST_PARTS = 5_000
"""Chunks or segments, of which each costs memory and time; a photo of 30 MB in chunks of 8 kB has 4,000."""
_MOST_PASSES = 1_000_000_000
"""Pixels times the passes over them; a progressive photo of 50 million pixels in 10 passes has half."""

_PNG = b"\x89PNG\r\n\x1a\n"
_NO_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
"""JPEG markers that stand alone."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that say how large the picture is."""
_SCAN = 0xDA


def is_bounded(data: bytes) -> bool:
    """Tell whether a file is a JPEG or PNG that takes no more to decode than its pixels say.

    What has an odd number of parts or passes is not, nor any other format: their headers promise nothing.
    """
    if len(data) > _SMALL:
        return False
    if data.startswith(_PNG):
        return _has_few_chunks(data)
    return data.startswith(b"\xff\xd8\xff") and _has_few_passes(data)


def _has_few_chunks(data: bytes) -> bool:
    at = len(_PNG)
    for _ in range(_MOST_PARTS):
        if at + 8 > len(data):
            return True
        (length,) = struct.unpack_from(">I", data, at)
        at += 12 + length
    return False


def _has_few_passes(data: bytes) -> bool:
    """Tell whether the segments before the pixels are few, and the pixels gone over a few times only."""
    at = pixels = 0
    for _ in range(_MOST_PARTS):
        at = data.find(b"\xff", at)
        if at < 0 or at + 9 > len(data):
            return True  # there is nothing to decode
        marker = data[at + 1]
        if marker == _SCAN:
            return pixels * data.count(b"\xff\xda", at) <= _MOST_PASSES
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            pixels = max(pixels, height * width)
        alone = marker in _NO_LENGTH or marker in (0x00, 0xFF)
        at += 1 if marker == 0xFF else 2 if alone else 2 + struct.unpack_from(">H", data, at + 2)[0]
    return False
