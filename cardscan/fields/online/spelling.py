"""Letters of an e-mail's local part that look alike in small print, as the card's own words have them."""

from __future__ import annotations

import re

from cardscan.fields.lexicon.lists import listed
from cardscan.fields.lexicon.words import is_family, is_given
from cardscan.text import fold


def spelled(local: str, words: frozenset[str]) -> str:
    """Return the local part with look-alike letters put right; `words` are the card's, folded.

    >>> spelled("sa1es.weber", frozenset(("sales", "weber"))), spelled("Ibk", frozenset(("lars", "bech")))
    ('sales.weber', 'lbk')
    """
    return _spelled_as_printed(_with_small_l(re.sub(r"\A1(?=\.[a-z])", "l", local), words), words)


def _with_small_l(local: str, words: frozenset[str]) -> str:
    """Return the local part with "l" for "I" among small letters, where no word or name has that capital.

    Most typefaces for small print have one shape for both, and hardly an address has capitals.

    >>> _with_small_l("guptahosiery.Idh", frozenset()), _with_small_l("Ibk", frozenset(("lars", "bech")))
    ('guptahosiery.ldh', 'lbk')
    >>> _with_small_l("Irina.petrova", frozenset()), _with_small_l("Ikba", frozenset(("ikbal",)))
    ('Irina.petrova', 'Ikba')
    """
    if not re.sub("[^a-zA-Z]|I", "", local).islower():
        return local
    known = {*words, *listed("mailboxes")}

    def mended(part: str) -> str:
        name = fold(part)
        kept = int(is_given(name) or is_family(name) or any(word.startswith(name) for word in known))
        return part[:kept] + part[kept:].replace("I", "l")

    return "".join(map(mended, re.split(r"([^a-zA-Z]+)", local)))


def _spelled_as_printed(local: str, words: frozenset[str]) -> str:
    """Return the local part with look-alike letters as a longer word of the card has them.

    Small print tells "i", "l" and "1" badly apart; the name in large letters does not.
    """
    alike = str.maketrans("i1|0vq58629", "lllougsbbzg")
    for word in sorted(words, key=lambda word: (-len(word), word)):
        if len(word) < 4 or not word.isascii() or word in local.lower():
            continue
        place = local.lower().translate(alike).find(word.translate(alike))
        seen = local[place : place + len(word)]
        if place >= 0 and (is_given(word) or is_family(word)) and not is_family(seen):
            return local[:place] + (word.upper() if seen.isupper() else word) + local[place + len(word) :]
    return local
