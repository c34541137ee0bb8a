"""Postal codes: what they look like in each country, and on which side of the town they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product

from cardscan.fields.lexicon.habits import habits, habits_of

LIKE_A_CODE = re.compile(r"\d{4}|\d{3} ?\d{2,3}|[A-Z]\d{1,2}[A-Z]? ?\d[A-Z]")
"""What holds a postal code of some country may hold this; much else does too."""
_BOX = re.compile(
    r"\b(?:g?p\.?\s?o\.?\s?box|post\s?box|box|postfach|postbus|postboks|bo[iî]te postale|"
    r"b\.?p\.?|c\.?s\.?|pf\.?|apartado(?: postal)?|apdo\.?|"
    r"casilla|caixa postal|cx\.? postal|skr(?:ytka|\.)? poczt\w*\.?|p\.?k\.?)"
    r"[\s:nN°o.]{0,4}\d[\d ]{0,7}\d|\b(?:no|nº|n°|plot|km)[\s.:]{1,2}\d+",
    re.IGNORECASE,
)
"""Numbers that look like postal codes and are none."""


_ALIKE = ("0OQDo", "1IiLl|", "2Zz", "5Ss", "6G", "8B")
"""Digits and letters that look alike in print."""
_SMALL = re.compile("[ilosz]")
"""Small letters among them."""
_PRINTED = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MOST_DOUBTFUL = 6
_CODE_LENGTHS = range(4, 11)
_TOKEN = re.compile(r"[^\s,;()]+")


@dataclass(frozen=True, slots=True)
class PostalShape:
    """How one country writes its postal codes."""

    order: str
    """The parts of the last line: "ZC" for the code before the town, "CSZ" for town, state, code."""
    pattern: re.Pattern[str]

    @property
    def before_town(self) -> bool:
        """Tell whether the code stands before the town."""
        return self.order.startswith("Z")

    @property
    def of_digits(self) -> bool:
        """Tell whether the codes hold no letters."""
        return not re.search("[A-Z]", self.pattern.pattern)


@cache
def shapes() -> Mapping[str, PostalShape]:
    """Return the shape of each country's postal codes, by ISO 3166 code.

    >>> shapes()["DE"].pattern.search("80331 München")[0], shapes()["US"].before_town
    ('80331', False)
    """
    found = {}
    for country, usual in habits().items():
        order, known, pattern = usual.postal_code.partition(" ")
        if not known:
            continue
        whole = re.compile(rf"(?<![\w/])(?<!\d-)(?:{pattern})(?![\w/]|-\w)")
        found[country] = PostalShape(order, whole)
    return found


def find_codes(text: str, country: str) -> Iterator[re.Match[str]]:
    """Yield what looks like a postal code of the country; numbers of boxes and plots do not.

    >>> [match[0] for match in find_codes("P.O. Box 21311, 8001 Zürich", "CH")]
    ['8001']
    """
    shape = shapes().get(country)
    if shape is not None:
        masked = _BOX.sub(lambda box: "#" * len(box[0]), text)
        yield from shape.pattern.finditer(masked)


def find_short_code(text: str, country: str) -> re.Match[str] | None:
    """Return the first half of a postal code at the text's end, if the country has such codes, else None.

    >>> find_short_code("London SW1", "GB")[0], find_short_code("London", "GB"), find_short_code("Bonn", "DE")
    ('SW1', None, None)
    """
    shape = habits_of(country).short_code
    return re.search(rf"(?<![\w/-])(?:{shape})\Z", text) if shape else None


def clean_code(text: str, country: str = "") -> str:
    """Return a code without the words and signs that only introduce it.

    >>> [clean_code(code) for code in ("CEP: 01310 - 100", "〒100-0001", "D-80331", "S(048619)")]
    ['01310-100', '100-0001', '80331', '048619']
    >>> clean_code("KY1-1103", "KY"), clean_code("AZ1014", "AZ")
    ('KY1-1103', 'AZ1014')
    """
    bare = re.sub(r"^(?:〒|CEP|P\.?C|C\.?P)[\s.:]*", "", text.strip())
    bare = re.sub(r"^NL[- ]{0,2}(?=\d)", "", bare)
    if not bare.startswith(habits_of(country).code_letters or ("LT", "LV")):
        sign = r"^(?:[A-Z]{1,3}[- ]{1,2}|[A-Z]{2,3}|[A-Z](?=\d{5}))(?=[\d -]{4,}$)"
        bare = re.sub(sign, "", bare)
    bare = re.sub(r"^\(?S?\(?(\d{6})\)?$", r"\1", bare)
    return re.sub(r"\s*[-‐–ー−]\s*", "-", bare).strip()


def mended_codes(text: str, country: str) -> str:
    """Return the text with digits and letters put right in what is all but a postal code of the country.

    >>> mended_codes("Hove BNI 4AP", "GB"), mended_codes("O5-215 Warszawa", "PL")
    ('Hove BN1 4AP', '05-215 Warszawa')
    """
    shape = shapes().get(country)
    if shape is None or next(find_codes(text, country), None):
        return text
    tokens = list(_TOKEN.finditer(text))
    pairs = pairwise(tokens) if not shape.of_digits else ()
    places = [(a.start(), b.end()) for a, b in pairs] + [token.span() for token in tokens]
    for start, end in places:
        if code := _mended_code(text[start:end], shape):
            return text[:start] + code + text[end:]
    return text


def _mended_code(printed: str, shape: PostalShape) -> str:
    """Return the one code that looks like what is printed, with the fewest letters changed, or ""."""
    alike = {letter: _alternatives(letter, digits=shape.of_digits) for letter in set(printed)}
    doubtful = [place for place, letter in enumerate(printed) if alike[letter]]
    digits = sum(letter.isdigit() for letter in printed)
    capitals = not any(map(str.islower, _SMALL.sub("", printed)))
    if len(printed) not in _CODE_LENGTHS or not 0 < len(doubtful) <= _MOST_DOUBTFUL or not capitals:
        return ""
    if not shape.of_digits and not any(map(str.isalpha, printed)):
        return ""  # part of a number
    found: dict[int, set[str]] = {}
    for choice in product(*(printed[place] + alike[printed[place]] for place in doubtful)):
        letters = list(printed)
        for place, letter in zip(doubtful, choice, strict=True):
            letters[place] = letter
        code = "".join(letters)
        changes = sum(a != b for a, b in zip(code, printed, strict=True))
        if changes <= (digits // 3 if shape.of_digits else digits) and shape.pattern.fullmatch(code):
            found.setdefault(changes, set()).add(code)
    fewest = found[min(found)] if found else set()
    return fewest.pop() if len(fewest) == 1 else ""


def _alternatives(letter: str, *, digits: bool) -> str:
    """Return what a letter may have been; where codes are of digits alone, only the commonest."""
    if digits:
        return {"O": "0", "Q": "0", "I": "1", "l": "1", "|": "1", "i": "1"}.get(letter, "")
    others = (other for group in _ALIKE if letter in group for other in group)
    return "".join(other for other in others if other != letter and other in _PRINTED)
