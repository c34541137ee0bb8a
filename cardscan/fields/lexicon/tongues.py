"""Which countries a card's words speak for by their language, and its names by where they are common."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from cardscan.fields.lexicon.habits import habits_of
from cardscan.fields.lexicon.lists import groups
from cardscan.fields.lexicon.words import entries, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_KINDS = ("titles", "departments", "companies", "name_prefixes", "particles")
"""Lists whose keys are languages."""
_MOST = 2.0
"""Words of a language that count: more of them say nothing new."""
_NAMED = 0.5
"""Weight of a name, shared among the countries in which it is common: people move."""
_SHORTEST = 3
"""Letters of a word that belongs to a language and not to chance."""


def tongues(texts: Iterable[str]) -> Mapping[str, float]:
    """Return by how many words a card speaks each language; a word of several is shared among them.

    >>> dict(tongues(["Makelaar", "Sales Manager"]))
    {'nl': 1.0}
    """
    votes: defaultdict[str, float] = defaultdict(float)
    for phrase in dict.fromkeys(found for text in texts for found in _spoken(text)):
        languages = _languages()[phrase]
        for language in languages:
            votes[language] += 1 / len(languages)
    return votes


def countries_spoken(texts: Iterable[str]) -> Mapping[str, float]:
    """Return the countries that a card's languages speak for, with the weight that they give each."""
    votes: defaultdict[str, float] = defaultdict(float)
    for language, amount in tongues(texts).items():
        for country, weight in _countries().get(language, ()):
            votes[country] += weight * min(amount, _MOST)
    return votes


def countries_of_names(texts: Iterable[str]) -> Mapping[str, float]:
    """Return the countries that given and family names speak for, with the weight that they give each."""
    votes: defaultdict[str, float] = defaultdict(float)
    for kind in ("given_names", "family_names"):
        named: defaultdict[str, float] = defaultdict(float)
        for name in dict.fromkeys(name for text in texts for name in phrases(kind, text)):
            homes = [key for key in entries(kind)[name] if key.isupper()] if len(name) >= _SHORTEST else []
            # "Kim" and "Lee" are given names elsewhere, and a country of theirs turns every name round
            for rank, country in enumerate(home for home in homes if not habits_of(home).family_first):
                named[country] = max(named[country], _NAMED * 0.9**rank)
        for country, weight in named.items():
            votes[country] += weight
    return votes


def _spoken(text: str) -> list[str]:
    found = (phrase for kind in _KINDS for phrase in phrases(kind, text))
    return [phrase for phrase in found if len(phrase) >= _SHORTEST and phrase in _languages()]


@cache
def _languages() -> Mapping[str, tuple[str, ...]]:
    """Map each word to its languages, but for those that English has too."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for kind in _KINDS:
        for phrase, languages in entries(kind).items():
            found[phrase].update(languages)
    return {phrase: tuple(sorted(languages)) for phrase, languages in found.items() if "en" not in languages}


@cache
def _countries() -> Mapping[str, tuple[tuple[str, float], ...]]:
    table = {}
    for group in groups("language_countries"):
        weight, language = group.key.split()
        table[language] = tuple((country, float(weight)) for country in group.entries)
    return table
