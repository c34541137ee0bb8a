"""Numbers that a card's codes give without their country, in their international form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from cardscan.fields.telephone.e164 import spoken
from cardscan.model import Phone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.model import Candidate

_BARE = "qr-text"
"""The rule of what a code says without saying what it is: only what is a number in the country is one."""


def in_country(codes: Iterable[Candidate], country: str) -> tuple[Candidate, ...]:
    """Return what codes say, national numbers as those of a card's country (ISO 3166 alpha-2, or "")."""
    result = []
    for code in codes:
        if not isinstance(code.value, Phone) or code.value.value.startswith("+"):
            result.append(code)
        elif parsed := spoken(code.value.value, country) if country else None:
            result.append(replace(code, value=_whole(code.value, parsed)))
        elif code.rule != _BARE:
            result.append(code)
    return tuple(result)


def _whole(phone: Phone, parsed: phonenumbers.PhoneNumber) -> Phone:
    mobile = phonenumbers.number_type(parsed) == PhoneNumberType.MOBILE
    kind = "cell" if mobile and phone.type == "work" else phone.type
    value = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    return replace(phone, value=value, type=kind, extension=phone.extension or parsed.extension or "")
