"""What words are that no list has, by what they mean: "coroner" is like a title, so is "Maurermeister".

scripts/wordlists/make_meanings.py wrote the list, of words that people use most in many languages.
Where a language writes words as one, the last of them tells what the whole is.
"""

from __future__ import annotations

from functools import cache, lru_cache

from cardscan.fields.lexicon.lists import printed
from cardscan.fields.lexicon.words import entries, phrases, share, split_words, words
from cardscan.text import is_cjk

_COMPOUNDING = frozenset("de nl sv da nb fi hu".split())
"""Languages that write compounds as one word."""
_HEAD, _FRONT = 5, 3
"""Letters of a compound's last word and of what stands before it, at least."""


@cache
def like(kind: str) -> frozenset[str]:
    """Return the words that are like those of a list and in none; none where nothing is known of the kind.

    >>> "housekeeper" in like("titles"), "manager" in like("titles"), like("given_names")
    (True, False, frozenset())
    """
    return frozenset(printed("meanings").get(kind, ()))


@lru_cache(maxsize=65536)
def is_like(kind: str, word: str) -> bool:
    """Tell whether a folded word that no list has is like those of one, or a compound of a title.

    >>> is_like("titles", "maurermeister"), is_like("titles", "hofmeister")
    (True, False)
    """
    if word in like(kind):
        return True
    if kind != "titles" or word in words(kind) or word in _names():
        return False
    longest = len(word) - _FRONT
    return any(word[-length:] in _heads() for length in range(_HEAD, longest + 1))


@cache
def _names() -> frozenset[str]:
    return words("given_names") | words("family_names")


@cache
def _heads() -> frozenset[str]:
    """Return the titles that compounds end in."""
    return frozenset(
        entry
        for entry, languages in entries("titles").items()
        if " " not in entry and not _COMPOUNDING.isdisjoint(languages)
    )


@lru_cache(maxsize=16384)
def known_or_like(kind: str, text: str) -> tuple[str, ...]:
    """Return the entries of a list in a text, and the words that are like them, in their order.

    >>> known_or_like("titles", "Senior Housekeeper")
    ('senior', 'housekeeper')
    """
    rest, folded, found = list(phrases(kind, text)), split_words(text), []
    if not any(is_like(kind, word) for word in folded):
        return tuple(rest)
    start = 0
    while start < len(folded):
        step = 1
        if rest and folded[start:][: len(rest[0].split())] == tuple(rest[0].split()):
            step = len(rest[0].split())
            found.append(rest.pop(0))
        elif is_like(kind, folded[start]):
            found.append(folded[start])
        start += step
    return (*found, *rest)


def share_known_or_like(kind: str, text: str) -> float:
    """Return how much of a text, 0 to 1 of its words, is known of a kind or like it.

    >>> share_known_or_like("titles", "Senior Housekeeper")
    1.0
    """
    if is_cjk(text) or not any(is_like(kind, word) for word in split_words(text)):
        return share(kind, text)
    return sum(len(phrase.split()) for phrase in known_or_like(kind, text)) / len(split_words(text))


def is_known_or_like(kind: str, word: str) -> bool:
    """Tell whether a folded word is an entry of a list by itself, or like one."""
    return word in words(kind) or is_like(kind, word)
