"""The vCard that a fictional card's QR code holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardscan.model import Contact


def contact_code(contact: Contact) -> str:
    r"""Return a short vCard 3.0 of the contact, as phones' card apps put into QR codes.

    >>> from cardscan.model import Contact
    >>> contact_code(Contact(given_name="Ana", family_name="Lee", organization="A; B")).splitlines()[2:5]
    ['N:Lee;Ana;;;', 'FN:Ana Lee', 'ORG:A\\; B']
    """
    name = ";".join(
        _escaped(part)
        for part in (contact.family_name, contact.given_name, contact.additional_name, contact.prefix, "")
    )
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"N:{name}", f"FN:{_escaped(contact.full_name)}"]
    if contact.organization:
        lines.append(f"ORG:{_escaped(contact.organization)}")
    if contact.title:
        lines.append(f"TITLE:{_escaped(contact.title)}")
    lines += [f"TEL;TYPE={phone.type.upper()}:{phone.value}" for phone in contact.phones]
    lines += [f"EMAIL:{email.value}" for email in contact.emails]
    lines += [f"URL:{url.value}" for url in contact.urls]
    return "\r\n".join([*lines, "END:VCARD"])


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
