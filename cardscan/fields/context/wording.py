"""What a text shows by itself: its form, and what the vocabularies know of its words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.meaning import is_known_or_like, known_or_like, share_known_or_like
from cardscan.fields.lexicon.native import is_native_name
from cardscan.text import is_cjk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|[^\w\s]")
_INITIAL = re.compile(r"\b[^\W\d_]\.")
_INITIALS_FIRST = re.compile(r"(?:[^\W\d_]\.\s?){1,3}(?=[^\W\d_]{2})")
_WESTERN = re.compile(r"[A-Za-zÀ-ɏ]")
"""Letters that the CRF learnt as Latin: Vietnamese with its own marks is mixed, which tells it apart."""

VOCABULARIES = (
    "given_names", "family_names", "name_prefixes", "name_suffixes", "particles", "titles", "departments",
    "companies", "legal_forms", "streets", "towns", "regions", "countries", "slogans",
)  # fmt: skip
"""The word lists that are asked about every block."""

_NATIVE_NAME = (
    "word:family_names", "share:family_names:most", "first:family_names",
    "word:given_names", "share:given_names:most", "last:given_names", "pattern:N", "unknown:none",
)  # fmt: skip
"""What the vocabularies would know of the words of a name that is written without a space between them."""


def text_marks(text: str) -> set[str]:
    """Return the features of a text that holds at least one word."""
    tokens = tuple(_TOKEN.findall(text))
    return {"bias", *_shape_marks(text, tokens), *_word_marks(text)}


def _shape_marks(text: str, tokens: Sequence[str]) -> Iterator[str]:
    """Yield what can be seen without knowing any language."""
    alphabetic = [token for token in tokens if token[0].isalpha()]
    digits = sum(char.isdigit() for char in text)
    yield f"words:{min(len(alphabetic), 7)}"
    yield f"length:{min(len(text) // 6, 8)}"
    yield f"case:{_case(alphabetic)}"
    yield f"script:{_script(text)}"
    yield f"digits:{'none' if not digits else 'few' if digits < 0.3 * len(text) else 'many'}"
    if text[0].isdigit() or text[0] == "#":
        yield "starts:digit"
    if text[-1].isdigit():
        yield "ends:digit"
    if any(token.isdigit() and 4 <= len(token) <= 7 for token in tokens):
        yield "number:postal"
    if any(token.isdigit() and len(token) <= 3 for token in tokens):
        yield "number:house"
    if _INITIAL.search(text):
        yield "initial"
    if alphabetic and alphabetic[0].islower():
        yield "starts:lower"
    if text[-1] in ",-&" or (alphabetic and alphabetic[-1].islower() and len(alphabetic[-1]) <= 3):
        yield "ends:open"
    yield from _continuing_marks(text)
    for mark in "&,/().-:'+!?#":
        if mark in text:
            yield f"has:{mark}"


def _continuing_marks(text: str) -> Iterator[str]:
    """Yield whether the text looks cut off at its end, or like the rest of what stands before."""
    folded = words.split_words(text)
    if text[-1] == ",":
        yield "ends:comma"
    small = words.words("function_words")
    goes_on = text[-1].isalpha() and folded[1:] and folded[-1] in small
    if goes_on or text[-1] in "-–&+/" or text.count("(") > text.count(")"):
        yield "ends:unfinished"
    if text[0] in "&+-–(" or (folded[1:] and folded[0] in small):
        yield "starts:function"
    if is_cjk(text[-1]):
        yield f"tail:{text[-1]}"


def _case(tokens: Sequence[str]) -> str:
    """Return how capitals are used in the words that can bear them."""
    cased = [token for token in tokens if token.lower() != token.upper()]
    if not cased:
        return "none"
    if all(token.isupper() for token in cased):
        return "upper"
    if all(token.islower() for token in cased):
        return "lower"
    if all(token[0].isupper() for token in cased):
        family = any(token.isupper() and len(token) > 2 for token in cased)
        return "name-FAMILY" if family else "title"
    return "title-small" if cased[0][0].isupper() else "mixed"


def _script(text: str) -> str:
    scripts = {_script_of(char) for char in text if char.isalpha()}
    if not scripts:
        return "none"
    return scripts.pop() if len(scripts) == 1 else "mixed" if "latin" in scripts else "native"


def _script_of(char: str) -> str:
    return "latin" if _WESTERN.match(char) else "native"


def _word_marks(text: str) -> Iterator[str]:
    """Yield what the vocabularies know about the words, and what words are like theirs."""
    folded = words.split_words(text)
    if not folded:
        return
    if is_native_name("".join(text.split())):
        yield from _NATIVE_NAME
        return
    explained: set[str] = set()
    for kind in VOCABULARIES:
        # "N.V. Rao" is a person: initials in front are no legal form
        found = known_or_like(kind, _INITIALS_FIRST.sub("", text, count=1) if kind == "legal_forms" else text)
        if not found:
            continue
        share = share_known_or_like(kind, text)
        yield f"word:{kind}"
        yield f"share:{kind}:{'all' if share > 0.99 else 'most' if share >= 0.5 else 'few'}"
        if found[0].startswith(folded[0]):
            yield f"first:{kind}"
        if found[-1].endswith(folded[-1]):
            yield f"last:{kind}"
        explained.update(word for phrase in found for word in phrase.split())
    yield f"pattern:{_pattern(text)}"
    strange = sum(word not in explained for word in folded) / len(folded)
    yield f"unknown:{'all' if strange > 0.99 else 'half' if strange >= 0.5 else 'few' if strange else 'none'}"


_PATTERN_LETTERS = {
    "name_prefixes": "P", "name_suffixes": "S", "titles": "T", "departments": "D", "companies": "C",
    "legal_forms": "L", "streets": "A", "towns": "W", "regions": "R", "countries": "R", "particles": "p",
}  # fmt: skip


def _pattern(text: str) -> str:
    """Return what the words are one by one, a letter each, repetitions once, six at most.

    N is a name of a person, I an initial, 0 a number, x an unknown word: "PN" of "Dr. Anna Weber".
    """
    letters = []
    for word in words.split_words(text)[:8]:
        kinds = [letter for kind, letter in _PATTERN_LETTERS.items() if is_known_or_like(kind, word)]
        if word[0].isdigit():
            letters.append("0")
        elif len(word) == 1:
            letters.append("I")
        elif word in words.words("given_names") or word in words.words("family_names"):
            letters.append("N" if not kinds else f"({kinds[0]})")
        else:
            letters.append(kinds[0] if kinds else "x")
    merged = [letter for at, letter in enumerate(letters) if not at or letters[at - 1] != letter]
    return "".join(merged[:6])
