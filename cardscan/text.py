"""Text made comparable letter by letter, and the word lists that it is compared with."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib import resources

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣ー"), "-")
_SIGNS = str.maketrans("•∙・●。、：﹕｜¦（）［］【】〔〕／＠．，；", "····.,::||()[][]()/@.,;")


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


def folded(text: str) -> str:
    """Return the text in lower case without accents.

    >>> folded("Télécopie STRASSE Łódź")
    'telecopie strasse lodz'
    """
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ı", "i"))
    return unicodedata.normalize("NFC", "".join(c for c in apart if not 0x300 <= ord(c) <= 0x36F))


@cache
def vocabulary(name: str) -> tuple[tuple[str, ...], ...]:
    """Return a word list's rows, each split at its tabs; notes (after #) and blank rows left out."""
    file = resources.files("cardscan.fields.lexicon").joinpath("vocabulary", f"{name}.txt")
    text = file.read_text(encoding="utf-8")
    rows = (row for row in text.splitlines() if row.strip() and not row.startswith("#"))
    return tuple(tuple(cell.strip() for cell in row.split("\t")) for row in rows)
