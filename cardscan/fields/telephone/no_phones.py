"""Numbers that look like telephones' and are none: postal codes, radios, parts of other codes."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import phonenumbers

from cardscan.fields.lexicon.habits import habits
from cardscan.fields.lexicon.words import countries_of
from cardscan.fields.telephone.label_words import label_of

if TYPE_CHECKING:
    from cardscan.fields.telephone.numbers import Number

_RADIO = re.compile(r"\d\*\d")
"""In the number of a radio telephone: "62*14*30782"."""
_REGISTER = re.compile(r"\b(?:R\.?C\.?S|HR[AB]|V\.? ?D)\b[^\d\t]{1,25}\Z")
"""What stands before a company's number in a town's register or tax office: "RCS Brest B 123 456 789"."""
_LETTER = re.compile(r"(?<![^\W_])[A-Z]\Z")
"""A letter alone right before a number."""
_FINNISH_COMPANY = re.compile(r"\d{7}-\d")
_DUTCH_CODE = re.compile(r"[1-9]\d{3} ?[A-Z]{2}(?= [A-ZÀ-Þ])")
_JAPANESE_CODE = re.compile(r"\d{3}-\d{4}(?= ?(?:東京都|北海道|(?:大阪|京都)府|[\u4e00-\u9fff]{2,3}[県市]))")


def may_be_phone(number: Number) -> bool:
    """Tell whether nothing beside a number or in its form says that it is none of a telephone."""
    international = number.text.lstrip("( [").startswith("+")
    if (number.label == "not" and not international) or _is_postal_code(number):
        return False
    if _RADIO.search(number.row.text, number.start, number.end):
        return False
    if not number.label and _FINNISH_COMPANY.fullmatch(number.text):
        return False
    if _is_in_a_code(number) or _REGISTER.search(number.row.text, 0, number.start):
        return False
    tail = number.row.text[number.end - 1 : number.end + 1].lstrip()[1:]  # an extension takes the space
    runs_on = tail.isalpha() and tail.isascii() and number.printed_to == number.end
    return not runs_on or bool(number.label)


def _is_in_a_code(number: Number) -> bool:
    """Tell whether letters stand right before a number, or several with hyphens: "HLURB-B-06/18-0352"."""
    before = number.row.text[: number.start]
    code = re.search(r"[A-Z]{2,}-(?:\w+-)*\Z", before)
    letter = _LETTER.search(before)
    numbered = bool(letter and not label_of([letter[0]])[0])  # "Shop A3032"; but "T3032 1234"
    glued = before[-1:].isalpha() and (not number.sure_label or numbered)
    first = code[0].partition("-")[0] if code else ""
    said = label_of([first])[0] or first == "UK" or first in phonenumbers.SUPPORTED_REGIONS
    return glued or bool(code and not said and (not number.label or code[0].count("-") > 1))


def _is_postal_code(number: Number) -> bool:
    """Tell whether few digits are a postal code: a country's letter or a town stands beside them."""
    if number.follows and re.search(r"/ ?\Z", number.row.text[: number.start]):
        return False  # Mobile, too, is a town
    if any(code.match(number.row.text, number.start) for code in (_DUTCH_CODE, _JAPANESE_CODE)):
        return True
    if re.fullmatch(r"\d{3} ?\d{1,2}", number.text) and _behind_code().search(
        number.row.text, 0, number.start
    ):
        return True
    if not re.search(r"(?:\A|[^\d ] )\d{4,6}\Z", number.text):
        return False
    behind = re.match(r",? ([^\W\d_][^\t,;|·•/()\d]*)", number.row.text[number.start + len(number.text) :])
    parts = behind[1].split() if behind else []
    return any(countries_of("towns", " ".join(parts[:count])) for count in range(1, min(4, len(parts)) + 1))


@cache
def _behind_code() -> re.Pattern[str]:
    """Return the pattern of what stands before a postal code: the letters of a country and a hyphen."""
    letters = {prefix for usual in habits().values() for prefix in usual.code_prefix}
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(sorted(letters))})-\Z")
