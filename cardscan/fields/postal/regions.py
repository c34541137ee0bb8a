"""Names of states, provinces and counties, with and without the word that says what they are."""

from __future__ import annotations

import re
from functools import cache

from cardscan.fields.lexicon.lists import printed
from cardscan.fields.lexicon.words import countries_of
from cardscan.text import fold


@cache
def countries_of_region(text: str) -> tuple[str, ...]:
    """Return the countries that have a region of this name.

    >>> countries_of_region("County Galway"), countries_of_region("Departamento de La Paz")
    (('IE',), ('SV',))
    """
    return countries_of("regions", text) or countries_of("regions", _without_kind(text))


def _without_kind(text: str) -> str:
    """Return a region's name without "County" or "Province".

    >>> _without_kind("Khanh Hoa province"), _without_kind("Province"), _without_kind("Provo")
    ('khanh hoa', '', 'provo')
    """
    return _kinds().sub("", fold(text)).strip()


@cache
def _kinds() -> re.Pattern[str]:
    before, behind = (
        "|".join(re.escape(fold(word)) for word in sorted(words, key=len, reverse=True))
        for words in (printed("region_kinds")["before"], printed("region_kinds")["behind"])
    )
    return re.compile(rf"\A(?:{before})(?:\s+|\Z)|(?:\A|\s+)(?:{behind})\Z")
