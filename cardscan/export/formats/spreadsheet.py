"""CSV for a spreadsheet: one row a card, in words that a person reads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, BinaryIO

from cardscan.contact_fields import TEXTS_IN_PARTS
from cardscan.export.formats.csv_rows import write_rows
from cardscan.export.values import address_text, phone_text, plain_contact, plain_record, street_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.export import ExportOptions
    from cardscan.model import CardScan, Contact, PhoneType

_PHONE_COLUMNS: dict[PhoneType, str] = {
    "work": "Work phone",
    "cell": "Mobile phone",
    "fax": "Fax",
    "home": "Home phone",
    "pager": "Pager",
    "other": "Other phone",
}

COLUMNS = (
    *(field.csv for field in TEXTS_IN_PARTS), *_PHONE_COLUMNS.values(), "E-mail", "Website", "Street", "City",
    "Region", "Postal code", "Country", "Further addresses", "Social", "Note", "To check", "File", "Page",
    "Card", "Tags", "Met", "Own notes",
)  # fmt: skip

_JOIN = "; "

# full-width signs count too: spreadsheets set to an East Asian language take them for the plain ones
_SIGNS = "=+\\-@＝＋－＠"
_PARTS = ";\\t\\r\\n\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029"
_BEGINNING = re.compile(rf'(^|[{_PARTS}])([\s"]*)(?=[{_SIGNS}])')
"""Where a reader begins a cell, be it one that parts at semicolons or tabs and heeds no quotes."""
_NUMBER = r"\+\d[\d ().\-/]*( ext\. \d+)?"
_PHONE_NUMBERS = re.compile(f"{_NUMBER}({_JOIN}{_NUMBER})*", re.ASCII)


def write(scans: Iterable[CardScan], stream: BinaryIO, options: ExportOptions) -> None:
    """Write the header and one row a card: UTF-8 with a mark, without which Excel takes it for ANSI."""
    # all in quotes: behind a number that begins a part, nothing but a quote can follow
    write_rows(stream, COLUMNS, (row(scan) for scan in scans), encoding="utf-8-sig", quote_all=True)


def harmless(cell: str) -> str:
    r"""Return the cell so that no spreadsheet runs it as a formula.

    The rule: = + - @ at the beginning gets an apostrophe in front, and so it does behind a semicolon, a
    tab or a line's end, where a spreadsheet set to another separator begins a cell; whether blanks and
    quotes come before it or not. Not so in a cell that is nothing but phone numbers: +, a digit, then
    only digits, spaces, ( ) . - / and an extension, which can at most be a sum of numbers.

    >>> harmless("=HYPERLINK(A1)"), harmless("+49 30 123456"), harmless("+1+cmd|' /C calc'!A0")
    ("'=HYPERLINK(A1)", '+49 30 123456', "'+1+cmd|' /C calc'!A0")
    >>> harmless("Weber; =1+1"), harmless("Weber\n@SUM(A1)"), harmless("Weber-Koch = Anna")
    ("Weber; '=1+1", "Weber\n'@SUM(A1)", 'Weber-Koch = Anna')
    """
    if _PHONE_NUMBERS.fullmatch(cell):
        return cell
    return _BEGINNING.sub(r"\1\2'", cell)


def row(scan: CardScan) -> dict[str, str]:
    """Return the card's cells by column, several values joined by "; "."""
    contact, record = plain_contact(scan.contact), plain_record(scan.record)
    cells = {
        **{field.csv: field.of(contact) for field in TEXTS_IN_PARTS},
        "E-mail": _JOIN.join(email.value for email in contact.emails),
        "Website": _JOIN.join(url.value for url in contact.urls),
        "Further addresses": "\n".join(address_text(address) for address in contact.addresses[1:]),
        "Social": _JOIN.join(f"{item.service}: {item.value}" for item in contact.social),
        "Note": contact.note,
        "To check": ", ".join(scan.needs_review),
        "File": scan.source.path,
        "Page": str(scan.source.page),
        "Card": str(scan.source.card),
        "Tags": _JOIN.join(record.tags),
        "Met": _JOIN.join(" ".join(filter(None, (event.date, event.name))) for event in record.events),
        "Own notes": "\n".join(record.notes),
    }
    cells |= _phones(contact) | _first_address(contact)
    return {column: harmless(cell) for column, cell in cells.items()}


def _phones(contact: Contact) -> dict[str, str]:
    return {
        column: _JOIN.join(phone_text(phone) for phone in contact.phones if phone.type == kind)
        for kind, column in _PHONE_COLUMNS.items()
    }


def _first_address(contact: Contact) -> dict[str, str]:
    if not contact.addresses:
        return {}
    address = contact.addresses[0]
    return {
        "Street": street_text(address),
        "City": address.locality,
        "Region": address.region,
        "Postal code": address.postal_code,
        "Country": address.country,
    }
