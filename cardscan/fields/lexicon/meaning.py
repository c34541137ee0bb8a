"""What words are that no list has, by what they mean: "coroner" is like a title.

scripts/wordlists/make_meanings.py wrote the list, of words that people use most in many languages.
"""

from __future__ import annotations

from functools import cache, lru_cache

from cardscan.fields.lexicon.lists import printed
from cardscan.fields.lexicon.words import phrases, share, split_words, words
from cardscan.text import is_cjk


@cache
def like(kind: str) -> frozenset[str]:
    """Return the words that are like those of a list and in none; none where nothing is known of the kind.

    >>> "housekeeper" in like("titles"), "manager" in like("titles"), like("given_names")
    (True, False, frozenset())
    """
    return frozenset(printed("meanings").get(kind, ()))


@lru_cache(maxsize=16384)
def known_or_like(kind: str, text: str) -> tuple[str, ...]:
    """Return the entries of a list in a text, and the words that are like them, in their order.

    >>> known_or_like("titles", "Senior Housekeeper")
    ('senior', 'housekeeper')
    """
    rest, folded, found = list(phrases(kind, text)), split_words(text), []
    if like(kind).isdisjoint(folded):
        return tuple(rest)
    start = 0
    while start < len(folded):
        step = 1
        if rest and folded[start:][: len(rest[0].split())] == tuple(rest[0].split()):
            step = len(rest[0].split())
            found.append(rest.pop(0))
        elif folded[start] in like(kind):
            found.append(folded[start])
        start += step
    return (*found, *rest)


def share_known_or_like(kind: str, text: str) -> float:
    """Return how much of a text, 0 to 1 of its words, is known of a kind or like it.

    >>> share_known_or_like("titles", "Senior Housekeeper")
    1.0
    """
    if is_cjk(text) or not set(split_words(text)) & like(kind):
        return share(kind, text)
    return sum(len(phrase.split()) for phrase in known_or_like(kind, text)) / len(split_words(text))


def is_known_or_like(kind: str, word: str) -> bool:
    """Tell whether a folded word is an entry of a list by itself, or like one."""
    return word in words(kind) or word in like(kind)
