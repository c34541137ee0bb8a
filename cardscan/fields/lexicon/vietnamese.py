"""Names of Vietnamese people with their marks: a family name first, then names that people bear."""

from __future__ import annotations

import unicodedata
from functools import cache

from cardscan.fields.lexicon.lists import printed

_WORDS = range(2, 6)


def is_vietnamese_name(text: str) -> bool:
    """Tell whether a text is a whole Vietnamese name, and no street or place that is called after one.

    >>> [is_vietnamese_name(text) for text in ("Đỗ Văn Thành", "LÊ THỊ HỒNG", "Lê Lợi", "Do Van Thanh")]
    [True, True, False, False]
    """
    whole = unicodedata.normalize("NFC", text).lower()
    first, *rest = whole.split() or [""]
    named = first in _entries("family") and all(
        any(word in _entries(kind) for kind in ("middle", "given", "family")) for word in rest
    )
    place = any(whole in _entries(kind) for kind in ("place", "street"))
    return named and len(rest) + 1 in _WORDS and not whole.isascii() and not place


@cache
def _entries(kind: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFC", entry).lower() for entry in printed("vietnamese")[kind])
