"""What can be an e-mail address or a telephone number: patterns that pages and the program share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan.web.in_words import shown_number

if TYPE_CHECKING:
    from cardscan.model import Contact

EMAIL = r"[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>.]{2,}"
"""Loose: what passes may still reach nobody, what does not reaches nobody for sure."""
NUMBER = r"(?:[^0-9A-Za-z]*[0-9]){3,17}[^0-9A-Za-z]*"


def impossible(contact: Contact) -> tuple[str, ...]:
    """Return the contact's e-mails and numbers that cannot be one, as the form shows them.

    >>> from cardscan.model import Contact, Email, Phone
    >>> impossible(Contact(emails=(Email("a@b.example"), Email("a@b")), phones=(Phone("12"),)))
    ('a@b', '12')
    """
    emails = (email.value for email in contact.emails)
    numbers = map(shown_number, contact.phones)
    return (
        *(text for text in emails if not re.fullmatch(EMAIL, text)),
        *(text for text in numbers if not re.fullmatch(NUMBER, text)),
    )
