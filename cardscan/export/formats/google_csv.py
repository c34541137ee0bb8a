"""CSV for Google Contacts: the columns of its import template, and further groups of phones and addresses."""

from __future__ import annotations

import json
import re
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, BinaryIO

from cardscan.contact_fields import DETAILS, NAME_PARTS, in_columns
from cardscan.export.formats.csv_rows import write_rows
from cardscan.export.values import (
    categories,
    links,
    nicknames,
    note_text,
    person,
    phone_text,
    plain_contact,
    street_text,
)
from cardscan.vcards.lines import lines_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
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

_ADDRESS_COLUMNS = tuple(
    name.removeprefix("Address 1 - ") for name in TEMPLATE if name.startswith("Address 1 - ")
)
_JOIN = " ::: "
_DAY = re.compile(r"(\d{4}|-)-?(\d\d)-?(\d\d)(?:T.*)?")
_IN_MEMORY = 8_000_000


def write(scans: Iterable[CardScan], stream: BinaryIO, options: ExportOptions) -> None:
    """Write the header and one row a contact, in UTF-8.

    The header comes after all rows are known, since it tells how many phones and addresses there
    are; until then they wait in a temporary file.
    """
    used: set[str] = set()
    with SpooledTemporaryFile(_IN_MEMORY, mode="w+", encoding="ascii", newline="\n") as waiting:
        for scan in scans:
            cells = row(scan, options.revised)
            used.update(cells)
            waiting.write(f"{json.dumps(cells)}\n")
        waiting.seek(0)
        write_rows(stream, header(used), map(json.loads, waiting), encoding="utf-8")


def header(used: Collection[str]) -> tuple[str, ...]:
    """Return the template's columns, then the further groups of which one is used, as Google numbers them.

    >>> header({"Phone 3 - Value"})[36:]
    ('Phone 2 - Label', 'Phone 2 - Value', 'Phone 3 - Label', 'Phone 3 - Value')
    """
    columns = [*TEMPLATE]
    for kind, parts in (("Phone", ("Label", "Value")), ("Address", _ADDRESS_COLUMNS)):
        last = max([1, *(int(name.split()[1]) for name in used if name.startswith(f"{kind} "))])
        columns += [f"{kind} {number} - {part}" for number in range(2, last + 1) for part in parts]
    return tuple(columns)


def batch_label(revised: datetime) -> str:
    """Return the label by which an import's contacts can be found, and undone, together."""
    return f"cardscan {revised:%Y-%m-%d}"


def row(scan: CardScan, revised: datetime) -> dict[str, str]:
    """Return the contact's cells by column."""
    contact = person(plain_contact(scan.contact))
    # a star is Google's own labels' mark
    own = [label.lstrip("* ") for label in (*categories(scan.record), batch_label(revised))]
    cells, further = in_columns(contact, (*NAME_PARTS, *DETAILS), lambda field: field.google)
    cells |= {
        "Nickname": ", ".join(nicknames(contact)),
        "Birthday": _birthday(scan.record.kept.vcard),
        "Notes": note_text(contact, scan.record, *further),
        # without "* myContacts" Google files a contact away from the list of contacts
        "Labels": _joined([*own, "* myContacts"]),
    }
    cells |= _group("E-mail 1", "Work", [email.value for email in contact.emails])
    cells |= _group("Website 1", "Work", links(contact))
    # several values of one label share a cell, so that the template's columns are often enough
    for number, (label, values) in enumerate(_phones(contact).items(), 1):
        cells |= _group(f"Phone {number}", label, values)
    for number, address in enumerate(contact.addresses, 1):
        cells |= _address(f"Address {number}", address)
    return cells


def _birthday(vcard: str) -> str:
    """Return the birthday that a kept vCard says, as Google writes it; "" for none, or none that is a day."""
    days = (line.value.strip() for line in lines_of(vcard) if line.name == "BDAY")
    found = _DAY.fullmatch(next(days, ""))
    return "-".join((found[1], found[2], found[3])) if found else ""


def _joined(values: Iterable[str]) -> str:
    """Return the values as one cell; none of them can be taken for two."""
    return _JOIN.join(value.replace(":::", "::") for value in values if value)


def _group(name: str, label: str, values: Iterable[str]) -> dict[str, str]:
    joined = _joined(values)
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
