"""What the commands of the book work on: a namesake, files to import, the names in a book."""

from dataclasses import replace
from pathlib import Path

from cardscan.book import Book
from cardscan.export.formats.vcard import vcard
from cardscan.model import Contact, Phone, Record
from tests.support.fictional import OPTIONS, scan

NAMESAKE = Contact(
    given_name="Anna",
    additional_name="Maria",
    family_name="Weber",
    organization="Müller & Söhne",
    phones=(Phone("+21671123456"),),
)


def names_in(folder: Path) -> list[str]:
    with Book.open(folder, create=False) as book:
        return [entry.contact.display_name for entry in book.entries()]


def vcf(path: Path, *contacts: Contact) -> Path:
    path.write_bytes(
        b"".join(
            vcard(replace(scan(item), record=Record(f"u{number}")), OPTIONS)
            for number, item in enumerate(contacts)
        )
    )
    return path
