"""How far an e-mail address speaks for a person's name, and a domain for a company's."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from cardscan.text import fold, latin, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LETTERS = re.compile(r"[^\W\d_]+")
_MOST_WORDS = 5


@lru_cache(maxsize=4096)
def letters_of(text: str) -> tuple[str, ...]:
    """Return the text's words as mail addresses would spell them.

    >>> letters_of("Dr. Jörg O'Neill")
    ('dr', 'jorg', 'oneill')
    >>> letters_of("Десислава Караиванова")
    ('desislava', 'karaivanova')
    """
    bare = latin(fold(plain(text))).replace("'", "")
    return tuple(_LETTERS.findall(bare))


@lru_cache(maxsize=4096)
def person_agreement(text: str, local: str) -> float:
    """Return how well a mail address's local part fits the words as a person's name, 0 to 1.

    >>> person_agreement("Anna Weber", "anna.weber"), person_agreement("Anna Weber", "aweber")
    (1.0, 0.95)
    >>> person_agreement("Weber Consulting", "info")
    0.0
    """
    words = letters_of(text)[:_MOST_WORDS]
    target = "".join(letters_of(local))
    if not words or len(target) < 2:
        return 0.0
    best = 0.0
    for spelling, worth in _spellings(words):
        if spelling == target:
            best = max(best, worth)
        elif min(len(spelling), len(target)) >= 6 and worth >= 0.9:
            likeness = fuzz.ratio(spelling, target, score_cutoff=82)
            best = max(best, worth * likeness / 100 * 0.95)
    umlauts = text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return best if umlauts == text else max(best, person_agreement(umlauts, local))


def best_agreement(text: str, people: Iterable[str]) -> float:
    """Return how well the best of some local parts fits the words as a person's name, 0 to 1."""
    return max((person_agreement(text, local) for local in people), default=0.0)


def _spellings(words: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Yield the usual local parts for a name of these words, each with what a match is worth."""
    if len(words) > 1:
        yield "".join(words), 1.0
        yield "".join(word[0] for word in words), 0.75
        yield "".join(word[0] for word in words[:-1]) + words[-1], 0.95
        yield words[-1] + "".join(word[0] for word in words[:-1]), 0.95
        yield "".join(words[1:]), 0.85
    for a, b in permutations(words, 2):
        if len(a) > 1 or len(b) > 1:
            yield a + b, 1.0
            yield a[0] + b, 0.95 if len(b) > 2 else 0.6
            yield a + b[0], 0.9 if len(a) > 2 else 0.6
            yield a[:2] + b, 0.85
            yield a[:3] + b[:3], 0.8
    for word in words:
        if len(word) > 2:
            yield word, 0.9 if len(word) > 3 else 0.7


@lru_cache(maxsize=4096)
def company_agreement(text: str, label: str) -> float:
    """Return how well a domain's label (the "weber" of weber.example) fits the words as a company, 0 to 1.

    >>> company_agreement("Weber Maschinenbau GmbH", "weber-maschinenbau")
    0.95
    >>> company_agreement("International Business Machines", "ibm")
    0.8
    >>> company_agreement("Main Street", "weber")
    0.0
    """
    words, target = letters_of(text), "".join(re.findall(r"\w+", fold(label)))
    joined = "".join(words)
    if len(target) < 2 or not joined:
        return 0.0
    return max(worth for fits, worth in _company_fits(words, joined, target) if fits)


def _company_fits(words: Sequence[str], joined: str, target: str) -> Iterator[tuple[bool, float]]:
    long = [word for word in words if len(word) > 3]
    yield True, 0.0
    yield joined == target, 1.0
    yield any("".join(words[:count]) == target for count in range(1, len(words))) and len(target) > 2, 0.95
    yield len(target) > 2 and target in words, 0.9
    yield len(words) > 2 and "".join(word[0] for word in words) == target, 0.8
    yield len(target) > 2 and "".join(word[0] for word in long) == target, 0.75
    yield len(words) > 2 and len(target) > 2 and "".join(w[0] for w in words).startswith(target), 0.7
    yield len(joined) > 3 and target.startswith(joined), 0.85
    yield len(target) > 4 and target in joined, 0.8
    yield bool(long) and target.startswith(long[0]), 0.8
    yield any(word in target for word in long), 0.65
    yield len(target) > 5 and fuzz.partial_ratio(joined, target) >= 85 and len(joined) >= len(target), 0.6


@lru_cache(maxsize=16384)
def is_short_for(text: str, name: str) -> bool:
    """Tell whether a text is made of the first letters of a name's words.

    >>> is_short_for("EIH", "Elm Row Instruments of Harlow"), is_short_for("ERI", "Elm Row Instruments")
    (False, True)
    """
    letters = "".join(letters_of(text)[:1])
    parts = letters_of(name)
    capitals = "".join(part[0] for part in parts)
    long = "".join(part[0] for part in parts if len(part) > 3)
    return len(letters) > 1 and len(parts) > 1 and (capitals.startswith(letters) or long.startswith(letters))
