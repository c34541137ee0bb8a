"""A card's form and the contact that it says: pure, so that what a person typed is never half taken over."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeVar, get_args

import phonenumbers

from cardscan.contact_fields import FULL_NAME, NAME_PARTS, NOTE, OWN_TEXTS, with_name, with_values
from cardscan.export.values import address_text, plain_contact
from cardscan.fields.names import split_name
from cardscan.fields.postal.addresses import parse_address
from cardscan.fields.telephone.e164 import spoken
from cardscan.model import Address, Contact, Email, PersonName, Phone, PhoneType, Social, Url
from cardscan.visible import visible
from cardscan.web.in_words import shown_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cardscan.contact_fields import Field

    Form = Mapping[str, Sequence[str]]

T = TypeVar("T")

ADDRESS_PARTS = ("street", "postal_code", "locality", "region", "country", "country_code")
PHONE_TYPES: tuple[PhoneType, ...] = get_args(PhoneType)
_COUNTRY = re.compile(r"[A-Z]{2}")


def contact_of(form: Form, before: Contact) -> Contact:
    """Return what the form says; where a value was left as it was shown, it stays what it was.

    A name or an address of which the whole was changed is taken apart anew; changed parts win.
    Rows without a value are dropped.
    """
    region = region_of(before)
    form = _put_back(form, before)
    texts = [(field, _one(form, field, before)) for field in (*OWN_TEXTS, NOTE)]
    contact = replace(
        with_values(_named(form, before, region), texts),
        phones=tuple(_kept(_phones(form, before, region), lambda phone: phone.value)),
        emails=tuple(Email(value) for value in _values(form, "emails") if value),
        urls=tuple(Url(_with_scheme(value)) for value in _values(form, "urls") if value),
        addresses=tuple(_kept(_addresses(form, before, region), address_text)),
        social=tuple(
            Social(service.lower(), value)
            for service, value in zip(
                _values(form, "social_service"), _values(form, "social_value"), strict=False
            )
            if value
        ),
    )
    return plain_contact(contact)


def region_of(contact: Contact) -> str:
    """Return the country that the contact's own addresses and numbers speak for, or ""."""
    codes = [address.country_code for address in contact.addresses if address.country_code]
    return codes[0] if codes else ""


def swapped(contact: Contact) -> Contact:
    """Return the contact with its name and its company in each other's place."""
    company = contact.organization
    name = split_name(company, region_of(contact)) if company else PersonName()
    return with_name(replace(contact, organization=contact.full_name), name)


def moved_up(contact: Contact, field: Field, index: int) -> Contact:
    """Return the contact with this value of a list one place further up."""
    values = list(field.of(contact))
    if 0 < index < len(values):
        values[index - 1], values[index] = values[index], values[index - 1]
    return with_values(contact, [(field, tuple(values))])


def without(contact: Contact, field: Field, index: int) -> Contact:
    """Return the contact without this value of a list."""
    values = field.of(contact)
    return with_values(contact, [(field, values[:index] + values[index + 1 :])])


def _put_back(form: Form, before: Contact) -> Form:
    """Return the form with the characters that pages only make visible, where a text was left as shown."""
    shown = {seen: text for text in _texts(before) if (seen := visible(text, breaks="\n")) != text}
    return {name: [shown.get(_clean(value), value) for value in values] for name, values in form.items()}


def _texts(before: Contact) -> Iterator[str]:
    """Yield every text of the contact that the form shows."""
    yield from (field.of(before) for field in (FULL_NAME, *NAME_PARTS, *OWN_TEXTS, NOTE))
    values: tuple[Email | Url | Social | Address | Phone, ...]
    values = (*before.emails, *before.urls, *before.social, *before.addresses, *before.phones)
    yield from (getattr(value, part.name) for value in values for part in fields(value))
    yield from map(shown_number, before.phones)
    yield from map(address_text, before.addresses)


def _named(form: Form, before: Contact, region: str) -> Contact:
    """Return the contact under the name that the form says."""
    contact = with_values(before, [(part, _one(form, part, before)) for part in NAME_PARTS])
    if "given_name" in form:
        contact = replace(contact, family_first=bool(form.get("family_first")))
    whole = _one(form, FULL_NAME, before)
    if contact != before or whole == before.full_name:
        return contact
    if not whole:
        return with_name(before, PersonName())
    name = split_name(whole, region)  # the whole name never says pronouns that were read before
    return with_name(before, replace(name, pronouns=name.pronouns or before.pronouns))


def _phones(form: Form, before: Contact, region: str) -> list[Phone]:
    known = {shown_number(phone): phone for phone in before.phones}
    rows = zip(
        _values(form, "phones"), _values(form, "phone_type"), _values(form, "phone_extension"), strict=False
    )
    phones = []
    for text, kind, extension in rows:
        phone = known.get(text) or _phone(text, region)
        chosen: PhoneType = next((name for name in PHONE_TYPES if name == kind), "work")
        phones.append(replace(phone, type=chosen, extension=extension))
    return phones


def _phone(text: str, region: str) -> Phone:
    number = spoken(text, region)
    if number is None:
        return Phone(text, text)
    return Phone(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164), text)


def _addresses(form: Form, before: Contact, region: str) -> list[Address]:
    known = {address_text(address): address for address in before.addresses}
    wholes = _values(form, "addresses")
    columns = [_values(form, f"address_{part}") for part in ADDRESS_PARTS]
    addresses = []
    for whole, was, *values in zip(wholes, _values(form, "address_was"), *columns, strict=False):
        old = known.get(was, Address())
        parts = dict(zip(ADDRESS_PARTS, values, strict=True))
        parts["country_code"] = parts["country_code"].upper()
        if not _COUNTRY.fullmatch(parts["country_code"]):
            parts["country_code"] = ""
        if any(value != getattr(old, part) for part, value in parts.items()):
            printed = whole if whole != was else ""
            addresses.append(Address(**parts, formatted=printed))
        elif whole == address_text(old):
            addresses.append(old)
        else:
            addresses.append(parse_address(whole.split("\n"), region) if whole else Address())
    return addresses


def _kept(values: Sequence[T], text: Callable[[T], str]) -> list[T]:
    return [value for value in values if text(value)]


def _one(form: Form, field: Field, before: Contact) -> str:
    """Return the field's one value; a field that the form lacks stays as it was."""
    values = form.get(field.key)
    return _clean(values[0]) if values else str(field.of(before))


def _values(form: Form, name: str) -> list[str]:
    return [_clean(value) for value in form.get(name, ())]


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _with_scheme(url: str) -> str:
    return url if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*://", url) else f"https://{url}"
