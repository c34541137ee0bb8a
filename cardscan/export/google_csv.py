"""CSV for Google Contacts: the columns of its import template, and further groups of phones and addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cardscan.export.rows import write_rows
from cardscan.export.values import (
    accounts_without_link,
    address_text,
    links,
    person,
    phone_text,
    plain,
    street_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cardscan.export import ExportOptions
    from cardscan.model import Address, CardScan, Contact, PhoneType

TEMPLATE = (
    "Name Prefix", "First Name", "Middle Name", "Last Name", "Name Suffix", "Phonetic First Name",
    "Phonetic Middle Name", "Phonetic Last Name", "Nickname", "File As", "E-mail 1 - Label",
    "E-mail 1 - Value", "Phone 1 - Label", "Phone 1 - Value", "Address 1 - Label", "Address 1 - Country",
    "Address 1 - Street", "Address 1 - Extended Address", "Address 1 - City", "Address 1 - Region",
    "Address 1 - Postal Code", "Address 1 - PO Box", "Organization Name", "Organization Title",
    "Organization Department", "Birthday", "Event 1 - Label", "Event 1 - Value", "Relation 1 - Label",
    "Relation 1 - Value", "Website 1 - Label", "Website 1 - Value", "Custom Field 1 - Label",
    "Custom Field 1 - Value", "Notes", "Labels",
)  # fmt: skip
"""The file that Google offers in its import dialog."""

_LABELS: dict[PhoneType, str] = {
    "work": "Work",
    "cell": "Mobile",
    "fax": "Work Fax",
    "home": "Home",
    "pager": "Pager",
    "other": "Other",
}

_ADDRESSES = 2
_ADDRESS_COLUMNS = tuple(
    name.removeprefix("Address 1 - ") for name in TEMPLATE if name.startswith("Address 1 - ")
)

# Several values of one label share a cell, so that a group of columns for every label is always enough
COLUMNS = (
    *TEMPLATE,
    *(f"Phone {number} - {part}" for number in range(2, len(_LABELS) + 1) for part in ("Label", "Value")),
    *(f"Address {number} - {part}" for number in range(2, _ADDRESSES + 1) for part in _ADDRESS_COLUMNS),
)
"""The template, then the groups that most contacts need a second of: Google goes by the columns' names."""

_JOIN = " ::: "


def write(scans: Iterable[CardScan], stream: BinaryIO, options: ExportOptions) -> None:
    """Write the header and one row a contact, in UTF-8."""
    rows = (row(scan.contact, labels=(batch_label(options.revised),)) for scan in scans)
    write_rows(stream, COLUMNS, rows, encoding="utf-8")


def batch_label(revised: datetime) -> str:
    """Return the label by which an import's contacts can be found, and undone, together."""
    return f"cardscan {revised:%Y-%m-%d}"


def row(contact: Contact, *, labels: tuple[str, ...] = ()) -> dict[str, str]:
    """Return the contact's cells by column; `labels` become Google's labels."""
    contact = person(plain(contact))
    cells = {
        "Name Prefix": contact.prefix,
        "First Name": contact.given_name,
        "Middle Name": contact.additional_name,
        "Last Name": contact.family_name,
        "Name Suffix": contact.suffix,
        "Nickname": contact.native_name,
        "Organization Name": contact.organization,
        "Organization Title": contact.title,
        "Organization Department": contact.department,
        "Notes": _notes(contact),
        # without "* myContacts" Google files a contact away from the list of contacts
        "Labels": _JOIN.join([*labels, "* myContacts"]),
    }
    cells |= _group("E-mail 1", "Work", [email.value for email in contact.emails])
    cells |= _group("Website 1", "Work", links(contact))
    for number, (label, values) in enumerate(_phones(contact).items(), 1):
        cells |= _group(f"Phone {number}", label, values)
    for number, address in enumerate(contact.addresses[:_ADDRESSES], 1):
        cells |= _address(f"Address {number}", address)
    return cells


def _group(name: str, label: str, values: Iterable[str]) -> dict[str, str]:
    joined = _JOIN.join(values)
    return {f"{name} - Label": label, f"{name} - Value": joined} if joined else {}


def _phones(contact: Contact) -> dict[str, list[str]]:
    """Return the numbers by label, in the order of each label's first number."""
    phones: dict[str, list[str]] = {}
    for phone in contact.phones:
        phones.setdefault(_LABELS[phone.type], []).append(phone_text(phone))
    return phones


def _address(name: str, address: Address) -> dict[str, str]:
    return {
        f"{name} - Label": "Work",
        f"{name} - Street": street_text(address),
        f"{name} - City": address.locality,
        f"{name} - Region": address.region,
        f"{name} - Postal Code": address.postal_code,
        f"{name} - Country": address.country,
    }


def _notes(contact: Contact) -> str:
    further = [f"Address: {address_text(address)}" for address in contact.addresses[_ADDRESSES:]]
    return "\n".join(part for part in (contact.note, *accounts_without_link(contact), *further) if part)
