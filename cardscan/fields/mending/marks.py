"""Leave out what scanning apps and phones write into a picture: it is no text of the card."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from cardscan.fields.lexicon.lists import listed
from cardscan.text import fold

if TYPE_CHECKING:
    from cardscan.model import Lines

_ALIKE = 88.0
"""Likeness, 0 to 100, from which a line is a mark that was misread: marks are small and pale."""
_LEAST = 6
"""Letters of the shortest line that may be one."""
_BEGINNINGS = ("shoton",)
"""Behind these a mark goes on with the phone's model."""


def without_marks(reading: Lines) -> Lines:
    """Return the reading without the lines that are known marks."""
    return replace(reading, lines=tuple(line for line in reading.lines if not is_mark(line.text)))


@cache
def is_mark(text: str) -> bool:
    """Tell whether a line is a mark, misread in a letter or two perhaps.

    >>> is_mark("Scanned with CamScanner"), is_mark("Scaned wlth CamScaner"), is_mark("SHOT ON REDMI NOTE 8")
    (True, True, True)
    >>> is_mark("Camscan Security GmbH"), is_mark("Scanner Service Weber"), is_mark("Photos shot on location")
    (False, False, False)
    """
    said = _squashed(text)
    if len(said) < _LEAST:
        return False
    if said.startswith(_BEGINNINGS):
        return any(said.startswith(mark) for mark in _marks())
    return any(fuzz.ratio(said, mark, score_cutoff=_ALIKE) for mark in _marks())


@cache
def _marks() -> tuple[str, ...]:
    return tuple(sorted(map(_squashed, listed("picture_marks"))))


def _squashed(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))
