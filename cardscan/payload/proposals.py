"""The values that codes hold, each made safe and told for what it is."""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import idna
import phonenumbers
from email_validator import EmailNotValidError, validate_email
from nameparser import parse as parse_name

from cardscan.contact_fields import DETAILS
from cardscan.model import Address, Candidate, Email, PersonName, Phone, Social, Url
from cardscan.networks import is_forwarder, service_at
from cardscan.vcards.lines import escaped_parts, unescaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from cardscan.model import Kind, PhoneType, Value

logger = logging.getLogger(__name__)

LONGEST_NOTE = 1000

CERTAIN, LIKELY, VAGUE = 0.99, 0.9, 0.5
"""A field named as such; a link, which may lead to a map or a film; text of any kind."""


def cleaned(value: str) -> str:
    r"""Undo the escapes; put all on one line without control characters.

    >>> cleaned("Weber\\, Klein\\nBerlin\x07")
    'Weber, Klein, Berlin'
    """
    lines = (
        " ".join(re.sub(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]", "", line).split())
        for line in unescaped(value).splitlines()
    )
    return ", ".join(line.rstrip(", ") for line in lines if line.strip(", "))


def parts_of(value: str, separator: str = ";") -> list[str]:
    r"""Split a structured value; always at least one part.

    >>> parts_of(r"Weber\; Sons;Sales\\;")
    ['Weber; Sons', 'Sales\\', '']
    """
    return [cleaned(part) for part in escaped_parts(value.replace("\0", ""), separator)]


def candidate(kind: Kind, value: Value, raw: str, rule: str, confidence: float = CERTAIN) -> Candidate:
    """Return what a code says as a proposal that stands on no line."""
    return Candidate(kind, value, raw, confidence, (), rule)


def texts(kind: Kind, value: str, rule: str) -> Iterator[Candidate]:
    """Yield a text of a kind, unless it is empty."""
    if value:
        yield candidate(kind, value, value, rule)


def simple_values(name: str, value: str, rule: str) -> Iterator[Candidate]:
    """Yield a property whose value is one piece."""
    if field := next((field for field in DETAILS if name in field.vcard), None):
        yield from texts(field.kind, value, rule)
    elif name == "ORG":
        yield from texts("organization", value, rule)
    elif name in ("NOTE", "MEMO"):
        yield from texts("note", value[:LONGEST_NOTE], rule)
    elif name == "EMAIL":
        yield from emails(value, rule)
    elif name == "URL":
        yield from urls(value, rule)


def names(parts: list[str], full: str, rule: str) -> Iterator[Candidate]:
    """Yield the name from the parts family, given, additional, prefix, suffix, or else from the full name."""
    family, given, additional, prefix, suffix = (*parts, "", "", "", "", "")[:5]
    alone = family or given
    if alone and ((family and given) or " " not in alone):
        first = _is_family_first(family, given, full.removeprefix(prefix).strip())
        person = PersonName(prefix, given, additional, family, suffix, family_first=first)
        yield candidate("name", person, full or " ".join(filter(None, (given, family))), rule)
    elif full or alone:  # many programs put the whole name into one part
        split = parse_name(full or alone)
        called = split.nickname
        person = PersonName(
            split.title, split.given, split.middle, split.family, split.suffix, nickname=called
        )
        yield candidate("name", person, full or alone, rule, LIKELY)


def _is_family_first(family: str, given: str, full: str) -> bool:
    """Tell whether a name is written with the family name first; "Weber, Anna" is turned round."""
    rest = full.removeprefix(family)
    return (
        bool(family and given)
        and rest != full
        and given in rest
        and not full.startswith(given)
        and rest[:1] != ","
    )


def addresses(parts: list[str], rule: str) -> Iterator[Candidate]:
    """Yield the address from the parts box, extended, street, locality, region, postal code, country."""
    padded = (*parts, "", "", "", "", "", "", "")[:7]
    formatted = ", ".join(filter(None, padded))
    if formatted in padded and "," in formatted:  # all of it in one part
        yield candidate("address", Address(formatted=formatted), formatted, rule, LIKELY)
    elif formatted:
        street = ", ".join(filter(None, (padded[2], padded[1], padded[0])))
        code = padded[6].upper() if re.fullmatch(r"[A-Za-z]{2}", padded[6]) else ""
        yield candidate(
            "address",
            Address(street, padded[3], padded[4], padded[5], padded[6], code, formatted),
            formatted,
            rule,
        )


def phones(text: str, words: Set[str], region: str, rule: str) -> Iterator[Candidate]:
    """Yield a number of two digits and more, in its international form where the country is known."""
    raw = re.sub(r"^tel:", "", text, flags=re.IGNORECASE)
    if not re.search(r"\d\D*\d", raw):
        return
    value, extension, mobile = raw, "", False
    try:
        number = phonenumbers.parse(raw, region or None)
        if phonenumbers.is_valid_number(number):
            value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
            extension = number.extension or ""
            mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    except phonenumbers.NumberParseException:
        logger.debug("a number in a code has no country or is none")
    phone = Phone(value, raw, _phone_type(words, mobile=mobile), extension)
    yield candidate("phone", phone, raw, rule, CERTAIN if value.startswith("+") else LIKELY)


def _phone_type(words: Set[str], *, mobile: bool) -> PhoneType:
    if any("FAX" in word for word in words):
        return "fax"
    if mobile or words & {"CELL", "MOBILE", "IPHONE"}:
        return "cell"
    if "PAGER" in words:
        return "pager"
    return "home" if "HOME" in words and "WORK" not in words else "work"


def emails(text: str, rule: str) -> Iterator[Candidate]:
    """Yield an address if it is one."""
    try:
        address = validate_email(
            re.sub(r"^mailto:", "", text, flags=re.IGNORECASE), check_deliverability=False
        )
    except EmailNotValidError:
        return
    yield candidate("email", Email(address.normalized), text, rule)


def urls(text: str, rule: str, confidence: float = CERTAIN) -> Iterator[Candidate]:
    """Yield a website, or an account where the host is a network's; nothing for what is no link.

    Nor for one of those services that only forward, whose links a code's maker chose and nobody knows.
    """
    link = text if re.match(r"https?://", text, re.IGNORECASE) else f"https://{text}"
    try:
        place = urlsplit(link)
        host = (place.hostname or "").removeprefix("www.")
    except ValueError:  # brackets that do not close
        return
    if re.search(r"\s", link) or "." not in host or is_forwarder(host):
        return
    if service := service_at(host):
        yield candidate("social", Social(service, link), text, rule)
    else:  # codes of capital letters are smaller, so many links come in them
        netloc = _in_letters(place.netloc.lower())
        link = place._replace(scheme=place.scheme.lower(), netloc=netloc).geturl()
        yield candidate("url", Url(link), text, rule, confidence)


def _in_letters(host: str) -> str:
    """Return a host as it is printed: "xn--bcher-kva.example" in its letters."""
    with suppress(idna.IDNAError):
        return idna.decode(host) if "xn--" in host else host
    return host


def accounts(text: str, words: Set[str], rule: str) -> Iterator[Candidate]:
    """Yield an account given as "scheme:name" or as a link, its service named by TYPE, scheme or host."""
    if re.match(r"https?://", text, re.IGNORECASE):
        yield from urls(text, rule)
        return
    scheme, _, name = text.rpartition(":")
    service = scheme.lower() or next(iter(sorted(words - {"WORK", "HOME", "PREF"})), "").lower()
    if service and name:
        yield candidate("social", Social(service, name), text, rule)
