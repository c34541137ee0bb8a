"""A person before and after a change of post, and what the book makes of a card."""

from dataclasses import replace

from cardscan.book.knowing.matching import judge
from cardscan.model import Address, Contact, Email, Phone, Url

ANNA = Contact(
    prefix="Dr.",
    given_name="Anna",
    family_name="Weber",
    title="Head of Sales",
    organization="Weber Logistik GmbH",
    phones=(Phone("+493012345678", type="work"), Phone("+4915112345678", type="cell")),
    emails=(Email("anna.weber@weber-logistik.example"),),
    urls=(Url("https://weber-logistik.example"),),
    addresses=(Address(formatted="Parkallee 7, 20144 Hamburg"),),
)


NEW_POST = replace(
    ANNA,
    title="Managing Director",
    organization="Nordhafen AG",
    phones=(Phone("+49401234567"), Phone("+4915112345678", type="cell")),
    emails=(Email("a.weber@nordhafen.example"),),
    urls=(Url("https://nordhafen.example"),),
    addresses=(Address(formatted="Am Kai 1, 20457 Hamburg"),),
)


def verdict(contact: Contact, *known: Contact) -> str:
    return judge(contact, [(str(number), other) for number, other in enumerate(known)]).verdict
