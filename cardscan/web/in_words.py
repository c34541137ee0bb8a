"""A contact's values in words, as pages show them to people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cardscan.export.values import address_text, grouped
from cardscan.model import Address, Phone, Social

if TYPE_CHECKING:
    from cardscan.model import Email, Url


def shown_number(phone: Phone) -> str:
    """Return the number as the form shows it."""
    return grouped(replace(phone, extension=""))


def value_text(value: Email | Url | Phone | Address | Social) -> str:
    """Return a value of a list as one text, for people."""
    match value:
        case Phone():
            extension = f" ext. {value.extension}" if value.extension else ""
            return f"{shown_number(value)}{extension} ({value.type})"
        case Address():
            return address_text(value)
        case Social():
            return f"{value.service}: {value.value}"
    return value.value
