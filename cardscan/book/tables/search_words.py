"""The words that a contact is found by, and a user's words as a question to the index."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan.contact_fields import DETAILS
from cardscan.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.model import Contact, Phone

_NUMBER = re.compile(r"[+(]*\d[\d()./-]*|[(./-]+\d[\d()./-]*")
_TRUNK_ZERO = "(0)"
_SHORTEST_NUMBER = 6
_LONGEST_QUESTION = 200
_MOST_TERMS = 8


def sort_key(contact: Contact) -> str:
    """Return what contacts are sorted by: family name, given name; else the company.

    >>> from cardscan.model import Contact
    >>> sort_key(Contact(given_name="Émile", family_name="Zola"))
    'zola emile'
    """
    person = " ".join((contact.family_name, contact.given_name, contact.additional_name))
    return " ".join(words(person) or words(contact.native_name) or words(contact.organization))


def text_of(contact: Contact, remarks: Iterable[str] = ()) -> tuple[str, str, str, str, str, str]:
    """Return the words for the index: name, organization, title, reach, address, note.

    `remarks` are the user's own words: notes, tags, events.
    """
    reach = [email.value for email in contact.emails] + [url.value for url in contact.urls]
    reach += [f"{item.service} {item.value}" for item in contact.social]
    numbers = [number for phone in contact.phones for number in _numbers(phone)]
    addresses = [
        part
        for address in contact.addresses
        for part in (
            address.formatted, address.street, address.locality, address.region, address.postal_code,
            address.country,
        )
    ]  # fmt: skip
    return (
        _joined((contact.full_name, contact.native_name)),
        _joined((contact.organization,)),
        _joined(field.of(contact) for field in DETAILS if field.key != "organization"),
        " ".join((_joined(reach), *numbers)),
        " ".join(dict.fromkeys(words(" ".join(addresses)))),
        _joined((contact.note, *remarks)),
    )


def question(text: str, *, whole: bool = False) -> str:
    """Return the user's words as an expression of FTS5 that asks for all of them, or "".

    Each may be the beginning of a word, unless `whole`. Groups of digits are asked for one by one and
    as one number, with or without the country's code. Nothing of the text becomes syntax: only
    letters and digits are left of it, and they are quoted.

    >>> question('anna NEAR("web*')
    '"anna" * AND "near web" *'
    >>> question("+49 (0)30 1234")
    '("49" * AND "30" * AND "1234" * OR "49301234" *)'
    """
    asked: list[str] = []
    number: list[str] = []
    for term in [*text[:_LONGEST_QUESTION].split(), ""]:
        plain = fold(term)
        if _NUMBER.fullmatch(plain):
            number.append(plain.replace(_TRUNK_ZERO, ""))
            continue
        asked += _asked_number(number, whole=whole)
        asked += _asked(term, whole=whole)
        number = []
    return " AND ".join(list(dict.fromkeys(asked))[:_MOST_TERMS])


def _asked(term: str, *, whole: bool) -> list[str]:
    found = words(term)
    return [f'"{" ".join(found)}"{"" if whole else " *"}'] if found else []


def _asked_number(groups: list[str], *, whole: bool) -> list[str]:
    apart = [part for group in groups for part in _asked(group, whole=whole)]
    joined = re.sub(r"\D", "", "".join(groups)).lstrip("0")
    if not joined or apart == _asked(joined, whole=whole):
        return apart
    return [f"({' AND '.join(apart)} OR {_asked(joined, whole=whole)[0]})"]


def _numbers(phone: Phone) -> list[str]:
    """Return the number's digits from each place on, so that it is found without its codes, too."""
    digits = re.sub(r"\D", "", fold(phone.value))
    shortest = max(1, len(digits) - _SHORTEST_NUMBER + 1)
    return [digits[start:] for start in range(shortest) if digits]


def _joined(texts: Iterable[str]) -> str:
    return " ".join(word for text in texts for word in words(text))
