"""Text made comparable, letter by letter."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣ー"), "-")
_SIGNS = str.maketrans("•∙・●。、：﹕｜¦（）［］【】〔〕／＠．，；", "····.,::||()[][]()/@.,;")


_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ħ": "h"}
)
# letters of scripts that put no spaces between words: kana, Han, Hangul, Thai, Lao, Burmese, Khmer
_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_WORD = re.compile(f"(?=[{_SINGLE}])[^\\W_]|(?:(?![{_SINGLE}])[^\\W_])+")


@cache
def _plain_letter(letter: str) -> str:
    code = ord(letter)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    if letter.isspace():
        return " "
    return letter


def plain(text: str) -> str:
    """Return the text with full-width letters, dashes and spaces in their ASCII form, at the same length.

    >>> plain("ＴＥＬ：０３‐１２３４")
    'TEL:03-1234'
    """
    return "".join(_plain_letter(letter) for letter in text.translate(_SIGNS)).translate(_DASHES)


def fold(text: str) -> str:
    """Return text as it is compared: small letters without accents, digits as 0 to 9.

    >>> fold("Łódź STRASSE, Straße, ＡＢＣ ٣")
    'lodz strasse, strasse, abc 3'
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = (
        str(unicodedata.decimal(char)) if char.isdecimal() else char
        for char in decomposed
        if not unicodedata.combining(char)
    )
    return unicodedata.normalize("NFC", "".join(bare)).translate(_LETTERS)


def words(text: str) -> list[str]:
    """Return the words of a text, folded; letters of scripts without spaces are words by themselves.

    >>> words("Dr. Anna-Lena von_der Heide 山田Tea")
    ['dr', 'anna', 'lena', 'von', 'der', 'heide', '山', '田', 'tea']
    """
    return _WORD.findall(fold(text))


def folded(text: str) -> str:
    """Return the text in lower case without accents; "ĐD" is a mobile and "DD" a direct line, so đ is kept.

    >>> folded("Télécopie STRASSE Łódź ĐD")
    'telecopie strasse lodz đd'
    """
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ı", "i"))
    return unicodedata.normalize("NFC", "".join(c for c in apart if not 0x300 <= ord(c) <= 0x36F))
