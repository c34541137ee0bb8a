"""Numbers printed as words, to be dialled by the letters on a telephone's keys: "1-800-FLOWERS"."""

from __future__ import annotations

import re
from functools import cache

import phonenumbers

from cardscan.fields.lexicon.habits import habits

_LETTERS = 3
"""Letters from which on they are a word."""


def with_keys(text: str) -> str:
    """Return the text, at the same length, with the words of numbers as the digits on their keys.

    >>> with_keys("Call 1-800-FLOWERS or 1800 HARBOR")
    'Call 1-800-3569377 or 1800 427267'
    """
    return _spelt().sub(_dialled, text)


def _dialled(spelt: re.Match[str]) -> str:
    if sum(letter.isalpha() for letter in spelt["word"]) < _LETTERS:
        return spelt.group()
    return spelt["prefix"] + phonenumbers.convert_alpha_characters_in_number(spelt["word"])


@cache
def _spelt() -> re.Pattern[str]:
    prefixes = "|".join(sorted({usual.freephone for usual in habits().values() if usual.freephone}))
    return re.compile(
        rf"(?<![\w+])(?P<prefix>(?:{prefixes})[ .-]?)"
        r"(?P<word>[A-Z0-9](?:[.-]?[A-Z0-9]){5,6})(?!\w|[.-][A-Z0-9])"
    )
