"""Whether a text may be a person's name, as far as its words tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.lists import printed

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST_WORDS, _MOST_WITH_DEGREES = 5, 8
_INITIALS_FIRST = re.compile(r"(?:[^\W\d_][.-] ?){1,3}[^\W\d_]{2,}")


def may_be_a_person(text: str) -> bool:
    """Tell whether what a title introduces can be a name: capitals, and a known name among its words."""
    pieces, folded = text.split(), words.split_words(text)
    capitals = all(piece[0].isupper() or piece[0] == "(" for piece in pieces)
    named = any(words.is_given(word) or words.is_family(word) for word in folded)
    place = bool(words.phrases("countries", text)) or words.share("regions", text) >= 0.5
    place = place or is_part_of_the_world(folded)
    addressed = bool(folded) and folded[0] in words.words("name_prefixes")
    most = _MOST_WITH_DEGREES if addressed else _MOST_WORDS
    return capitals and named and not place and 2 <= len(pieces) <= most and not any(map(str.isdigit, text))


def is_whole_name(text: str) -> bool:
    """Tell whether a text is a given and a family name, both known as such."""
    folded = words.split_words(text)
    return is_person(text) and words.is_given(folded[0]) and words.is_family(folded[-1])


def is_person(text: str) -> bool:
    """Tell whether a text's words could be a person's name, and at least one is known as such."""
    folded = words.split_words(text)
    names = [word for word in folded if words.is_given(word) or words.is_family(word)]
    streets = () if _INITIALS_FIRST.fullmatch(text) else ("streets",)  # "J.H. Park"
    others = ("titles", "companies", "legal_forms", "departments", *streets)
    foreign = any(
        (phrase == folded[0] and len(folded) > 2)
        or not words.is_given(phrase)
        or "en" in words.entries(kind)[phrase]
        for kind in others
        for phrase in words.phrases(kind, text)
    )
    foreign = foreign or any(map(str.isdigit, text)) or is_part_of_the_world(folded)
    return 2 <= len(folded) <= 5 and bool(names) and not foreign


def is_part_of_the_world(folded: Sequence[str]) -> bool:
    """Tell whether words name what a title may be for: "East Africa", "Asia Pacific"; Asia may be a girl."""
    return bool(folded) and folded[-1] in printed("units")["continent"]
