"""Turkish letters that readers take for others: "ŞTI", "iSTANBUL", "ÇAČLAYAN"."""

from __future__ import annotations

import re
from functools import cache

from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.lists import groups, listed

_CAPITALS = re.compile(r"(?<![^\W\d_])[A-ZÇĞIİÍÌÖŞÜČ]{2,}(?![^\W\d_])")
_TURKISH = re.compile(r"[ÇĞİŞı]")
"""Letters of Turkish that its neighbours in trade have not."""
_SMALL = re.compile(
    r"(?<![^\W\d_])i(?!OS|PHONE|PAD|MAC)(?=[A-ZÇĞÖŞÜ]{2})|(?<=[A-ZÇĞİÖŞÜ]{2})i(?=[A-ZÇĞİÖŞÜ]|(?![^\W\d_]))"
    r"|(?<=[A-ZÇĞİÖŞÜ])i(?=[A-ZÇĞİÖŞÜ](?:i?[A-ZÇĞİÖŞÜ]|(?![^\W\d_])))"
)
"""A dotted capital that was read as a small letter."""
_DOTLESS = re.compile(r"(?<=[A-ZÇĞİÖŞÜ])I(?=[a-zçğıöşü])")
"""A small letter that looks like a capital: "RIza"."""
_FIRST = re.compile(r"\Ai[^\W\d_]+(?= [A-ZÇĞİÖŞÜ])")
_SOFT = re.compile(r"(?<=[A-ZÇĞİÖŞÜ])Č(?=[A-ZÇĞİÖŞÜ])")
"""A Ğ, which begins no word, with a sign that Turkish has not."""
_FRONT = re.compile(r"(?<=[EİÖÜ])([^AEIİOÖUÜ]{0,3})I")
"""Behind these vowels a word goes on with a dotted one (vowel harmony)."""


def with_turkish(text: str) -> str:
    """Return a line of a Turkish card with the letters that its words have.

    Capitals get their dots where the word is known, and by vowel harmony where the line has Turkish letters.

    >>> with_turkish("GÖKSOY TEKSTIL SAN. VE DIŞ TÍC. LTD. ŞTI."), with_turkish("MERSIN MARBLE TRADING")
    ('GÖKSOY TEKSTİL SAN. VE DIŞ TİC. LTD. ŞTİ.', 'MERSİN MARBLE TRADING')
    >>> with_turkish("Merter / iSTANBUL"), with_turkish("ibrahim Halil Göksoy"), with_turkish("ÇAČLAYAN")
    ('Merter / İSTANBUL', 'İbrahim Halil Göksoy', 'ÇAĞLAYAN')
    >>> with_turkish("RIza GÖKSOY"), with_turkish("HALI & KiLiM SAN. ve TiC."), with_turkish("WiFi")
    ('Rıza GÖKSOY', 'HALI & KİLİM SAN. ve TİC.', 'WiFi')
    """
    text = _DOTLESS.sub("ı", _SMALL.sub("İ", text))
    text = _FIRST.sub(lambda name: f"İ{name[0][1:]}" if words.is_given(name[0]) else name[0], text)
    harmonious = _TURKISH.search(text) is not None
    return _CAPITALS.sub(lambda word: _dotted(word[0], harmonious=harmonious), text)


def _dotted(word: str, *, harmonious: bool) -> str:
    if known := _known().get(words.fold(word)):
        return known
    if _TURKISH.search(word):
        word = _SOFT.sub("Ğ", word)
    before = ""
    while harmonious and before != word:
        before, word = word, _FRONT.sub(r"\1İ", word)
    return word


@cache
def _known() -> dict[str, str]:
    """Return the words whose letters are known, in capitals, by what is left of them without dots."""
    people = (
        name
        for group in groups("given_names")
        if group.key == "TR" and not group.folded
        for name in group.entries
    )
    every = {_in_capitals(word) for entry in (*people, *listed("turkish")) for word in entry.split()}
    return {words.fold(word): word for word in sorted(every)}


def _in_capitals(word: str) -> str:
    return word.replace("i", "İ").replace("ı", "I").upper()
