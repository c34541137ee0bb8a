"""Lines of text in place of a picture: which content is text, and how a reader would give it."""

from __future__ import annotations

import codecs
import unicodedata

from cardscan.errors import BadInputError
from cardscan.model import Line, Lines

_MARGIN, _LEADING, _HEIGHT, _WIDTH = 50.0, 36.0, 24.0, 12.0
"""In pixels: the white round the lines, from one line to the next, a letter's height and width."""
_LEAST_WIDTH = 1200.0
_MOST_LINES, _MOST_LETTERS, _LONGEST_LINE = 80, 4000, 300
"""A card or a signature has fewer by far; what is longer is a letter, and no contact."""
_JOINERS = "\u200c\u200d"
"""Unseen, but part of the spelling in Persian and Indian scripts."""
_CONTROLS = frozenset(range(32)) - set(b"\t\n\v\f\r")


def text_in(data: bytes) -> str:
    r"""Return what the bytes say as text, or "" where they are none.

    Text is UTF-8, UTF-16 or UTF-32 with its mark, or else what Windows writes in Western Europe.

    >>> text_in("Zoë".encode()), text_in("Zoë".encode("utf-16")), text_in("Zoë".encode("cp1252"))
    ('Zoë', 'Zoë', 'Zoë')
    >>> text_in(b"\xff\xd8\xff\xe0\x00\x10JFIF")
    ''
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return data.decode("utf-32", errors="replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    if not _CONTROLS.isdisjoint(data):
        return ""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def typed_lines(text: str, *, label: str = "text") -> Lines:
    """Return the lines of a text as a reader would give them, without a doubt; blank ones are space.

    Signs that are not seen, as mail programs put between words, are left out. Raises BadInputError, which
    calls the text by its label, where it is longer than any card or signature.
    """
    rows = [_seen(row) for row in text.splitlines()]
    filled = [row for row in rows if row.strip()]
    if (
        len(filled) > _MOST_LINES
        or sum(map(len, filled)) > _MOST_LETTERS
        or any(len(row) > _LONGEST_LINE for row in filled)
    ):
        raise BadInputError(
            f"{label}: is too long for a card: at most {_MOST_LINES} lines and {_MOST_LETTERS} letters,"
            f" {_LONGEST_LINE} a line",
            "keep the lines of the signature only",
        )
    lines = []
    for number, row in enumerate(rows):
        if row.strip():
            top, right = _MARGIN + _LEADING * number, _MARGIN + _WIDTH * len(row)
            bottom = top + _HEIGHT
            lines.append(Line(row, ((_MARGIN, top), (right, top), (right, bottom), (_MARGIN, bottom)), 1.0))
    width = max([_LEAST_WIDTH, *(line.quad[1][0] + _MARGIN for line in lines)])
    return Lines(tuple(lines), "typed", width, 2 * _MARGIN + 10.0 + _LEADING * len(rows))


def _seen(row: str) -> str:
    r"""Return a line without what is not seen, its spaces plain.

    >>> _seen("Anna\u00a0\u200bWeber\u202c ")
    'Anna Weber '
    """
    seen = (sign for sign in row if unicodedata.category(sign) != "Cf" or sign in _JOINERS)
    return "".join(" " if sign.isspace() and sign != "\t" else sign for sign in seen)
