"""CSV for both Outlooks: Outlook.com and the new one, and the classic one on Windows."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, BinaryIO

from cardscan.contact_fields import DETAILS, NAME_PARTS, NICKNAME, in_columns
from cardscan.errors import UsageError
from cardscan.export.formats.code_page import fit, is_encoding
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
    from collections.abc import Iterable, Iterator, Sequence

    from cardscan.export import ExportOptions
    from cardscan.model import CardScan, Contact, PhoneType

_log = logging.getLogger(__name__)

WEB_COLUMNS = (
    "First Name", "Middle Name", "Last Name", "Title", "Suffix", "Nickname", "Given Yomi", "Surname Yomi",
    "E-mail Address", "E-mail 2 Address", "E-mail 3 Address", "Home Phone", "Home Phone 2",
    "Business Phone", "Business Phone 2", "Mobile Phone", "Car Phone", "Other Phone", "Primary Phone",
    "Pager", "Business Fax", "Home Fax", "Other Fax", "Company Main Phone", "Callback", "Radio Phone",
    "Telex", "TTY/TDD Phone", "IMAddress", "Job Title", "Department", "Company", "Office Location",
    "Manager's Name", "Assistant's Name", "Assistant's Phone", "Company Yomi", "Business Street",
    "Business City", "Business State", "Business Postal Code", "Business Country/Region", "Home Street",
    "Home City", "Home State", "Home Postal Code", "Home Country/Region", "Other Street", "Other City",
    "Other State", "Other Postal Code", "Other Country/Region", "Personal Web Page", "Spouse", "Schools",
    "Hobby", "Location", "Web Page", "Birthday", "Anniversary", "Notes",
)  # fmt: skip
"""What Outlook.com, the new Outlook and Outlook on the web export."""

CLASSIC_COLUMNS = (
    "Title", "First Name", "Middle Name", "Last Name", "Suffix", "Company", "Department", "Job Title",
    "Business Street", "Business Street 2", "Business Street 3", "Business City", "Business State",
    "Business Postal Code", "Business Country/Region", "Home Street", "Home Street 2", "Home Street 3",
    "Home City", "Home State", "Home Postal Code", "Home Country/Region", "Other Street",
    "Other Street 2", "Other Street 3", "Other City", "Other State", "Other Postal Code",
    "Other Country/Region", "Assistant's Phone", "Business Fax", "Business Phone", "Business Phone 2",
    "Callback", "Car Phone", "Company Main Phone", "Home Fax", "Home Phone", "Home Phone 2", "ISDN",
    "Mobile Phone", "Other Fax", "Other Phone", "Pager", "Primary Phone", "Radio Phone", "TTY/TDD Phone",
    "Telex", "Account", "Anniversary", "Assistant's Name", "Billing Information", "Birthday",
    "Business Address PO Box", "Categories", "Children", "Directory Server", "E-mail Address",
    "E-mail Type", "E-mail Display Name", "E-mail 2 Address", "E-mail 2 Type", "E-mail 2 Display Name",
    "E-mail 3 Address", "E-mail 3 Type", "E-mail 3 Display Name", "Gender", "Government ID Number",
    "Hobby", "Home Address PO Box", "Initials", "Internet Free Busy", "Keywords", "Language", "Location",
    "Manager's Name", "Mileage", "Notes", "Office Location", "Organizational ID Number",
    "Other Address PO Box", "Priority", "Private", "Profession", "Referred By", "Sensitivity", "Spouse",
    "User 1", "User 2", "User 3", "User 4", "Web Page",
)  # fmt: skip
"""What classic Outlook, 2007 and later, exports with an English interface."""

_PHONE_COLUMNS: dict[PhoneType, tuple[str, ...]] = {
    "work": ("Business Phone", "Business Phone 2", "Company Main Phone", "Other Phone"),
    "cell": ("Mobile Phone", "Other Phone"),
    "fax": ("Business Fax", "Other Fax"),
    "home": ("Home Phone", "Home Phone 2", "Other Phone"),
    "pager": ("Pager",),
    "other": ("Other Phone", "Primary Phone"),
}
"""Where a number goes: the first that is free, else into the notes."""

_EMAIL_COLUMNS = ("E-mail Address", "E-mail 2 Address", "E-mail 3 Address")
_LINK_COLUMNS = ("Web Page", "Personal Web Page")
_PLACES = ("Business", "Other")


def write(scans: Iterable[CardScan], stream: BinaryIO, options: ExportOptions) -> None:
    """Write for Outlook.com and the new Outlook: UTF-8 with a mark, by which Excel knows it too."""
    rows = (row(scan, WEB_COLUMNS) for scan in scans)
    write_rows(stream, WEB_COLUMNS, rows, encoding="utf-8-sig")


def write_classic(scans: Iterable[CardScan], stream: BinaryIO, options: ExportOptions) -> None:
    """Write for classic Outlook, which reads nothing but the code page of its Windows.

    Characters that the code page lacks are replaced by the nearest ones and logged as a
    warning for each contact. Raises UsageError for an unknown code page.
    """
    if not is_encoding(options.encoding):
        raise UsageError(
            f"there is no code page {options.encoding!r}", "for example cp1252, cp1250, cp932, big5"
        )
    rows = _fitted(scans, options.encoding)
    write_rows(stream, CLASSIC_COLUMNS, rows, encoding=options.encoding, quote_all=True)


def _fitted(scans: Iterable[CardScan], encoding: str) -> Iterator[dict[str, str]]:
    for scan in scans:
        replaced: dict[str, str] = {}
        yield {column: fit(cell, encoding, replaced) for column, cell in row(scan, CLASSIC_COLUMNS).items()}
        if replaced:
            name = scan.contact.display_name or scan.source.path
            changes = ", ".join(f"{char} → {instead or 'nothing'}" for char, instead in replaced.items())
            _log.warning("%s: characters that %s lacks were replaced: %s", name, encoding, changes)


def row(scan: CardScan, columns: Sequence[str]) -> dict[str, str]:
    """Return the contact's cells by column; what `columns` have no place for is in the notes."""
    contact = person(plain_contact(scan.contact))
    parts = (part for part in NAME_PARTS if part is not NICKNAME)
    cells, without_column = in_columns(contact, (*parts, *DETAILS), lambda field: field.outlook)
    known_as = [(", ".join(nicknames(contact)), ("Nickname",))]
    further = [*without_column, *placed(cells, columns, "Name", known_as)]
    phones = [(phone_text(phone), _PHONE_COLUMNS[phone.type]) for phone in contact.phones]
    further += placed(cells, columns, "Phone", phones)
    further += placed(cells, columns, "E-mail", [(email.value, _EMAIL_COLUMNS) for email in contact.emails])
    further += placed(cells, columns, "Web", [(link, _LINK_COLUMNS) for link in links(contact)])
    further += _place_addresses(cells, columns, contact)
    if "E-mail Type" in columns:
        _type_emails(cells, contact)
    # Outlook splits categories at semicolons, or at what the system puts between the items of a list
    words = "; ".join(word.replace(";", " ").replace(",", " ") for word in categories(scan.record))
    further += placed(cells, columns, "Categories", [(words, ("Categories",))])
    cells["Notes"] = note_text(contact, scan.record, *further)
    return cells


def _place_addresses(cells: dict[str, str], columns: Sequence[str], contact: Contact) -> list[str]:
    for place, address in zip(_PLACES, contact.addresses, strict=False):
        streets = [street_text(address)]
        if f"{place} Street 2" in columns:
            streets = streets[0].split("\n", 2)
        for number, street in enumerate(streets, 1):
            cells[f"{place} Street" if number == 1 else f"{place} Street {number}"] = street
        cells[f"{place} City"] = address.locality
        cells[f"{place} State"] = address.region
        cells[f"{place} Postal Code"] = address.postal_code
        cells[f"{place} Country/Region"] = address.country
    return [f"Address: {address_text(address)}" for address in contact.addresses[len(_PLACES) :]]


def _type_emails(cells: dict[str, str], contact: Contact) -> None:
    for column in _EMAIL_COLUMNS:
        if column in cells:
            name = column.removesuffix(" Address")
            cells[f"{name} Type"] = "SMTP"
            cells[f"{name} Display Name"] = f"{contact.display_name} ({cells[column]})".strip()
