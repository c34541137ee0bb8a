"""Names as address books hold them: in parts, in one piece, or a company's in a person's place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.contact_fields import with_name
from cardscan.model import Contact, PersonName
from cardscan.payload.proposals import names
from cardscan.text import is_cjk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_JOINED = re.compile(r"(?<!\S)(?:and|und|et|y|e|&|\+|/)(?!\S)|[()\[\]{}<>/\\|@#*_:;!?=0-9]", re.IGNORECASE)
"""What a name of one person does not hold: several are meant, or a remark."""
_SPELT = re.compile(r"[^\W\d_]")


def named(contact: Contact, parts: Sequence[str], full: str) -> Contact:
    """Return the contact under a name: its parts family, given, additional, prefix, suffix, or the full one.

    A company's name is the company, where it has no other. A name in one piece is split as on a card, unless
    it would not be the same again; then the whole is what a person is called by.
    """
    filled = [part for part in parts if part]
    whole = full or " ".join(filled)
    if not whole:
        return contact
    if is_company(whole) and (len(filled) < 2 or is_company(f"x {filled[0]}")):
        if not contact.organization:
            return replace(contact, organization=whole)
        if contact.organization == whole:
            return contact
    if len(filled) > 1 or (filled and full and full != filled[0] and " " not in filled[0]):
        for found in names([*parts], full, "import"):
            if isinstance(found.value, PersonName):
                return with_name(contact, found.value)
    return with_name(contact, in_one_piece(filled[0] if len(filled) == 1 else whole, parts))


def in_one_piece(text: str, parts: Sequence[str] = ()) -> PersonName:
    """Return the parts of a name that stands in one piece.

    >>> name = in_one_piece("Weber, Anna")
    >>> name.given, name.family, in_one_piece("Plumber (Dave)").given
    ('Anna', 'Weber', 'Plumber (Dave)')
    """
    # imported when first asked for: most address books have their names in parts
    from cardscan.fields.names import split_name

    if " " not in text and not is_cjk(text):
        return PersonName(family=text) if parts and parts[0] == text else PersonName(given=text)
    if _JOINED.search(text) or not all(_SPELT.search(word) for word in text.split()):
        return PersonName(given=text)
    split = split_name(text)
    if "," in text:  # turned round
        return replace(split, family_first=False)
    again = with_name(Contact(), split).full_name
    return split if _letters(again) == _letters(text) else PersonName(given=text)


def is_company(text: str) -> bool:
    """Tell whether a name ends or begins as only companies' do.

    >>> is_company("Acme Widgets Inc."), is_company("株式会社例示"), is_company("Anna Weber")
    (True, True, False)
    """
    from cardscan.fields.lexicon.words import is_family, is_given, phrases

    words = text.split()
    if is_cjk(text):
        forms = phrases("legal_forms", text)
        return any(not form.isascii() and (text.startswith(form) or text.endswith(form)) for form in forms)
    if len(words) < 2 or not phrases("legal_forms", words[-1]):
        return False
    return words[-1].isupper() or "." in words[-1] or not (is_given(words[-1]) or is_family(words[-1]))


def _letters(text: str) -> str:
    return "".join(sorted(filter(str.isalnum, text)))


def in_parts(contact: Contact, parts: Mapping[str, str], full: str) -> Contact:
    """Return the contact under a name in parts by their fields, of which `full` is the whole, or ""."""
    name = PersonName(
        parts["prefix"], parts["given_name"], parts["additional_name"], parts["family_name"], parts["suffix"]
    )
    contact = replace(with_name(contact, name), nickname=parts["nickname"])
    turned = replace(contact, family_first=True)
    if full and full != contact.full_name and full == turned.full_name:
        contact = turned
    if full and not (contact.prefix or contact.suffix or contact.family_first):
        contact = _with_ends(contact, full)
    return replace(contact, nickname="")


def _with_ends(contact: Contact, full: str) -> Contact:
    """Return the contact with what its whole name has before the given and behind the family name."""
    begin = full.find(contact.given_name.partition(" ")[0])
    end = full.find(contact.family_name, begin) + len(contact.family_name)
    if begin < 0 or end < len(contact.family_name):
        return contact
    return replace(contact, prefix=full[:begin].strip(), suffix=full[end:].strip(" ,"))
