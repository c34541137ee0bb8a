"""vCard 3.0 in the form that most importers read whole, written through vobject."""

from __future__ import annotations

import io
import re
from datetime import UTC
from typing import TYPE_CHECKING, Any, BinaryIO
from uuid import UUID, uuid5

import vobject  # type: ignore[import-untyped]

from cardscan.export.values import (
    accounts_without_link,
    links,
    person,
    phone_text,
    plain,
    profile_link,
    street_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cardscan.export import ExportOptions
    from cardscan.model import Address, CardScan, Contact, PhoneType, Source

_NAMESPACE = UUID("5d0b7a4e-6a5c-4c6f-9d0e-6d8f3f2f7c11")
_MAX_OCTETS = 75
_UNFOLDED = 10**9

_TEL_TYPES: dict[PhoneType, tuple[str, ...]] = {
    "work": ("WORK",),
    "cell": ("CELL",),
    # Android and Thunderbird take the first type they know: "WORK,FAX" would be a telephone
    "fax": ("FAX", "WORK"),
    "home": ("HOME",),
    "pager": ("PAGER",),
    # Outlook drops a TEL without a type, Android files it under home
    "other": ("VOICE",),
}


def write(scans: Iterable[CardScan], stream: BinaryIO, options: ExportOptions) -> None:
    """Write one vCard a contact, one after the other."""
    for scan in scans:
        stream.write(vcard(scan.contact, uid=identifier(scan), revised=options.revised))


def identifier(scan: CardScan) -> str:
    """Return what the book knows the contact by, else what tells its card from all others."""
    return scan.record.uid or uid(scan.source)


def uid(source: Source) -> str:
    """Return an identifier that the same card of the same file always gets."""
    return str(uuid5(_NAMESPACE, f"{source.sha256}/{source.page}/{source.card}"))


def vcard(contact: Contact, *, uid: str, revised: datetime) -> bytes:
    """Return the contact as a vCard 3.0: UTF-8, CRLF, no line over 75 octets."""
    contact = person(plain(contact))
    card = vobject.vCard()
    _add(card, "uid", uid)
    _add(card, "rev", revised.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    _add_names(card, contact)
    if contact.title:
        _add(card, "title", contact.title)
    for phone in contact.phones:
        _add(card, "tel", phone_text(phone), *_TEL_TYPES[phone.type])
    for email in contact.emails:
        _add(card, "email", email.value, "WORK")
    for address in contact.addresses:
        _add(card, "adr", _postal(address), "WORK")
    for link in links(contact):
        _add(card, "url", _uri(link), "WORK")
    for social in contact.social:
        service = re.sub(r"[^a-z0-9-]", "", social.service.lower()) or "other"
        _add(card, "x-socialprofile", _uri(profile_link(social)) or social.value, service)
    note = "\n".join(part for part in (contact.note, *accounts_without_link(contact)) if part)
    if note:
        _add(card, "note", note)
    # vobject folds by characters where a line is short in characters but long in octets
    written = io.BytesIO()
    card.serialize(written, lineLength=_UNFOLDED)
    return b"".join(_fold(_apple_case(line)) for line in written.getvalue().split(b"\r\n")[:-1])


def _add_names(card: Any, contact: Contact) -> None:
    name = vobject.vcard.Name(
        family=contact.family_name,
        given=contact.given_name,
        additional=contact.additional_name,
        prefix=contact.prefix,
        suffix=contact.suffix,
    )
    _add(card, "n", name)
    _add(card, "fn", contact.display_name or _stand_in(contact))
    if contact.native_name:
        _add(card, "nickname", contact.native_name)
    if contact.organization or contact.department:
        units = [contact.organization, contact.department]
        _add(card, "org", units if contact.department else units[:1])
    if contact.organization and not contact.full_name:
        _add(card, "x-abshowas", "COMPANY")


def _stand_in(contact: Contact) -> str:
    """FN must not be empty: name a card without any name after how to reach it."""
    emails = [email.value for email in contact.emails]
    phones = [phone_text(phone) for phone in contact.phones]
    return next(iter([*emails, *phones, *links(contact)]), "Business card")


def _postal(address: Address) -> Any:
    return vobject.vcard.Address(
        street=street_text(address),
        city=address.locality,
        region=address.region,
        code=address.postal_code,
        country=address.country,
    )


def _add(card: Any, name: str, value: object, *types: str) -> None:
    line = card.add(name)
    line.value = value
    if types:
        line.type_paramlist = list(types)


def _uri(link: str) -> str:
    """Return the link without commas and semicolons: some parsers unescape them, some do not."""
    return link.replace("\\", "%5C").replace(",", "%2C").replace(";", "%3B")


def _apple_case(line: bytes) -> bytes:
    """Undo vobject's capitals in the one name that only Apple knows, in Apple's spelling."""
    return b"X-ABShowAs:COMPANY" if line == b"X-ABSHOWAS:COMPANY" else line


def _fold(data: bytes) -> bytes:
    """Return the line of UTF-8 cut before a character that would be beyond 75 octets (RFC 2426, 2.6)."""
    pieces, start, room = [], 0, _MAX_OCTETS
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end])
        start, room = end, _MAX_OCTETS - 1
    return b"\r\n ".join([*pieces, data[start:]]) + b"\r\n"
