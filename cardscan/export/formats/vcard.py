"""vCards in the form that most importers read whole, written through vobject."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from contextlib import suppress
from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import quote

import idna
import vobject  # type: ignore[import-untyped]

from cardscan.contact_fields import DETAILS, PRONOUNS
from cardscan.export.formats.vcard_versions import Property, content_line, finished
from cardscan.export.values import (
    categories,
    links,
    nicknames,
    note_text,
    person,
    phone_text,
    plain_contact,
    profile_link,
    street_text,
)
from cardscan.vcards.converting import in_version
from cardscan.vcards.laying_out import completed
from cardscan.vcards.lines import lines_of, written
from cardscan.vcards.merging import merged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cardscan.export import ExportOptions
    from cardscan.model import CardScan, Contact, PhoneType

_UNFOLDED = 10**9
_KEPT_IN_PATHS = "/?#[]@!$&'()*+,;=:%~"

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
        stream.write(vcard(scan, options))


def vcard(scan: CardScan, options: ExportOptions) -> bytes:
    """Return the contact as a vCard of the version asked for: UTF-8, CRLF, no line over 75 octets.

    Where the book keeps the vCard that the contact came with, it is that one, with what has changed since;
    but not in version 2.1.
    """
    kept = scan.record.kept
    if not kept.vcard or options.version == "2.1":
        return own_vcard(scan, options)
    theirs = in_version(lines_of(kept.vcard), options.version)
    if any(line.name == "PHOTO" for line in theirs):
        options = replace(options, photo="none")
    known = replace(scan.record, tags=kept.tags, events=kept.events, notes=kept.notes)
    before = lines_of(own_vcard(replace(scan, contact=kept.contact, record=known, faces=()), options))
    ours = lines_of(own_vcard(scan, options))
    return written(completed(merged(before, ours, theirs, "ours").lines, ours))


def own_vcard(scan: CardScan, options: ExportOptions) -> bytes:
    """Return what the book itself says of the contact as a vCard."""
    card = vobject.vCard()
    for item in _properties(scan, options):
        line = content_line(item, options.version)
        # vobject's own `add` looks for what turns text into objects and back, three times a line
        card.contents.setdefault(line.name.lower(), []).append(line)
    stream = io.BytesIO()
    card.serialize(stream, lineLength=_UNFOLDED, validate=False)
    return b"".join(finished(line, options.version) for line in stream.getvalue().split(b"\r\n")[:-1])


def _properties(scan: CardScan, options: ExportOptions) -> Iterator[Property]:
    contact = person(plain_contact(scan.contact))
    yield Property("VERSION", (options.version,))
    yield Property("UID", (scan.uid,))
    revised = f"{options.revised.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    yield Property("REV", (scan.record.changed or revised,))
    yield from _names(contact)
    for field in DETAILS:
        if field.vcard and (said := field.of(contact)):
            yield Property(field.vcard[0], (said,))
    yield from _reach(contact)
    pronouns = PRONOUNS.of(contact)
    if pronouns and options.version == "4.0":
        yield Property("PRONOUNS", (pronouns,))  # RFC 9554
    without_property = (f"{PRONOUNS.label}: {pronouns}",) if pronouns and options.version != "4.0" else ()
    if note := note_text(contact, scan.record, *without_property):
        yield Property("NOTE", (note,))
    if words := categories(scan.record):
        yield Property("CATEGORIES", words)
    if options.photo == "card" and scan.faces:
        from cardscan.export.formats.photo import small_picture

        yield Property("PHOTO", (b64encode(small_picture(scan.faces[0].jpeg)).decode("ascii"),))


def _names(contact: Contact) -> Iterator[Property]:
    parts = (
        contact.family_name,
        contact.given_name,
        contact.additional_name,
        contact.prefix,
        contact.suffix,
    )
    yield Property("N", parts)
    yield Property("FN", (contact.display_name or _stand_in(contact),))
    for name in nicknames(contact):  # not as one list: of that, servers on vobject keep the first
        yield Property("NICKNAME", (name,))
    if contact.department:
        yield Property("ORG", (contact.organization, contact.department))
    elif contact.organization:
        yield Property("ORG", (contact.organization,))
    if contact.organization and not contact.full_name:
        yield Property("X-ABSHOWAS", ("COMPANY",))


def _stand_in(contact: Contact) -> str:
    """FN must not be empty: name a card without any name after how to reach it."""
    emails = [email.value for email in contact.emails]
    phones = [phone_text(phone) for phone in contact.phones]
    return next(filter(None, [*emails, *phones, *links(contact)]), "Business card")


def _reach(contact: Contact) -> Iterator[Property]:
    for phone in contact.phones:
        yield Property("TEL", (phone_text(phone),), _TEL_TYPES[phone.type])
    for email in contact.emails:
        yield Property("EMAIL", (email.value,), ("WORK",))
    for item in contact.addresses:
        parts = (street_text(item), item.locality, item.region, item.postal_code, item.country)
        yield Property("ADR", ("", "", *parts), ("WORK",))
    for link in links(contact):
        yield Property("URL", (_uri(link),), ("WORK",))
    for social in contact.social:
        service = re.sub(r"[^a-z0-9-]", "", social.service.lower()) or "other"
        yield Property("X-SOCIALPROFILE", (_uri(profile_link(social)) or social.value,), (service,))


def _uri(link: str) -> str:
    """Return the link without commas and semicolons: some parsers unescape them, some do not.

    A host with other letters than ASCII's goes into the form that URIs are written in (RFC 3986).

    >>> _uri("https://www.b\u00fccher.example/\u00fcber")
    'https://www.xn--bcher-kva.example/%C3%BCber'
    """
    scheme, mark, rest = link.partition("://")
    if mark and not link.isascii():
        host, slash, path = rest.partition("/")
        with suppress(idna.IDNAError):
            host = idna.encode(host, uts46=True).decode("ascii")
        link = scheme + mark + host + slash + quote(path, safe=_KEPT_IN_PATHS)
    return link.replace("\\", "%5C").replace(",", "%2C").replace(";", "%3B")
