"""Values as the book's columns hold them, and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cardscan.export.formats.jsonl import contact_from_json, contact_to_json
from cardscan.model import Contact, Line, Lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.model import Point, Quad

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def to_text(value: Any) -> str:
    """Return JSON that SQLite can hold, whatever a card or a QR code says."""
    return storable(_ENCODER.encode(value))


def storable(text: str) -> str:
    r"""Return the text with lone surrogates, which UTF-8 has no form for, as JSON escapes them.

    >>> storable("caf\udce9")
    'caf\\udce9'
    """
    return text.encode(errors="backslashreplace").decode()


def contact_to_text(contact: Contact) -> str:
    """Return the contact as its column holds it."""
    return to_text(contact_to_json(contact))


def contact_from_text(text: str) -> Contact:
    """Return the contact of a column; an empty one for ""."""
    return contact_from_json(json.loads(text)) if text else Contact()


def reading_to_text(reading: Lines) -> str:
    """Return the lines read as the card's column holds them; pixels to tenths."""
    return to_text(
        {
            "reader": reading.reader,
            "width": round(float(reading.width), 1),
            "height": round(float(reading.height), 1),
            "lines": [_line_to_json(line) for line in reading.lines],
        }
    )


def _line_to_json(line: Line) -> list[object]:
    read = [line.text, round(float(line.confidence), 4), quad_to_json(line.quad)]
    return [*read, line.unreadable] if line.unreadable else read


def reading_from_text(text: str) -> Lines:
    """Return the lines read."""
    data = json.loads(text)
    lines = tuple(
        Line(text, quad_from_json(quad), confidence, unreadable="".join(unreadable))
        for text, confidence, quad, *unreadable in data["lines"]
    )
    return Lines(lines, data["reader"], data["width"], data["height"])


def quad_to_json(quad: Quad) -> list[list[float]]:
    """Return the corners, in tenths of pixels."""
    return [[round(float(x), 1), round(float(y), 1)] for x, y in quad]


def quad_from_json(points: Iterable[Point]) -> Quad:
    """Return the corners."""
    first, second, third, fourth = ((float(x), float(y)) for x, y in points)
    return first, second, third, fourth


def path_to_bytes(path: str) -> bytes:
    """Return the path as the file system spells it, which need not be UTF-8."""
    return path.encode(errors="surrogateescape")


def path_from_bytes(path: bytes) -> str:
    """Return the path as Python spells it."""
    return path.decode(errors="surrogateescape")
