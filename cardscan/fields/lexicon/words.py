"""What the word lists know of a text: names, titles, towns, legal forms in many languages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from cardscan import text as letters
from cardscan.fields.lexicon.lists import groups
from cardscan.text import is_cjk, latin

LONGEST_PHRASE = 5
"""Words in the longest entry that `phrases` looks for."""
_NAMES = ("given_names", "family_names")
"""What is written with other letters in other scripts, and means the same."""

_LETTER = r"(?:[^\W\d_]|[\u0591-\u05c7\u064b-\u065f\u0900-\u0eff])"  # with the vowel signs that \w leaves out
_WORD = re.compile(
    rf"[^\W\d_](?:/[^\W\d_]\b|(?:\.[^\W\d_]{{1,4}}(?![^\W_]))+)"  # a/s, s.p.a, d.o.o
    rf"|[^\W\d_]{{2,4}}(?:\.[^\W\d_]{{1,2}}(?![^\W_]))+"  # ph.d
    rf"|(?:{_LETTER}|\d)+(?:'(?:{_LETTER}|\d)+)*"
)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return the text in lower case without accents; every key here is folded so.

    >>> fold("Geschäftsführer Łódź Straße İstanbul")
    'geschaftsfuhrer lodz strasse istanbul'
    """
    return letters.fold(text, keep_marks=True)


@lru_cache(maxsize=16384)
def split_words(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, abbreviations without their dots.

    >>> split_words("Dipl.-Ing. Anna Weber, Ph.D.")
    ('dipl', 'ing', 'anna', 'weber', 'phd')
    >>> split_words("Sp. z o.o. S/A S.p.A.")
    ('sp', 'z', 'oo', 'sa', 'spa')
    """
    return tuple(word.replace(".", "").replace("/", "") for word in _WORD.findall(fold(text)))


@cache
def entries(kind: str) -> Mapping[str, tuple[str, ...]]:
    """Map each entry of a kind, in folded words, to the keys that it stands under.

    >>> entries("legal_forms")["gmbh"]
    ('DE', 'AT', 'CH')
    """
    found: dict[str, tuple[str, ...]] = {}
    for key, values, folded in groups(kind):
        keys = tuple(key.split())
        fresh = dict.fromkeys(values if folded else (_plain(fold(value)) for value in values), keys)
        for value in found.keys() & fresh.keys():
            fresh[value] = tuple(dict.fromkeys(found[value] + keys))
        found.update(fresh)
    return MappingProxyType(found)


@cache
def words(kind: str) -> frozenset[str]:
    """Return all entries of a kind, each as folded words joined by a space.

    >>> "managing director" in words("titles"), "cfo" in words("titles")
    (True, True)
    """
    return frozenset(entries(kind))


def _plain(folded: str) -> str:
    # Most entries are plain words already: this test halves the time to load.
    simple = folded.isascii() and folded.replace(" ", "").isalpha()
    return folded if simple else " ".join(split_words(folded))


@cache
def _glued(kind: str) -> tuple[tuple[int, frozenset[str]], ...]:
    """Return the entries in scripts without spaces by their length, the longest first."""
    by_length: defaultdict[int, set[str]] = defaultdict(set)
    for entry in words(kind):
        if is_cjk(entry):
            by_length[len(entry)].add(entry)
    return tuple((length, frozenset(by_length[length])) for length in sorted(by_length, reverse=True))


@lru_cache(maxsize=32768)
def phrases(kind: str, text: str) -> tuple[str, ...]:
    """Return the entries of a kind that occur in a text, the longest at each place.

    >>> phrases("titles", "Directeur commercial, Afrique")
    ('directeur commercial',)
    >>> phrases("titles", "取締役営業部長")
    ('取締役', '営業', '部長')
    """
    vocabulary, folded, found = words(kind), split_words(text), []
    start = 0
    while start < len(folded):
        for length in range(min(LONGEST_PHRASE, len(folded) - start), 0, -1):
            phrase = " ".join(folded[start : start + length])
            if phrase not in vocabulary and kind in _NAMES:
                phrase = latin(phrase)
            if phrase in vocabulary:
                found.append(phrase)
                start += length - 1
                break
        else:
            if is_cjk(folded[start]):
                found.extend(_inside(kind, folded[start]))
        start += 1
    return tuple(found)


def _inside(kind: str, word: str) -> list[str]:
    """Return the entries within a word of a script without spaces, in their order."""
    found: dict[str, int] = {}
    for length, known in _glued(kind):
        for place in range(len(word) - length + 1):
            entry = word[place : place + length]
            if entry in known and entry not in found:
                found[entry] = place
                word = word[:place] + "\0" * length + word[place + length :]
    return sorted(found, key=found.__getitem__)


def share(kind: str, text: str) -> float:
    """Return how much of a text, 0 to 1 of its words, the entries of a kind explain.

    >>> share("titles", "Senior Sales Manager")
    1.0
    """
    folded = split_words(text)
    if not folded:
        return 0.0
    found = phrases(kind, text)
    if is_cjk(text):
        return min(1.0, sum(map(len, found)) / sum(map(len, folded)))
    return sum(len(phrase.split()) for phrase in found) / len(folded)


def is_given(word: str) -> bool:
    """Tell whether a word is somewhere a given name, in Cyrillic or Greek letters too.

    >>> is_given("Anna"), is_given("Десислава"), is_given("GmbH")
    (True, True, False)
    """
    return _is_name("given_names", word)


def is_family(word: str) -> bool:
    """Tell whether a word is somewhere a family name."""
    return _is_name("family_names", word)


def _is_name(kind: str, word: str) -> bool:
    folded = " ".join(split_words(word))
    return folded in words(kind) or latin(folded) in words(kind)


def countries_of(kind: str, text: str) -> tuple[str, ...]:
    """Return the ISO codes that a text, as a whole, stands for; () where it is unknown.

    `kind` is "countries", "regions", "towns" or "legal_forms".

    >>> countries_of("countries", "Deutschland"), countries_of("countries", "U.S.A.")
    (('DE',), ('US',))
    >>> "DE" in countries_of("towns", "München")
    True
    """
    return entries(kind).get(" ".join(split_words(text)), ())
