"""Fictional cards that tests of several modules use."""

from datetime import UTC, datetime

from cardscan.export import ExportOptions
from cardscan.model import Address, CardScan, Contact, Email, Lines, Phone, Social, Source, Url

OPTIONS = ExportOptions(revised=datetime(2026, 11, 22, 9, 30, tzinfo=UTC))

ANNA = Contact(
    prefix="Dr.",
    given_name="Anna",
    additional_name="Maria",
    family_name="Weber",
    suffix="MBA",
    native_name="安娜",
    title="Head of Sales, Europe",
    department="Sales",
    organization="Müller & Söhne GmbH; Co.",
    phones=(
        Phone("+493012345678", "030 12345678"),
        Phone("+4915112345678", "0151 12345678", "cell"),
        Phone("+493012345679", "030 12345679", "fax"),
        Phone("+493012345670", "030 12345670 x 12", "work", "12"),
    ),
    emails=(Email("anna@weber.example"), Email("sales@weber.example")),
    urls=(Url("https://weber.example"),),
    addresses=(
        Address(
            "Lindenweg 12", "Berlin", "", "10115", "Germany", "DE", "Lindenweg 12, 10115 Berlin, Germany"
        ),
        Address(formatted="1 Example Road, Springfield"),
    ),
    social=(Social("linkedin", "@anna-weber"), Social("skype", "anna.w")),
    note="Wir öffnen Türen\nseit 1901",
)

BILAL = Contact(given_name="Bilal", family_name="Haddad", emails=(Email("bilal@haddad.example"),))

BEN = Contact(given_name="Ben", family_name="Sales", title="Agent", emails=(Email("ben@sales.example"),))

COMPANY = Contact(organization="Ōsaka Tea Example K.K.", phones=(Phone("+81612345678"),))


def scan(contact: Contact, card: int = 1, needs_review: tuple[str, ...] = ()) -> CardScan:
    """Return the contact as if scanned from the card of that number."""
    source = Source("in/anna.jpg", "ab" * 32, 1, card, ((0.0, 0.0), (9.0, 0.0), (9.0, 5.0), (0.0, 5.0)))
    return CardScan(
        source, contact, {"full_name": 0.98}, {}, needs_review, Lines((), "rapid", 9.0, 5.0), {"find": 0.05}
    )
