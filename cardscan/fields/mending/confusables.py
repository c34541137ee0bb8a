"""Put letters right in words that must be short and known: legal forms, street words, "Al"."""

from __future__ import annotations

import re
from itertools import product

from cardscan.fields.lexicon import words

_LOOK_ALIKE = {"I": "Il", "1": "1l", "|": "|l", "$": "SŞ", "0": "0O", "5": "5S"}
"""What a letter may have been, itself first."""
_SHORT = re.compile(r"(?<![^\s(/-])[^\W_][\w.$|/]{1,9}(?![^\s,;)/-])")
"""A word as short as a legal form or an abbreviation is, its dots included."""
_ARABIC_AL = re.compile(r"(?<![^\s(-])AI(?=[ -][A-Z][a-z]{2})")
_ARABIC_HYPHEN = re.compile(r"(?<![^\s(-])AI(?=-(?P<name>[A-Z][a-z]{2,}))")
_TECHNICAL = frozenset("assisted based driven enabled enhanced first generated native powered ready".split())
_NUMERAL = re.compile(r"[IVX\d]+\.?")
_MOST_DOUBTS = 3
_LONGEST_FORM = 3
"""Words of a legal form before its last: "Sp. z o.o."."""


def with_known_forms(text: str, *, turkish: bool) -> str:
    """Return a line with misread letters of legal forms, street words and the article Al put right.

    A word is changed only where it is none of these as it was read, but is one with a
    letter that looks like the one read.

    >>> with_known_forms("Vento S.r.I.", turkish=False), with_known_forms("Tekne Yapı A.$.", turkish=True)
    ('Vento S.r.l.', 'Tekne Yapı A.Ş.')
    >>> with_known_forms("JI. Merdeka 5", turkish=False), with_known_forms("5 AI Noor Rd.", turkish=False)
    ('Jl. Merdeka 5', '5 Al Noor Rd.')
    >>> with_known_forms("Kow Sp. z 0.0.", turkish=False), with_known_forms("Vltava s.r.0.", turkish=False)
    ('Kow Sp. z o.o.', 'Vltava s.r.o.')
    >>> with_known_forms("AI Engineer", turkish=False), with_known_forms("Model A1", turkish=False)
    ('AI Engineer', 'Model A1')
    >>> with_known_forms("Norah AI-Dossari", turkish=False), with_known_forms("AI-Driven", turkish=False)
    ('Norah Al-Dossari', 'AI-Driven')
    >>> with_known_forms("S.I. Khan", turkish=False), with_known_forms("VI. Bezirk", turkish=False)
    ('S.I. Khan', 'VI. Bezirk')
    """
    text = _ARABIC_HYPHEN.sub(lambda found: "Al" if _is_arabic_name(found["name"]) else found[0][:2], text)
    mended = _SHORT.sub(lambda found: _as_known(found.group(), text[: found.start()], turkish=turkish), text)
    return _ARABIC_AL.sub("Al", mended) if _is_arabic(mended) else mended


def _as_known(word: str, before: str, *, turkish: bool) -> str:
    doubtful = sum(letter in _LOOK_ALIKE for letter in word)
    if not 0 < doubtful <= _MOST_DOUBTS or _NUMERAL.fullmatch(word) or _is_form(word, before):
        return word
    capitals = any(map(str.isupper, word)) or not before
    for letters in product(*(_LOOK_ALIKE.get(letter, letter) for letter in word)):
        variant = "".join(letters) if capitals else "".join(letters).replace("O", "o")
        if ("Ş" in variant) == (turkish and "$" in word) and _is_form(variant, before):
            return variant
    return word


def _is_form(word: str, before: str) -> bool:
    """Tell whether a word is or ends a legal form with dots behind a name, or is a street word cut short.

    Behind a name it is where it is not the first word of its line: there it may be initials.
    """
    folded = words.split_words(word)
    if len(folded) != 1 or "$" in word or "|" in word:
        return False
    if word.count(".") > 1:
        form = [*words.split_words(before)[-_LONGEST_FORM:], *folded]
        ends = (" ".join(form[start:]) for start in range(len(form)))
        return bool(before) and any(end in words.words("legal_forms") for end in ends)
    return word.endswith(".") and word[0].isupper() and folded[0] in words.words("streets")


def _is_arabic_name(word: str) -> bool:
    """Tell whether a word behind "AI-" is part of a name, as none of a trade and no English ending is."""
    trades = ("titles", "companies", "departments", "slogans")
    return word.lower() not in _TECHNICAL and not any(words.phrases(kind, word) for kind in trades)


def _is_arabic(text: str) -> bool:
    """Tell whether the words around "AI" are a place or a person, rather than a trade."""
    others = [word for word in words.split_words(text) if word not in ("ai", "al")]
    trades = ("titles", "companies", "departments", "slogans")
    if any(word in words.words(kind) for word in others for kind in trades):
        return False
    named = bool(others) and words.is_given(others[0]) and len(others) > 1
    return named or bool(words.phrases("streets", text)) or any(map(str.isdigit, text))
