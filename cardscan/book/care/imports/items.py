"""What comes out of a file of contacts, beside the contacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from cardscan.contact_fields import LISTS, with_values
from cardscan.errors import BadInputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from cardscan.book.outcomes import Imported
    from cardscan.model import Contact

Tick: TypeAlias = "Callable[[int], None]"
"""To be called with the octets that were read since the last time."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should know: what is not kept of a contact, or how a table is understood."""

    text: str


MOST_VALUES = 100
"""Of one kind, of one contact: a stranger's file may hold any number of them."""

Item: TypeAlias = "Imported | BadInputError | Remark"
"""A contact, what is wrong with one that cannot be had, or what else is to be said."""


def in_line(path: object, number: int, text: str) -> str:
    """Return what is said of one line of a file."""
    return f"{path}, line {number}: {text}"


def bounded(contact: Contact) -> tuple[Contact, tuple[str, ...]]:
    """Return the contact with no more values than can be compared one by one; and what is left out."""
    over = [field for field in LISTS if len(field.of(contact)) > MOST_VALUES]
    told = tuple(f"{field.plural.lower()}: only the first {MOST_VALUES} are taken" for field in over)
    return with_values(contact, ((field, field.of(contact)[:MOST_VALUES]) for field in over)), told
