"""Telephone numbers as address books hold them, and which country those are of that name none."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, get_args

import phonenumbers

from cardscan.model import Phone, PhoneType
from cardscan.payload.proposals import cleaned, phones

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cardscan.model import Address
    from cardscan.vcards.lines import ContentLine

_TYPES: Sequence[tuple[PhoneType, frozenset[str]]] = (
    ("cell", frozenset({"CELL", "MOBILE", "IPHONE"})),
    ("pager", frozenset({"PAGER"})),
    ("work", frozenset({"WORK", "COMPANY", "MAIN"})),
    ("home", frozenset({"HOME"})),
    ("other", frozenset({"OTHER"})),
)
"""What a phone's words say, the first that meets; fax comes before all of them."""

_ABROAD = re.compile(rb"(?<![\w.@/=])(?:\+|00)[1-9][\d ()./-]{6,18}\d")
_MOST_VOTES = 3000
_MOST_ASKED = 20
"""Numbers of one card that may tell its country."""
_FEWEST_VOTES = 2
_MAJORITY = 0.6
"""Of a book's numbers with a country, for those without to be of that country, too."""


def numbers_in(lines: Iterable[ContentLine], labels: Mapping[str, str], region: str) -> Iterator[Phone]:
    """Yield a vCard's telephone numbers; `labels` are by group, as Apple writes them."""
    for line in lines:
        if line.name == "TEL":
            label = labels.get(line.group.lower(), "")
            yield from phone_in(cleaned(line.value), {*line.types, *label.upper().split()}, region, label)


def phone_in(text: str, words: set[str], region: str, label: str = "") -> tuple[Phone, ...]:
    """Return the number that a text is, of the type that the words say; () where it is none."""
    values = (found.value for found in phones(text, words, region, "import"))
    return tuple(
        replace(value, type=_type_of(words, value.type, label))
        for value in values
        if isinstance(value, Phone)
    )


def _type_of(words: set[str], guess: PhoneType, label: str) -> PhoneType:
    """Return what the words say, or the label in any language; else the guess, by the number."""
    if any("FAX" in word for word in words):
        return "fax"
    if words - {"PREF"} == {"VOICE"}:
        return "other"
    return next((kind for kind, meant in _TYPES if words & meant), label_type(label) or guess)


def label_type(label: str) -> PhoneType | Literal[""]:
    """Return the type of number that a label in any language says; "" where it says none.

    >>> label_type("Mobil"), label_type("Telefax"), label_type("Sailing boat")
    ('cell', 'fax', '')
    """
    if not label:
        return ""
    # imported when first asked for: most numbers have no label of a person's own
    from cardscan.fields.telephone.label_words import WORD, label_of

    words = WORD.findall(label)
    said = label_of(words)[0] if words else ""
    return next((kind for kind in get_args(PhoneType) if kind == said), "")


def region_of(lines: Iterable[ContentLine], places: Iterable[Address]) -> str:
    """Return the country that a vCard's addresses or its other numbers name, if that is one; else ""."""
    numbers = [line.value for line in lines if line.name == "TEL"][:_MOST_ASKED]
    if all(number.lstrip().startswith(("+", "tel:+")) for number in numbers):
        return ""
    codes = {code for place in places if (code := country_code(place.country))}
    codes = codes or {region for number in numbers if (region := _region(number))}
    return "".join(codes) if len(codes) == 1 else ""


def country_code(name: str) -> str:
    """Return the ISO 3166 code of a country by its name or code; "" where that is not known.

    >>> country_code("Deutschland"), country_code("fr"), country_code("Utopia")
    ('DE', 'FR', '')
    """
    from cardscan.fields.lexicon.words import countries_of

    codes = countries_of("countries", name) if name else ()
    if not codes and name.upper() in phonenumbers.SUPPORTED_REGIONS:
        codes = (name.upper(),)
    return codes[0] if len(codes) == 1 else ""


def country_of(pieces: Iterable[bytes | str]) -> str:
    """Return the country that most numbers in these texts are of, "" where no country has most of them."""
    votes: Counter[str] = Counter()
    for piece in pieces:
        data = piece.encode(errors="replace") if isinstance(piece, str) else piece
        votes.update(
            region
            for number in _ABROAD.findall(data)
            if (region := _region(number.decode("ascii", "replace")))
        )
        if votes.total() >= _MOST_VOTES:
            break
    for region, count in votes.most_common(1):
        if count >= max(_FEWEST_VOTES, _MAJORITY * votes.total()):
            return region
    return ""


def _region(number: str) -> str:
    """Return the country of a number that begins with "+" or 00."""
    text = re.sub(r"^(tel:)?\s*(00(?=[1-9]))?", lambda found: "+" if found[2] else "", number.strip())
    if not text.startswith("+"):
        return ""
    try:
        return phonenumbers.region_code_for_number(phonenumbers.parse(text)) or ""
    except phonenumbers.NumberParseException:
        return ""
