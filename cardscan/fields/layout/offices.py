"""Labels of offices: "Warehouse: 12 Dock Rd", "Niederlassung Leipzig:", "大阪支店"."""

from __future__ import annotations

import re
from functools import cache

from cardscan.fields.lexicon.lists import printed
from cardscan.fields.lexicon.words import countries_of, is_family, is_given, phrases, split_words
from cardscan.text import is_cjk

_PHRASE = re.compile(r"(?P<phrase>[^\W\d_][^\d:：@]{3,39}?)\s*[:：]\s*(?=\S)")
_MOST_WORDS = 5
_ANYTHING = re.compile(r"(?P<anything>[^\W\d_][^\d:：@,;|/]{2,24}?)\s*[:：]\s*(?=[^\W\d_]{3})")
_MOST_OF_ANYTHING = 3
_HOUSE = re.compile(r"[^\W\d_a-zß-ÿ][^\W\d_]{2,}(?: [^\W\d_]+\.?){0,3},? (?:\d{1,4}[^\W\d_]?,|\d{2,4}$)")
"""A street and its number begin the line: "Rincón 618, Centro"."""
_NO_HOUSE = re.compile(r"\d{7}|\d[.:h]\d\d|\b[A-Z]{2}\d\d \d{4}|\b(?:IBAN|BIC|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b")
"""Of a register, of hours, of a bank."""
_TOWN = re.compile(r"(?P<town>[^\W\d_][\w .'’-]{1,30}?)\s*[:：]\s*")


def office_before(text: str) -> str:
    """Return what stands before an address to say whose office it is: "Warehouse: ", "Werk II - ", or "".

    A place or number may stand beside it, or a town or country instead; what follows must have a number,
    as a list of towns has none. Anything else may be such a label where a house's address begins behind it.

    >>> office_before("Warehouse: 12 Dock Rd"), office_before("大阪支店 〒530-0001 大阪府")
    ('Warehouse: ', '大阪支店 ')
    >>> office_before("Visit our showroom: 12 Dock Rd"), office_before("Regd. Office & Works: 3 Mill Lane")
    ('Visit our showroom: ', 'Regd. Office & Works: ')
    >>> office_before("Niederlassungen: Leipzig, Köln"), office_before("Factory Lane 12")
    ('', '')
    >>> office_before("Kennels: Hill Road 12, Leeds"), office_before("Open: Monday 9")
    ('Kennels: ', '')
    """
    label = _offices().match(text) or _phrase(text) or _place(text) or _anything(text)
    if not label:
        return ""
    town, rest = label.groupdict().get("town"), text[label.end() :]
    return label[0] if any(map(str.isdigit, rest)) or (not town and _ends_in_a_town(rest)) else ""


def _place(text: str) -> re.Match[str] | None:
    """Return the match of a town or country before a colon."""
    label = _TOWN.match(text)
    return (
        label if label and any(countries_of(kind, label["town"]) for kind in ("towns", "countries")) else None
    )


def _anything(text: str) -> re.Match[str] | None:
    """Return the match of a few words before a colon behind which a house's address begins."""
    label = _ANYTHING.match(text)
    said = split_words(label["anything"]) if label else ()
    if not label or len(said) > _MOST_OF_ANYTHING or any(map(is_given, said)) or _NO_HOUSE.search(text):
        return None
    rest = text[label.end() :]
    first, comma, _ = rest.partition(",")
    if _is_person(first):
        return None  # "Assistant: Mary Hill, 12"
    on_a_street = comma and any(map(str.isdigit, rest)) and bool(phrases("streets", first))
    return label if on_a_street or _HOUSE.match(rest) else None


def _is_person(text: str) -> bool:
    first, *rest = split_words(text)
    return bool(rest) and is_given(first) and is_family(rest[0])


def _phrase(text: str) -> re.Match[str] | None:
    """Return the match of a few words with an office among them, before a colon."""
    label = _PHRASE.match(text)
    words = re.findall(r"[^\W\d_]+", label["phrase"].casefold()) if label else []
    return label if 0 < len(words) <= _MOST_WORDS and _places() & {*words} else None


@cache
def _places() -> frozenset[str]:
    """Return the offices that one word names."""
    every = (*printed("field_labels")["office"], *printed("field_labels")["any office"])
    return frozenset(label.casefold() for label in every if len(label) > 3 and label.isalpha())


def _ends_in_a_town(text: str) -> bool:
    """Tell whether a text of several parts ends in a town: "KCN Quang Minh, Mê Linh, Hà Nội"."""
    *parts, last = text.split(",")
    return len(parts) > 1 and bool(countries_of("towns", last) or countries_of("regions", last))


def is_office(text: str) -> bool:
    """Tell whether a text is only such a label, whose address stands below.

    >>> is_office("Head Office"), is_office("Werk II:"), is_office("Office Manager")
    (True, True, False)
    """
    return _offices(alone=True).fullmatch(text.strip()) is not None


def says_only_office(label: str) -> bool:
    """Tell whether a label says no more than that an address follows: "Office:", "Head office:"."""
    return label.strip(" :：-–").casefold() in map(str.casefold, printed("field_labels")["any office"])


@cache
def _offices(*, alone: bool = False) -> re.Pattern[str]:
    """Return the pattern of an office's label at a text's start, or of one that is all of it."""
    every = (*printed("field_labels")["office"], *printed("field_labels")["any office"])
    native = "|".join(label for label in every if is_cjk(label))
    latin = "|".join(re.escape(label) for label in every if not is_cjk(label))
    native_end = r"\s*[:：]?" if alone else r"(?:\s*[:：/]\s*|\s+(?=\S)|(?=〒))"
    native_label = rf"\w{{0,4}}(?:{native}){native_end}"
    place, number = r"(?!\d)\w+", r"(?:[ ](?:[IVX]{1,3}|\d))?"
    # a colon makes a label of "Oakham Works", which may be a building's name, and of "Office 5", a room's
    named = rf"(?:{place}[ ])?(?:{latin}){number}(?:[ ]{place})?\s*[:：]\s*"
    bare = rf"(?:{latin})(?:[ ][IVX]{{1,3}})?" + ("" if alone else r"\s+[-–—]\s*")
    return re.compile(rf"[^\w(]*(?:{named}|{bare}|{native_label})", re.IGNORECASE)
