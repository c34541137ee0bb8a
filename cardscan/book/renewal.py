"""One contact of an old and a newer card of the same person."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardscan.model import Contact


def renewed_contact(old: Contact, new: Contact) -> Contact:
    """Return the newer card's contact, with the old one's values where the newer has none."""
    kept = {field.name: getattr(old, field.name) for field in fields(new) if not getattr(new, field.name)}
    return replace(new, **kept)
