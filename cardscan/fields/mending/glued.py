"""Part words that ran together, where the vocabularies or the card's own addresses prove it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from cardscan.fields.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterable

_CAMEL = re.compile(r"(?<=[a-zà-öø-ÿ]{2})(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]{2})")
_WORD = re.compile(r"[^\W\d_]+")
_LOCAL_PART = re.compile(r"([\w.+-]+)@")
_HOST = re.compile(r"(?:@|www[.,]|https?://)([\w.-]+)|([\w-]+)\.(?:com|net|org)\b", re.IGNORECASE)
_LIKE_AN_ADDRESS = re.compile(r"[\d,]")
_SURNAME_BEGINNINGS = frozenset("mac van von fitz des del della saint san ver ten ter den".split())
"""Beginnings of family names that a capital follows, as in MacDonald."""
_MOST_WORDS = 3
"""Words in a line that may be a person's name."""
_SHORTEST_TITLE = 4
_SHORTEST_NAME = 3
_SHORTEST_BRAND = 5


@dataclass(frozen=True, slots=True)
class Witness:
    """What a card's e-mails and websites tell of its person and its brand; everything is folded."""

    mailboxes: tuple[tuple[str, ...], ...] = ()
    """The words of each e-mail's local part."""
    hosts: str = ""
    """The hosts in one text, without dots and hyphens."""

    def is_brand(self, word: str) -> bool:
        """Tell whether the word stands in a host: then it is written in one."""
        return len(word) >= _SHORTEST_BRAND and words.fold(word) in self.hosts


def witness(texts: Iterable[str]) -> Witness:
    """Return what the e-mails and websites in the lines of a card tell.

    >>> witness(["Martin.Weber@tech-park.example"])
    Witness(mailboxes=(('martin', 'weber'),), hosts='techparkexample')
    """
    text = words.fold("\n".join(texts))
    mailboxes = (tuple(re.findall(r"[^\W\d_]+", local)) for local in _LOCAL_PART.findall(text))
    hosts = (re.sub(r"[.-]", "", named or bare) for named, bare in _HOST.findall(text))
    return Witness(tuple(dict.fromkeys(mailboxes)), " ".join(dict.fromkeys(hosts)))


def with_parted_words(text: str, told: Witness) -> str:
    """Return a line with those words parted that are two or three which ran together.

    >>> with_parted_words("DaniloLoidl", Witness()), with_parted_words("12 HighStreet", Witness())
    ('Danilo Loidl', '12 High Street')
    >>> with_parted_words("TechPark", Witness()), with_parted_words("SalesManager", Witness())
    ('TechPark', 'Sales Manager')
    """
    found = _WORD.findall(text)
    name = len(found) <= _MOST_WORDS and not _LIKE_AN_ADDRESS.search(text)
    place = bool(_LIKE_AN_ADDRESS.search(text))
    return _WORD.sub(lambda word: _parted(word.group(), told, name=name, place=place), text)


def _parted(word: str, told: Witness, *, name: bool, place: bool) -> str:
    """Return the word parted; `name` and `place` say what the line's form allows it to be."""
    pieces = _CAMEL.split(word)
    if name and len(word) > 2 * _SHORTEST_NAME and (signed := _as_signed(word, told)):
        return signed
    if told.is_brand(word) or _is_known(word):
        return word
    if len(pieces) > 1:
        unsigned = name and all(len(mailbox) < 2 for mailbox in told.mailboxes)
        proved = _are_titles(pieces) or (unsigned and _are_names(pieces)) or (place and _are_places(pieces))
        return " ".join(pieces) if proved else word
    if word.isupper() and len(word) > 2 * _SHORTEST_TITLE + 1:
        cuts = range(_SHORTEST_TITLE, len(word) - _SHORTEST_TITLE + 1)
        found = [cut for cut in cuts if _are_english_titles(word[:cut], word[cut:])]
        if len(found) == 1:
            return f"{word[: found[0]]} {word[found[0] :]}"
    return word


def _as_signed(word: str, told: Witness) -> str:
    """Return a person's name parted as in an e-mail's local part, or "".

    >>> _as_signed("MARTINWEBER", Witness((("martin", "weber"),)))
    'MARTIN WEBER'
    >>> _as_signed("MartinWeber", Witness((("mweber",),))), _as_signed("Martinsson", Witness((("martin",),)))
    ('Martin Weber', '')
    """
    folded = words.fold(word)
    one = word.isupper() or len(_CAMEL.split(word)) > 1
    if len(folded) != len(word) or not one or _is_known(word):
        return ""
    for cut in range(_SHORTEST_NAME, len(word) - 1):
        first, last = folded[:cut], folded[cut:]
        named = words.is_given(first) and words.is_family(last)
        for mailbox in told.mailboxes:
            both = mailbox in ((first, last), (last, first))
            initial = "".join(mailbox) in (first[0] + last, first + last[0], last + first[0])
            alone = mailbox in ((first,), (last,)) and not told.is_brand(word)
            if both or (named and len(last) >= _SHORTEST_NAME and (initial or alone)):
                return f"{word[:cut]} {word[cut:]}"
    return ""


def _are_names(pieces: list[str]) -> bool:
    """Tell whether words are given names and a family name, and nothing else."""
    if words.fold(pieces[0]) in _SURNAME_BEGINNINGS or len(pieces) > _MOST_WORDS:
        return False
    if any(words.fold(piece) in _other_words() for piece in pieces):
        return False
    return all(map(words.is_given, pieces[:-1])) and words.is_family(pieces[-1])


def _other_words() -> frozenset[str]:
    kinds = ("titles", "departments", "companies", "streets")
    return frozenset().union(*map(words.words, kinds))


def _are_places(pieces: list[str]) -> bool:
    """Tell whether two words are a road and its name, in either order, or two places."""
    if len(pieces) != 2 or min(map(len, pieces)) < 3:
        return False
    first, last = pieces
    if _is_road(first) or _is_place(f"{first} {last}"):
        return True
    return min(map(len, pieces)) > 3 and (_is_road(last) or all(map(_is_place, pieces)))


def _is_place(text: str) -> bool:
    return bool(words.countries_of("towns", text) or words.countries_of("regions", text))


def _is_road(word: str) -> bool:
    return words.fold(word) in words.words("streets")


def _are_titles(pieces: list[str]) -> bool:
    """Tell whether words are a known title together, or words of titles in one language."""
    folded = [words.fold(piece) for piece in pieces]
    if " ".join(folded) in words.words("titles") | words.words("departments"):
        return True
    languages = [_languages(word) for word in folded]
    return all(first & last for first, last in pairwise(languages))


def _languages(word: str) -> frozenset[str]:
    kinds = ("titles", "departments")
    return frozenset(language for kind in kinds for language in words.entries(kind).get(word, ()))


def _are_english_titles(first: str, last: str) -> bool:
    """Tell whether both are words of titles: in other languages than English compounds are words."""
    if words.fold(f"{first} {last}") in words.words("titles"):
        return True
    return "en" in words.entries("titles").get(words.fold(last), ()) and bool(_languages(words.fold(first)))


def _is_known(word: str) -> bool:
    kinds = ("titles", "departments", "companies", "streets", "towns", "given_names", "family_names")
    return any(words.fold(word) in words.words(kind) for kind in kinds)
