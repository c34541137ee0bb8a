"""A small L that was read as a capital I: most typefaces for small print have one shape for both."""

from __future__ import annotations

import re
from functools import cache

from cardscan.fields.lexicon import words

_AMID = re.compile(r"[^\W\d_]*[a-zß-ÿ]I[^\W\d_]*")
_AFTER_SMALL = re.compile(r"(?<=[a-zß-ÿ])I(?=[a-zß-ÿ]|(?![^\W\d_]))")
_HOST = re.compile(r"(?<=@)[\w.-]+|(?<![\w@.-])www\.[\w.-]+", re.ASCII)
_CAPITAL = re.compile(r"(?<![^\W\d_])I[a-z]{3,}")
"""A word with this capital, which a host may have, too: "joe@myIsland.example"."""
_IN_NAME = re.compile(r"(?<=[a-z])I|\AI(?=[a-z]*-)")
"""Also where letters and a hyphen follow: "lra-" is a district's office, and hardly an Ira's."""
_SUFFIX = re.compile(r"(?<=[a-z])I|\AI(?=[abckuvy]\Z)")
"""Also before these letters: there is no suffix "ik"."""
_LITHUANIA = re.compile(r"\+\s?370\b|\bLT-\d{5}\b|\bLietuva\b|\bLithuania\b")
_ENDS = ("", "s")
"""What may stand behind the I of an unknown word: "MateriaIs", but "LinkedIn", "eInvoice"."""
_KINDS = (
    "given_names", "family_names", "titles", "departments", "companies", "streets", "towns", "countries",
    "phone_labels", "email_labels",
)  # fmt: skip


def with_small_l(texts: list[str]) -> list[str]:
    """Return a card's lines with l for I where a capital cannot stand: in words, and in e-mails' hosts.

    >>> with_small_l(["HoteI Weber", "anna@weberhoteI.example", "PhaseI", "LinkedIn", "@webeIs"])
    ['Hotel Weber', 'anna@weberhotel.example', 'PhaseI', 'LinkedIn', '@webeIs']
    >>> with_small_l(["jonas@kvanta.It", "+370 600 00000"]), with_small_l(["anna@weber.It"])
    (['jonas@kvanta.lt', '+370 600 00000'], ['anna@weber.It'])
    """
    lithuanian = any(map(_LITHUANIA.search, texts))
    told = {words.fold(word) for text in texts if not _HOST.search(text) for word in _CAPITAL.findall(text)}

    def mended(host: re.Match[str]) -> str:
        named = any(word in words.fold(host[0]) for word in told)
        return host[0] if named else _of_host(host[0], lithuanian=lithuanian)

    return [_HOST.sub(mended, _in_words(text)) for text in texts]


def _in_words(text: str) -> str:
    spared = [(host.start() - 1, host.end()) for host in _HOST.finditer(text)]

    def mended(word: re.Match[str]) -> str:
        inside = any(start <= word.start() < end for start, end in spared) or text[word.end() :][:1] == "@"
        return word[0] if inside else _of_word(word[0])

    return _AMID.sub(mended, text)


def _of_word(word: str) -> str:
    small = _AFTER_SMALL.sub("l", word)
    if small == word or _is_known(small):
        return small
    head, _, rest = word.rpartition("I")
    return word if _is_known(head) or rest not in _ENDS or "I" in head else small


@cache
def _is_known(word: str) -> bool:
    return any(words.fold(word) in words.words(kind) for kind in _KINDS)


def _of_host(host: str, *, lithuanian: bool) -> str:
    if "." not in host or not re.sub("[^a-zA-Z]|I", "", host).islower():
        return host
    name, _, last = host.rpartition(".")
    last = "lt" if last == "It" and lithuanian else _SUFFIX.sub("l", last)
    return f"{_IN_NAME.sub('l', name)}.{last}"
