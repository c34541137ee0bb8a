"""A contact's values in words, as pages show them to people."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import quote

from cardscan.contact_fields import DETAILS, LISTS
from cardscan.export.values import address_text, grouped
from cardscan.model import Address, Phone, Social

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cardscan.model import Contact, Email, PhoneType, Url


PHONE_KINDS: Mapping[PhoneType, str] = {
    "work": "Work", "cell": "Mobile", "fax": "Fax", "home": "Home", "pager": "Pager", "other": "Other",
}  # fmt: skip
"""What to call each kind of number."""


def phone_kind(phone: Phone) -> str:
    """Return what to call the number's kind."""
    return PHONE_KINDS[phone.type]


def shown_number(phone: Phone) -> str:
    """Return the number as the form shows it."""
    return grouped(replace(phone, extension=""))


def value_text(value: Email | Url | Phone | Address | Social) -> str:
    """Return a value of a list as one text, for people."""
    match value:
        case Phone():
            extension = f" ext. {value.extension}" if value.extension else ""
            return f"{shown_number(value)}{extension} ({phone_kind(value).lower()})"
        case Address():
            return address_text(value)
        case Social():
            return f"{value.service}: {value.value}"
    return value.value


def sorted_name(contact: Contact) -> str:
    """Return the name as lists show it: that by which they are sorted comes first.

    >>> from cardscan.model import Contact
    >>> sorted_name(Contact(given_name="Émile", family_name="Zola"))
    'Zola, Émile'
    >>> sorted_name(Contact(given_name="小明", family_name="王", family_first=True))
    '王 小明'
    """
    given = " ".join(filter(None, (contact.given_name, contact.additional_name)))
    if contact.family_name and given:
        return f"{contact.family_name}{' ' if contact.family_first else ', '}{given}"
    return contact.family_name or given or contact.display_name


def dial_link(phone: Phone) -> str:
    """Return the address by which browsers call the number; "" where it cannot be called.

    >>> dial_link(Phone("+493012345670", extension="12"))
    'tel:+493012345670;ext=12'
    """
    number = re.sub(r"[^0-9+]", "", phone.value)
    extension = re.sub(r"[^0-9]", "", phone.extension)
    return f"tel:{number}" + (f";ext={extension}" if extension else "") if number else ""


def mail_link(email: Email) -> str:
    """Return the address by which browsers write to the mailbox; none of it becomes a header.

    >>> from cardscan.model import Email
    >>> mail_link(Email("a?bcc=b@c.example"))
    'mailto:a%3Fbcc%3Db@c.example'
    """
    return f"mailto:{quote(email.value, safe='@')}"


def contact_text(contact: Contact) -> str:
    """Return the contact as lines of text, to be copied."""
    lines = [contact.full_name, contact.native_name, *(field.of(contact) for field in DETAILS)]
    lines += [value_text(value) for field in LISTS for value in field.of(contact)]
    return "\n".join(filter(None, lines))
