"""Names in Chinese, Japanese or Korean letters: the family name first, often without a space behind it."""

from __future__ import annotations

import re

from cardscan.fields.lexicon.native import COMPOUND_SURNAMES
from cardscan.fields.lexicon.words import words
from cardscan.model import PersonName

_MIDDOT = "・·･"
_HONORIFIC = re.compile(r"(?:様|さん|氏|先生|博士|教授|님|씨)$")


def split_native(text: str) -> PersonName:
    """Split a name in Chinese, Japanese or Korean letters, family name first."""
    bare = _HONORIFIC.sub("", text).strip()
    suffix = text[len(bare) :].strip()
    parts = re.split(rf"[\s{_MIDDOT}]+", bare)
    if len(parts) > 2 and all(len(part) == 1 for part in parts):
        parts = [bare := "".join(parts)]
    if len(parts) > 1:
        if re.fullmatch(r"[\u30a0-\u30ff]+", parts[0]) and any(mark in bare for mark in _MIDDOT):
            return PersonName("", parts[0], " ".join(parts[1:-1]), parts[-1], suffix)
        return PersonName("", " ".join(parts[1:]), "", parts[0], suffix, family_first=True)
    cut = _surname_length(bare)
    return PersonName("", bare[cut:], "", bare[:cut], suffix, family_first=True)


def _surname_length(name: str) -> int:
    """Return how many letters of a native name are the family name.

    A name of four letters is hardly ever one and three.

    >>> [_surname_length(name) for name in ("山田太郎", "王小明", "김민준", "五十嵐健", "安名晴子")]
    [2, 1, 1, 3, 2]
    """
    if name[:2] in COMPOUND_SURNAMES:
        return 2
    if re.match(r"[\uac00-\ud7af]", name):
        return min(1, len(name) - 1)
    for length in (3, 2, 1):
        likely = len(name) > length and (length > 1 or len(name) < 4)
        if likely and name[:length] in words("family_names"):
            return length
    japanese = bool(re.search(r"[\u3040-\u30ff]", name)) or len(name) > 3
    return min(2 if japanese else 1, len(name) - 1)
