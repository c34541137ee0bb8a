"""Lines of text in place of a picture: which content is text, and how a reader would give it."""

from __future__ import annotations

import codecs

from cardscan.model import Line, Lines

_MARGIN, _LEADING, _HEIGHT, _WIDTH = 50.0, 36.0, 24.0, 12.0
"""In pixels: the white round the lines, from one line to the next, a letter's height and width."""
_LEAST_WIDTH = 1200.0
_CONTROLS = frozenset(range(32)) - set(b"\t\n\v\f\r")


def text_in(data: bytes) -> str:
    r"""Return what the bytes say as text, or "" where they are none.

    Text is UTF-8, UTF-16 with its mark, or else what Windows writes in Western Europe.

    >>> text_in("Zoë".encode()), text_in("Zoë".encode("utf-16")), text_in("Zoë".encode("cp1252"))
    ('Zoë', 'Zoë', 'Zoë')
    >>> text_in(b"\xff\xd8\xff\xe0\x00\x10JFIF")
    ''
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if not _CONTROLS.isdisjoint(data):
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def typed_lines(text: str) -> Lines:
    """Return the lines of a text as a reader would give them, without a doubt; blank ones are space."""
    rows = text.splitlines()
    lines = []
    for number, row in enumerate(rows):
        if row.strip():
            top, right = _MARGIN + _LEADING * number, _MARGIN + _WIDTH * len(row)
            bottom = top + _HEIGHT
            lines.append(Line(row, ((_MARGIN, top), (right, top), (right, bottom), (_MARGIN, bottom)), 1.0))
    width = max([_LEAST_WIDTH, *(line.quad[1][0] + _MARGIN for line in lines)])
    return Lines(tuple(lines), "typed", width, 2 * _MARGIN + 10.0 + _LEADING * len(rows))
