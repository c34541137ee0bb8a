"""Whether two vCards say the same, however they are written, and where they differ."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeAlias

from cardscan.carddav.answers import printable
from cardscan.contact_fields import DETAILS
from cardscan.payload.vcard import properties

CardProperty: TypeAlias = tuple[str, tuple[str, ...], str]
"""A property's name, the words of its type, its value."""

_FRAME = frozenset({"BEGIN", "END", "VERSION", "REV", "PRODID"})
"""What says nothing about the person; servers write these anew."""

_LABELS = {
    "N": "name in parts",
    "FN": "name",
    "ORG": "company",
    "TEL": "phone",
    "EMAIL": "e-mail",
    "ADR": "address",
    "BDAY": "birthday",
    "CATEGORIES": "labels",
    "NICKNAME": "other name",
    "PRONOUNS": "pronouns",
    **{field.vcard[0]: field.label.lower() for field in DETAILS if field.vcard},
}
_BULKY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Difference:
    """What one field says in the book and on the server."""

    field: str
    here: tuple[str, ...]
    there: tuple[str, ...]


def card_properties(card: bytes) -> Counter[CardProperty]:
    r"""Return what the vCard says, without its order, its spelling and its time of change.

    >>> here = b"BEGIN:VCARD\r\nFN:Anna\\, Weber\r\nTEL;TYPE=work,fax:1\r\nEND:VCARD\r\n"
    >>> there = b"BEGIN:VCARD\nREV:2026\ntel;TYPE=FAX;TYPE=WORK:1\nFN:Anna, Weber\nEND:VCARD"
    >>> card_properties(here) == card_properties(there)
    True
    """
    text = card.decode(errors="replace")
    return Counter(
        (name, tuple(sorted(words)), clean)
        for name, words, value in properties(text)
        if name not in _FRAME and (clean := _clean(name, value))
    )


def uid_of(card: bytes) -> str:
    """Return the card's UID, or ""."""
    return next((value for name, _, value in card_properties(card) if name == "UID"), "")


def digest(card: bytes) -> str:
    """Return what equal cards have in common, in hexadecimal."""
    listed = sorted(card_properties(card).elements())
    return sha256(repr(listed).encode(errors="backslashreplace")).hexdigest()


def differences(here: bytes, there: bytes) -> tuple[Difference, ...]:
    """Return what only one of the two cards says, field by field, fit for a terminal."""
    ours, theirs = card_properties(here), card_properties(there)
    only_here, only_there = ours - theirs, theirs - ours
    fields = dict.fromkeys(name for name, _, _ in (*only_here, *only_there))
    return tuple(
        Difference(
            _LABELS.get(name, printable(name.lower(), 40)), _told(only_here, name), _told(only_there, name)
        )
        for name in fields
    )


def _told(found: Counter[CardProperty], name: str) -> tuple[str, ...]:
    if name in _BULKY:
        return tuple("a picture" if name == "PHOTO" else "some data" for fact in found if fact[0] == name)
    return tuple(
        printable(f"{value} ({', '.join(words).lower()})" if words else value)
        for fact_name, words, value in found
        if fact_name == name
    )


def _clean(name: str, value: str) -> str:
    if name in _BULKY:
        return "".join(value.split())
    unescaped = _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], value)
    return "\n".join(line.strip() for line in unescaped.strip().rstrip(";").splitlines()).strip()
