"""CSV for Thunderbird's address book, in its own export's columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cardscan.contact_fields import DETAILS, PRONOUNS, in_columns
from cardscan.export.formats.csv_rows import placed, write_rows
from cardscan.export.values import (
    address_text,
    categories,
    links,
    nicknames,
    note_text,
    person,
    phone_text,
    plain_contact,
    street_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.export import ExportOptions
    from cardscan.model import CardScan, Contact, PhoneType

COLUMNS = (
    "First Name", "Last Name", "Display Name", "Nickname", "Primary Email", "Secondary Email",
    "Screen Name", "Work Phone", "Home Phone", "Fax Number", "Pager Number", "Mobile Number",
    "Home Address", "Home Address 2", "Home City", "Home State", "Home ZipCode", "Home Country",
    "Work Address", "Work Address 2", "Work City", "Work State", "Work ZipCode", "Work Country",
    "Job Title", "Department", "Organization", "Web Page 1", "Web Page 2", "Birth Year", "Birth Month",
    "Birth Day", "Custom 1", "Custom 2", "Custom 3", "Custom 4", "Notes", "",
)  # fmt: skip
"""What Thunderbird exports; the last is the empty one behind the comma that it ends each line with."""

_PHONE_COLUMNS: dict[PhoneType, tuple[str, ...]] = {
    "work": ("Work Phone",),
    "cell": ("Mobile Number",),
    "fax": ("Fax Number",),
    "home": ("Home Phone",),
    "pager": ("Pager Number",),
    "other": (),
}
_EMAIL_COLUMNS = ("Primary Email", "Secondary Email")
_LINK_COLUMNS = ("Web Page 1", "Web Page 2")


def write(scans: Iterable[CardScan], stream: BinaryIO, options: ExportOptions) -> None:
    """Write the header and one row a contact, in UTF-8."""
    write_rows(stream, COLUMNS, map(row, scans), encoding="utf-8")


def row(scan: CardScan) -> dict[str, str]:
    """Return the contact's cells by column; what has no column is in the notes.

    Thunderbird's columns know no prefix, middle name or suffix: the display name has them.
    """
    contact = person(plain_contact(scan.contact))
    cells, without_column = in_columns(contact, (PRONOUNS, *DETAILS), lambda field: field.thunderbird)
    cells |= {
        "First Name": " ".join(filter(None, (contact.given_name, contact.additional_name))),
        "Last Name": contact.family_name,
        "Display Name": contact.display_name,
        "Nickname": ", ".join(nicknames(contact)),
    }
    phones = [(phone_text(phone), _PHONE_COLUMNS[phone.type]) for phone in contact.phones]
    further = [*without_column, *placed(cells, COLUMNS, "Phone", phones)]
    further += placed(cells, COLUMNS, "E-mail", [(email.value, _EMAIL_COLUMNS) for email in contact.emails])
    further += placed(cells, COLUMNS, "Web", [(link, _LINK_COLUMNS) for link in links(contact)])
    further += _place_addresses(cells, contact)
    further += [f"Categories: {', '.join(words)}" for words in [categories(scan.record)] if words]
    cells["Notes"] = note_text(contact, scan.record, *further)
    return cells


def _place_addresses(cells: dict[str, str], contact: Contact) -> list[str]:
    for address in contact.addresses[:1]:
        street, _, rest = street_text(address).partition("\n")
        cells |= {"Work Address": street, "Work Address 2": rest.replace("\n", ", ")}
        cells |= {"Work City": address.locality, "Work State": address.region}
        cells |= {"Work ZipCode": address.postal_code, "Work Country": address.country}
    return [f"Address: {address_text(address)}" for address in contact.addresses[1:]]
