"""Is this contact known? Keys under which like contacts meet, and a verdict on those that do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.book.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.book.records import Verdict
    from cardscan.model import Contact


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a contact is known, and why."""

    verdict: Verdict
    of: str = ""
    """The uid of the known contact that decided, or ""."""
    likeness: float = 0.0
    """0 to 1."""
    reason: str = ""


def keys(contact: Contact) -> frozenset[str]:
    """Return the keys under which contacts that may be the same meet."""
    name = " ".join(sorted(words(contact.full_name or contact.native_name)))
    found = {f"e:{email.value.casefold()}" for email in contact.emails}
    found |= {f"p:{phone.value}|{name}" for phone in contact.phones}
    return frozenset(found | {f"n:{name}|{' '.join(words(contact.organization)[:2])}"})


def judge(contact: Contact, known: Sequence[tuple[str, Contact]]) -> Judgement:
    """Return whether the contact is one of the known ones, each a uid and a contact."""
    for uid, other in known:
        if _normal(contact) == _normal(other):
            return Judgement("again", uid, 1.0, "the same in every field")
    return Judgement("new")


def _normal(contact: Contact) -> tuple[object, ...]:
    texts = (contact.full_name, contact.native_name, contact.title, contact.department, contact.organization)
    return (
        *(tuple(words(text)) for text in texts),
        frozenset(phone.value for phone in contact.phones),
        frozenset(email.value.casefold() for email in contact.emails),
        frozenset(tuple(words(address.formatted)) for address in contact.addresses),
        frozenset(url.value for url in contact.urls),
    )
