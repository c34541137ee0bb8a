"""Labels of names and addresses: "Contact: Anna Weber", "地址：…"."""

from __future__ import annotations

import re
from functools import cache

from cardscan.fields.layout.persons import is_person
from cardscan.fields.lexicon.lists import printed
from cardscan.fields.lexicon.native import is_native_name
from cardscan.fields.lexicon.words import is_given
from cardscan.text import is_cjk

_TAKEN_OFF = ("person", "title", "organization")
_COLON = r"\s*[:：]\s*"
_MOST_WORDS = 5
"""Words of a name; more are a sentence that begins with such a word."""


def label_before(text: str) -> str:
    """Return what stands before a name, title or company to say what it is, with what parts them, or "".

    >>> label_before("Contact: Anna Weber"), label_before("联系人王小明"), label_before("Contact us: daily")
    ('Contact: ', '联系人', '')
    """
    return next((found for kind in _TAKEN_OFF if (found := _label_of(kind, text))), "")


def _label_of(kind: str, text: str) -> str:
    label = _labels(kind).match(text)
    if label is None:
        return ""
    rest = text[label.end() :].strip()
    if not label["colon"]:
        proper = all(word[0].isupper() for word in rest.split())
        named = is_native_name("".join(rest.split())) or (proper and (is_person(rest) or is_given(rest)))
        return label[0] if kind == "person" and named else ""
    alone = 0 < len(rest.split()) <= _MOST_WORDS and not any(map(str.isdigit, rest))
    return label[0] if alone else ""


def is_labelled_address(text: str) -> bool:
    """Tell whether a text says of itself that it is an address.

    >>> is_labelled_address("公司地址：南京路12号"), is_labelled_address("地址簿")
    (True, False)
    """
    label = _labels("address").match(text)
    return label is not None and bool(label["colon"]) and is_cjk(text[label.end() :])


def is_label(text: str) -> bool:
    """Tell whether a text is no more than the label of a name, title or company, which stands elsewhere.

    >>> is_label("联系人："), is_label("Contact"), is_label("Contact: Anna Weber")
    (True, True, False)
    """
    label = text.strip(" .:：").casefold()
    return any(label == said.casefold() for kind in _TAKEN_OFF for said in printed("field_labels")[kind])


def is_address_label(text: str) -> bool:
    """Tell whether a text is only the label of an address, which stands behind it."""
    label = _labels("address").match(text)
    return label is not None and not text[label.end() :].strip() and is_cjk(text)


@cache
def _labels(kind: str) -> re.Pattern[str]:
    """Return a pattern of all labels of a kind at a text's start; spaces in native ones may be anywhere."""
    forms = [
        r"\s*".join(map(re.escape, label)) if is_cjk(label) else re.escape(label)
        for label in sorted(printed("field_labels")[kind], key=len, reverse=True)
    ]
    end = rf"(?:(?P<colon>{_COLON})|\b|(?<=[^\x00-\u2fff])\s*)"
    return re.compile(rf"\W*(?:{'|'.join(forms)}){end}", re.IGNORECASE)
