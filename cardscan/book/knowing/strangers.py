"""Different people of whom files say the same UID: copies of one card that somebody wrote over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from cardscan.likeness import alike, words
from cardscan.text import is_cjk, is_native
from cardscan.vcards.lines import lines_of, made_line, plain_text

if TYPE_CHECKING:
    from cardscan.book.outcomes import Imported
    from cardscan.model import Contact, Value

_NAMESPACE = UUID("5d0c3a1e-4b7f-4e58-9d7c-3f1a2b6c8e90")


def are_strangers(one: Contact, other: Contact) -> bool:
    """Tell whether two have different names and share no number, e-mail or account.

    Names in different letters may be one, and so may those of which there is none.
    """
    both_people = bool(one.full_name and other.full_name)
    names = [_name(contact, person=both_people) for contact in (one, other)]
    if not all(names) or is_native(names[0]) != is_native(names[1]):
        return False
    first, second = map(_signs, names)
    return first.isdisjoint(second) and not alike(*names) and not _share_reach(one, other)


def apart(item: Imported) -> Imported:
    """Return the contact with a UID of its own, made of the shared one and its name: always the same."""
    name = " ".join(sorted(words(item.contact.display_name)))
    uid = str(uuid5(_NAMESPACE, f"{item.uid}\n{name}".encode(errors="replace").decode()))
    lines = (
        made_line("UID", f"urn:uuid:{uid}") if line.name == "UID" else line for line in lines_of(item.vcard)
    )
    return replace(item, uid=uid, vcard=plain_text(lines))


def _name(contact: Contact, *, person: bool) -> str:
    parts = [contact.full_name, contact.native_name, contact.nickname]
    return " ".join(filter(None, parts if person else [*parts, contact.organization]))


def _signs(name: str) -> set[str]:
    """Return what names of one person have in common: a word; of those written without spaces, a sign."""
    return {part for word in words(name) for part in (word if is_cjk(word) else (word,))}


def _share_reach(one: Contact, other: Contact) -> bool:
    return any(alike(a, b) for a in _reach(one) for b in _reach(other))


def _reach(contact: Contact) -> tuple[Value, ...]:
    return (*contact.emails, *contact.phones, *contact.social)
