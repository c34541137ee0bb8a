"""What a vCard of another address book says, as a Contact."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from cardscan.book.care.imports.items import MOST_VALUES
from cardscan.book.care.imports.numbers import numbers_in, region_of
from cardscan.book.care.imports.people import named
from cardscan.book.care.imports.reach import accounts_of, labels_of, mail_addresses
from cardscan.contact_fields import DETAILS, PRONOUNS, with_values
from cardscan.export.values import accounts_without_link, phone_text, plain_contact
from cardscan.model import Address, Contact, Email, Social, Url
from cardscan.payload.proposals import addresses, cleaned, parts_of
from cardscan.text import is_native
from cardscan.vcards.lines import first_values, unescaped
from cardscan.vcards.meaning import BULKY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cardscan.contact_fields import Field
    from cardscan.model import Candidate
    from cardscan.vcards.lines import ContentLine

    AnyT = TypeVar("AnyT")
    ValueT = TypeVar("ValueT", Address, Social, Url)

_RULE = "import"


def contact_of(lines: Iterable[ContentLine], *, region: str = "") -> Contact:
    r"""Return what one vCard says; an empty contact where that is nothing.

    `region` is the country (ISO 3166 alpha-2) of numbers that name none, where the card says no other.

    >>> from cardscan.vcards.lines import lines_of
    >>> lines = lines_of("BEGIN:VCARD\nN:Weber;Anna\nitem1.TEL;type=CELL:+49 170 1234567\nEND:VCARD")
    >>> contact_of(lines).full_name
    'Anna Weber'
    """
    lines = tuple(line for line in lines if line.name and line.name not in BULKY)
    first = first_values(lines)
    labels = labels_of(lines)
    organization, *units = parts_of(first.get("ORG", ""))
    places = _first(_addresses(lines))
    online = _first(accounts_of(lines, labels))
    contact = Contact(
        department=", ".join(filter(None, units)),
        organization=organization,
        phones=_first(numbers_in(lines, labels, region_of(lines, places) or region)),
        emails=_first(map(Email, mail_addresses(lines))),
        urls=_distinct(online, Url),
        addresses=places,
        social=_each_account(_distinct(online, Social)),
    )
    contact = with_values(contact, ((field, _text(field, first)) for field in DETAILS if field.vcard))
    known = {*accounts_without_link(contact)}  # cardscan writes them into the note, too
    notes = (unescaped(line.value).splitlines() for line in lines if line.name == "NOTE")
    said = [line.strip() for lines in notes for line in lines if line.strip() not in known]
    contact = _known_as(_with_name(contact, first), lines)
    contact, said = _addressed(contact, cleaned(first.get("PRONOUNS", "")), said)
    return plain_contact(replace(contact, note="\n".join(said).strip()))


def _first(values: Iterable[AnyT]) -> tuple[AnyT, ...]:
    """Return the values, each once; one more at most than `bounded` lets through, however many there are."""
    found: dict[AnyT, None] = {}
    for value in values:
        found[value] = None
        if len(found) > MOST_VALUES:
            break
    return tuple(found)


def _addresses(lines: Iterable[ContentLine]) -> Iterator[Address]:
    for line in lines:
        if line.name == "ADR":
            yield from _values(addresses(parts_of(line.value), _RULE), Address)


def _with_name(contact: Contact, first: Mapping[str, str]) -> Contact:
    """Return the contact with its person's name, unless that is a company's or stands in for one."""
    parts, full = parts_of(first.get("N", "")), cleaned(first.get("FN", ""))
    company = {first.get("X-ABSHOWAS", "").upper(), first.get("KIND", "").upper()} & {"COMPANY", "ORG"}
    if company and contact.organization:
        return contact
    reach = {email.value for email in contact.emails} | {url.value for url in contact.urls}
    reach |= {phone_text(phone) for phone in contact.phones}
    stand_in = full == contact.organization or full in reach or full == "Business card"
    if not any(parts) and stand_in:
        return contact
    return named(contact, parts, full)


def _text(field: Field, first: Mapping[str, str]) -> str:
    return cleaned(next(filter(None, (first.get(name, "") for name in field.vcard)), ""))


def _known_as(contact: Contact, lines: Iterable[ContentLine]) -> Contact:
    said = [
        name
        for line in lines
        if line.name == "NICKNAME"
        for name in parts_of(line.value, ",")
        if name and name != contact.full_name
    ]
    return with_nicknames(contact, said)


def with_nicknames(contact: Contact, said: Sequence[str]) -> Contact:
    """Return the contact with its nicknames; the first in another script than the name is the native name."""
    elsewhere = [name for name in said if is_native(name) and not is_native(contact.full_name)]
    rest = [name for name in said if name not in elsewhere[:1]]
    native = "".join(elsewhere[:1]) or contact.native_name
    return replace(contact, native_name=native, nickname=", ".join(rest) or contact.nickname)


def _addressed(contact: Contact, pronouns: str, note: list[str]) -> tuple[Contact, list[str]]:
    """Return the contact with its pronouns and the rest of its note, where older vCards have them."""
    label = f"{PRONOUNS.label}: "
    said = "" if pronouns else next((line for line in note if line.startswith(label)), "")
    rest = [line for line in note if line != said] if said else note
    return replace(contact, pronouns=pronouns or said.removeprefix(label)), rest


def _each_account(found: Iterable[Social]) -> tuple[Social, ...]:
    """Return each account once, however it is written: "chris", "@chris"."""
    kept: dict[tuple[str, str], Social] = {}
    for account in found:
        kept.setdefault((account.service, account.value.removeprefix("@").casefold()), account)
    return tuple(kept.values())


def _distinct(candidates: Iterable[Candidate], kind: type[ValueT]) -> tuple[ValueT, ...]:
    return tuple(dict.fromkeys(_values(candidates, kind)))


def _values(candidates: Iterable[Candidate], kind: type[ValueT]) -> Iterator[ValueT]:
    return (candidate.value for candidate in candidates if isinstance(candidate.value, kind))
