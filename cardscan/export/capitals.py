"""Names printed in capitals as they are written: "DENISE LUCAS" is Denise Lucas."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardscan.model import CardScan, Contact

_PARTS = ("given_name", "additional_name", "family_name", "nickname")
_WORD = re.compile(r"[^\W\d_]+")
_INNER = re.compile(r"(?<![^\W\d_])(Mc|O[’'])([^\W\d_])", re.IGNORECASE)
_SMALL = frozenset("af al am an av bin binti da das de del den der des di do dos du e el la las le los of ten"
                   " ter ua van vom von y zu zum zur".split())  # fmt: skip
"""Words within a name that are written small, as far as they are not its first."""


def scan_in_small_letters(scan: CardScan) -> CardScan:
    """Return the scan with the contact's name as it is written."""
    return replace(scan, contact=in_small_letters(scan.contact))


def in_small_letters(contact: Contact) -> Contact:
    """Return the contact with its name in small letters, where all of it is printed in capitals.

    Titles and companies stay, since capitals there are often short forms; so does a name of initials.

    >>> from cardscan.model import Contact
    >>> in_small_letters(Contact(given_name="DENISE", family_name="VAN DER O'NEILL-LUCAS")).full_name
    "Denise van der O'Neill-Lucas"
    >>> in_small_letters(Contact(given_name="Denise", family_name="LUCAS")).full_name
    'Denise LUCAS'
    """
    said = " ".join(getattr(contact, part) for part in _PARTS)
    if not said.isupper() or all(len(word) < 3 for word in _WORD.findall(said)):
        return contact
    changed = {part: _written(getattr(contact, part)) for part in _PARTS}
    return replace(contact, **changed)  # type: ignore[arg-type]


def _written(text: str) -> str:
    return _INNER.sub(lambda found: found[1].capitalize() + found[2].upper(), _WORD.sub(_word, text))


def _word(found: re.Match[str]) -> str:
    word = found[0]
    small = word.casefold() in _SMALL and found.end() < len(found.string)
    return word.lower() if small else word.capitalize()
