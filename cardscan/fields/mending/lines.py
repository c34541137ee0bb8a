"""Mend a reading: letters, case and spaces that the words themselves or the card prove wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from cardscan.fields.country import region_votes
from cardscan.fields.layout.rows import sheet_of
from cardscan.fields.lexicon import words
from cardscan.fields.lexicon.habits import habits, habits_of
from cardscan.fields.lexicon.native import closed_up
from cardscan.fields.mending.choosing import chosen
from cardscan.fields.mending.confusables import with_known_forms
from cardscan.fields.mending.glued import with_parted_words, witness
from cardscan.fields.mending.small_l import with_small_l
from cardscan.fields.mending.turkish import with_turkish
from cardscan.fields.mending.vietnamese import with_vietnamese
from cardscan.fields.postal.codes import mended_codes
from cardscan.fields.telephone.numbers import numbers
from cardscan.text import is_cjk

if TYPE_CHECKING:
    from cardscan.fields.mending.glued import Witness
    from cardscan.model import Lines

_ADDRESS = re.compile(r"@|(?:https?:|www[.,])|\w\.(?:com|net|org)\b", re.IGNORECASE)
_TURKISH = re.compile(r"[şŞğĞ]|\.tr\b|\+\s?\(?90\b|\b(?:Mah|Cad|Sok|Blv|Bulvar[ıi]|Caddesi|Soka[gğ][ıi])\b")
_DOTTED = re.compile(r"\w*[ıİ]\w*")
_LEAST_TOWN = 3
_WIDE = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20})
_SMALL_CAPITALS = re.compile(r"(?<![^\W\d_])[A-ZÀ-Þ][^\W\d_]*[A-ZÀ-Þ](?![^\W\d_])")
_SPACED = re.compile(
    r"(?<![\w.])(?:[^\W\d_] ){3,}[^\W\d_](?![\w.])|\A(?:[A-ZÀ-Þ]{1,3} ){4,}[A-ZÀ-Þ]{1,3}\Z"
    r"|\A(?=.* [A-ZÀ-Þ]{2,6} (?:[A-ZÀ-Þ]{1,6} )*[A-ZÀ-Þ](?: |\Z))(?:[A-ZÀ-Þ]{1,6} ){4,}[A-ZÀ-Þ]{1,6}\Z"
)
"""Letters set apart; where capitals fill the line, the reader may have joined some, but not only the last."""
_NATIVE_NAME = re.compile(r"([\u3400-\u9fff]) ([\u3400-\u9fff]{2,4})\Z")
_ORDINAL = re.compile(r"(?<=\d)\s?[eêé]me\b")
_FIRST = re.compile(r"(?<=\d)[iIl]st\b|\b[Il]st(?= (?:Floor|Flr|Fl)\b)")
"""1st, as it is read in many typefaces."""
_FINLAND = re.compile(r"\b[Ff]l-(?=\d{5}\b)")
_NUMBER_WITH_O = re.compile(r"(?<![\w.])(?=\d\d|\d[Oo]\d|\dOO)\d(?:[\dO]|o(?=\d))*(?!\w)")
"""Digits and letters O, but "2O" and "10o", which may be ordinals."""
_LIKE_A_CODE = re.compile(
    r"(?:\A|(?<=[,–-] ))(?:\d{3,4}[oO]|\d\d-\d\d[oO]|[Il]\d{3}[\doO]|[Il]\d\d[oO])(?= [A-ZÀ-Þ][^\W\d_])"
    r"|(?<=[a-zà-ÿ] )\d{4}o(?=,|\Z)"
)
"""What looks like a postal code before or behind a town but for its first or last sign."""
_ZEROS = re.compile(r"(?<=\d)o{2,}(?!\w)")
_ONE = re.compile(r"(?<=\d)[Il]+(?=\d)|(?<![\w.])[Il](?=\.\d{3}(?!\d))")
"""What can only be a 1: between digits, or in front of thousands."""
_DIGIT_FOR = str.maketrans("IlOo", "1100")
_POSTAL_MARK = re.compile(r"(?<![\u30a0-\u30ff\u3400-\u9fff])[テ干](?=\s?\d{3}-\d{4}(?![\d-]))")
"""Signs that Japan's 〒 in front of a postal code is taken for."""
_MIXED = re.compile(r"\d[^\W\d_]|[^\W\d_]\d")
"""A digit beside a letter, which may be a digit misread."""
_LONGEST_CODE = 9
"""Digits, with those of a house number on the same line."""
_LEAST_VOTES = 3.0
"""Weight of votes from which on a country's postal codes are mended."""


def mended(reading: Lines) -> Lines:
    """Return the reading with misread letters, capitals and spaces put right, line for line.

    Lines keep their number, order and place. Only what a vocabulary, the country's
    postal codes or the form of the words themselves prove is changed.
    """
    reading = chosen(reading)
    texts = [line.text for line in reading.lines]
    turkish = any(_TURKISH.search(text) or _names_turkey(text) for text in texts)
    texts = with_small_l(texts)
    texts = [text if _ADDRESS.search(text) else _with_letters(text, turkish=turkish) for text in texts]
    told = witness(texts)
    texts = [text if _ADDRESS.search(text) else _with_words(text, told) for text in texts]
    texts = with_vietnamese(texts)
    reading = _with_texts(reading, texts)
    if not any(map(_hangs_on_the_country, texts)):
        return reading
    votes = region_votes(reading, numbers(sheet_of(reading)))
    japanese = bool(votes) and votes[0][0] == "JP"
    texts = [_native_parted(text, japanese=japanese) for text in texts]
    if votes and votes[0][1] >= _LEAST_VOTES:
        texts = [_of_its_language(text, votes[0][0]) for text in texts]
    if votes and votes[0][1] >= _LEAST_VOTES:
        texts = [text if _is_reached_by(text) else mended_codes(text, votes[0][0]) for text in texts]
    return _with_texts(reading, texts)


def _names_turkey(text: str) -> bool:
    """Tell whether a text has a town of Turkey with one of its letters: "İzmir", not "Izmir"."""
    dotted = [word for word in _DOTTED.findall(text) if len(word) > _LEAST_TOWN]
    return any("TR" in words.countries_of("towns", word) for word in dotted)


def _hangs_on_the_country(text: str) -> bool:
    """Tell whether the country may prove the text wrong; to find the country takes time."""
    foreign = any(letters.search(text) for letters, _ in _all_misread())
    return foreign or bool(_NATIVE_NAME.fullmatch(text) or (_MIXED.search(text) and not _is_reached_by(text)))


def _is_reached_by(text: str) -> bool:
    """Tell whether the text is an e-mail, a website or a phone, in which no postal code stands."""
    return bool(_ADDRESS.search(text)) or sum(letter.isdigit() for letter in text) > _LONGEST_CODE


def _with_texts(reading: Lines, texts: list[str]) -> Lines:
    lines = zip(reading.lines, texts, strict=True)
    return replace(reading, lines=tuple(replace(line, text=text or line.text) for line, text in lines))


def _with_letters(text: str, *, turkish: bool) -> str:
    """Return the text with letters that no word of it can have read as those they look like."""
    if not is_cjk(text):
        text = text.translate(_WIDE)
    text = with_turkish(text) if turkish else _without_dotless(text)
    text = _NUMBER_WITH_O.sub(lambda number: number[0].replace("O", "0").replace("o", "0"), text)
    text = _ONE.sub(lambda ones: "1" * len(ones[0]), text)
    text = _ZEROS.sub(lambda zeros: "0" * len(zeros[0]), text)
    text = _FINLAND.sub("FI-", _FIRST.sub("1st", text))
    text = _LIKE_A_CODE.sub(lambda code: code[0].translate(_DIGIT_FOR), text)
    text = _POSTAL_MARK.sub("〒", text)
    text = with_known_forms(_ORDINAL.sub("ème", text), turkish=turkish)
    return _SMALL_CAPITALS.sub(lambda word: _in_capitals(word.group()), text)


def _without_dotless(text: str) -> str:
    """Return the text with Turkish letters as the plain ones that a reader takes for them.

    >>> _without_dotless("Martın"), _without_dotless("HRıR 9BL")
    ('Martin', 'HRIR 9BL')
    """
    text = re.sub(r"(?<=[A-Z])ı(?=[A-Z\d]|\b)|\bı(?=[A-Z])", "I", text)
    return text.replace("ı", "i").replace("İ", "I")


def _in_capitals(word: str) -> str:
    """Return a word of small capitals, of which some were read as small letters, all in capitals.

    >>> [_in_capitals(word) for word in ("WeBErHOF", "McDONALD", "GmbH", "LinkedIn")]
    ['WEBERHOF', 'McDONALD', 'GmbH', 'LinkedIn']
    """
    inside = re.findall(r"(?<=[A-ZÀ-Þ])[^\W\d_A-ZÀ-Þ]+(?=[A-ZÀ-Þ])", word)
    capitals = sum(letter.isupper() for letter in word)
    short = inside and max(map(len, inside)) <= 2
    amid = len(inside) > 1 or re.search(r"[A-ZÀ-Þ]{3}[^\W\d_A-ZÀ-Þ]+[A-ZÀ-Þ]{2}", word)
    if len(word) > 5 and short and amid and capitals >= 0.6 * len(word):
        return word.upper()
    return word


def _with_words(text: str, told: Witness) -> str:
    """Return the text with words parted or joined as the vocabularies or the card's addresses prove."""
    text = closed_up(_SPACED.sub(lambda spaced: _joined(spaced.group()), text))
    return _with_capital(with_parted_words(text, told))


def _joined(spaced: str) -> str:
    """Return letters set apart as words: a known given and family name, else one word.

    >>> _joined("J O H N W E B E R"), _joined("Z A R B O"), _joined("PA I NT E R")
    ('JOHN WEBER', 'ZARBO', 'PAINTER')
    """
    pieces = spaced.split()
    whole = any(len(piece) > 2 and words.fold(piece) in words.words("function_words") for piece in pieces)
    if whole or 2 * sum(len(piece) == 1 for piece in pieces) < len(pieces):
        return spaced
    word = spaced.replace(" ", "")
    for cut in range(3, len(word) - 2):
        if words.is_given(word[:cut]) and words.is_family(word[cut:]):
            return f"{word[:cut]} {word[cut:]}"
    return word


def _native_parted(text: str, *, japanese: bool) -> str:
    """Return a Chinese or Japanese name parted behind its family name.

    Family names of one letter are the rule in China, of two in Japan.

    >>> _native_parted("佐 藤花子", japanese=True), _native_parted("王 小明", japanese=False)
    ('佐藤 花子', '王 小明')
    """
    native = _NATIVE_NAME.fullmatch(text)
    if not native:
        return text
    whole = native[1] + native[2]
    families = words.words("family_names")
    misplaced = japanese or native[1] not in families
    return f"{whole[:2]} {whole[2:]}" if misplaced and whole[:2] in families else text


def _of_its_language(text: str, country: str) -> str:
    """Return the text with letters that the country's language has for those that readers see in it.

    >>> _of_its_language("Cirurgiă-Dentista", "BR"), _of_its_language("Žd’ár nad Sázavou", "CZ")
    ('Cirurgiã-Dentista', 'Žďár nad Sázavou')
    """
    for letters, right in _misread(country):
        text = letters.sub(right, text)
    return text


@cache
def _misread(country: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the letters misread in a country's language, and what they are; two are so within words."""
    pairs = (pair.split(":") for pair in habits_of(country).letters_misread)
    return tuple(
        (re.compile(re.escape(wrong) + (r"(?=[^\W\d_])" if len(wrong) > 1 else "")), right)
        for wrong, right in pairs
    )


@cache
def _all_misread() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(pair for country in habits() for pair in _misread(country))


def _with_capital(text: str) -> str:
    """Return a name whose first capital I was read as a small L.

    >>> _with_capital("lan Falkner"), _with_capital("la Scala")
    ('Ian Falkner', 'la Scala')
    """
    first, _, rest = text.partition(" ")
    others = rest.split()
    small = re.fullmatch(r"l[a-zà-ÿ]+", first) and words.fold(first) not in words.words("particles")
    named = 1 <= len(others) <= 3 and all(other[0].isupper() and other.isalpha() for other in others)
    return f"I{text[1:]}" if small and named and words.is_given(f"I{first[1:]}") else text
