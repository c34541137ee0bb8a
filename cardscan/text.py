"""Text made comparable, letter by letter."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣ー"), "-")
_SIGNS = str.maketrans("•∙・●。、：﹕｜¦（）［］【】〔〕／＠．，；", "····.,::||()[][]()/@.,;")

_REMEMBERED = 8192
"""Texts of which the answer is kept: a card's lines are looked at by many, again and again."""
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ħ": "h"}
    | {"’": "'", "‘": "'"}
)
# patterns with wide ranges take milliseconds to compile, which is left to whoever meets such letters first
_LATIN = r"[A-Za-zÀ-ɏ\u1e00-\u1eff]"
_CJK = r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
_ACCENTS = range(0x300, 0x370)
# letters of scripts that put no spaces between words: kana, Han, Hangul, Thai, Lao, Burmese, Khmer
_SINGLE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_WORD = f"(?=[{_SINGLE}])[^\\W_]|(?:(?![{_SINGLE}])[^\\W_])+"
_ASCII_WORD = r"[^\W_]+"


@cache
def _plain_letter(letter: str) -> str:
    code = ord(letter)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    if letter.isspace():
        return " "
    return letter


@lru_cache(maxsize=_REMEMBERED)
def plain(text: str) -> str:
    """Return the text with full-width letters, dashes and spaces in their ASCII form, at the same length.

    >>> plain("ＴＥＬ：０３‐１２３４")
    'TEL:03-1234'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_plain_letter(letter) for letter in text.translate(_SIGNS)).translate(_DASHES)


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str, *, keep_marks: bool = False, keep: str = "") -> str:
    """Return text as it is compared: small letters without accents, digits as 0 to 9.

    With `keep_marks`, only the accents of Latin, Greek and Cyrillic letters go, and not the vowel signs
    and other marks that tell words of further scripts apart; the letters in `keep` stay what they are.

    >>> fold("Łódź STRASSE, Straße, ＡＢＣ ٣"), fold("ガラス"), fold("ガラス", keep_marks=True)
    ('lodz strasse, strasse, abc 3', 'カラス', 'ガラス')
    >>> fold("DĐ", keep="đ")
    'dđ'
    """
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = map(_bare_but_marks if keep_marks else _bare, decomposed)
    letters = _LETTERS if not keep else {code: to for code, to in _LETTERS.items() if chr(code) not in keep}
    return unicodedata.normalize("NFC", "".join(bare)).translate(letters)


@cache
def _bare(letter: str) -> str:
    """Return a letter of decomposed text, a digit as 0 to 9; of an accent or mark nothing."""
    return "" if unicodedata.combining(letter) else _digit(letter)


@cache
def _bare_but_marks(letter: str) -> str:
    """Return the same, and what is no accent of Latin, Greek and Cyrillic letters."""
    return "" if ord(letter) in _ACCENTS else _digit(letter)


def _digit(letter: str) -> str:
    return str(unicodedata.decimal(letter)) if letter.isdecimal() else letter


@lru_cache(maxsize=_REMEMBERED)
def latin(text: str) -> str:
    """Return folded text with Cyrillic and Greek letters as the Latin ones that its people write for them.

    >>> latin("дзвенислава ощипко"), latin("μανωλης"), latin("김민수")
    ('dzvenislava oshchipko', 'manolis', '김민수')
    """
    if not re.search(r"[\u0370-\u052f]", text):
        return text
    from anyascii import anyascii

    return str(re.sub(r"[\u0370-\u052f]+", lambda found: anyascii(found[0]).lower(), text))


def words(text: str) -> list[str]:
    """Return the words of a text, folded; letters of scripts without spaces are words by themselves.

    >>> words("Dr. Anna-Lena von_der Heide 山田Tea")
    ['dr', 'anna', 'lena', 'von', 'der', 'heide', '山', '田', 'tea']
    """
    folded = fold(text)
    return re.findall(_ASCII_WORD if folded.isascii() else _WORD, folded)


def is_native(text: str) -> bool:
    """Tell whether most letters belong to a script other than Latin."""
    if text.isascii():
        return False
    letters = [sign for sign in text if unicodedata.category(sign).startswith("L")]
    return 2 * sum(not re.match(_LATIN, letter) for letter in letters) > len(letters)


def is_cjk(text: str) -> bool:
    """Tell whether Chinese, Japanese or Korean letters occur in the text.

    >>> is_cjk("株式会社"), is_cjk("Café")
    (True, False)
    """
    return not text.isascii() and bool(re.search(_CJK, text))
