"""What the book learns from a card that was changed on the server."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cardscan.book.care.imports import contact_of
from cardscan.contact_fields import LISTS, NAME_PARTS, NOTE, OWN_TEXTS, with_values
from cardscan.export.values import address_text
from cardscan.model import Address, Social

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardscan.model import Contact, Value
    from cardscan.vcards.lines import ContentLine

_TEXTS = (*NAME_PARTS, *OWN_TEXTS, NOTE)


def taken(
    contact: Contact, before: Iterable[ContentLine], after: Iterable[ContentLine], region: str
) -> Contact:
    """Return the book's contact with what changed from one card to the other.

    What did not change stays as the book has it, which may know more than a vCard says. `region` is the
    country (ISO 3166 alpha-2) of numbers that name none.
    """
    old, new = (contact_of(lines, region=region) for lines in (before, after))
    texts = [(field, field.of(new)) for field in _TEXTS if field.of(new) != field.of(old)]
    if any(field in NAME_PARTS for field, _ in texts):
        contact = replace(contact, family_first=new.family_first)
    lists = [
        (field, _changed(field.of(contact), field.of(old), field.of(new)))
        for field in LISTS
        if field.of(new) != field.of(old)
    ]
    return with_values(contact, (*texts, *lists))


def _changed(now: tuple[Any, ...], old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what there is now without what went from the old to the new, and with what came."""
    gone = {_key(value) for value in old if value not in new}
    came = tuple(value for value in new if value not in old)
    anew = {_key(value): value for value in came}
    stayed = tuple(
        anew.get(_key(value), value) for value in now if _key(value) not in gone or _key(value) in anew
    )
    return (*stayed, *(value for value in came if value not in stayed))


def _key(value: Value) -> str:
    """Return what tells a value from others, whatever it is said to be."""
    if isinstance(value, Address):
        return " ".join(sorted(address_text(value).casefold().replace(",", " ").split()))
    if isinstance(value, Social):
        return f"{value.service}:{value.value}".casefold()
    return str(getattr(value, "value", value)).casefold()
