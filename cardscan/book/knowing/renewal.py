"""One contact of an old and a newer card of the same person, or of two contacts that are one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from cardscan.contact_fields import LISTS, NOTE, OWN_TEXTS, TEXTS, with_values
from cardscan.export.values import address_text
from cardscan.likeness import alike, says_more, words
from cardscan.model import Address

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from cardscan.contact_fields import Field
    from cardscan.model import Contact, Value

    ValueT = TypeVar("ValueT", bound=Value)

_OWN = ("cell", "home", "pager")
"""Numbers that a person keeps when changing the company."""


def renewed_contact(old: Contact, new: Contact) -> Contact:
    """Return what the newer card says, with what only the older one knew and may still hold.

    Within one company that is all that the newer card does not mention; after a change of
    company it is the person's own: numbers of their own, accounts, the name's other script.
    """
    stayed = not (old.organization and new.organization) or alike(old.organization, new.organization)
    fuller = len(_person(old)) > len(_person(new))
    named = old if fuller else new
    texts = ((field, field.of(new) or _still(field, old, stayed=stayed)) for field in (*OWN_TEXTS, NOTE))
    lists = ((field, _united(field.of(new), _still(field, old, stayed=stayed))) for field in LISTS)
    own = tuple(phone for phone in old.phones if stayed or phone.type in _OWN)
    return replace(
        with_values(new, (*texts, *lists)),
        prefix=new.prefix or old.prefix,
        given_name=named.given_name,
        additional_name=named.additional_name,
        family_name=named.family_name,
        family_first=named.family_first,
        suffix=new.suffix or old.suffix,
        nickname=new.nickname or old.nickname,
        pronouns=new.pronouns or old.pronouns,
        # another title may well be one in another department
        department=new.department or (old.department if stayed and not new.title else ""),
        phones=_united(new.phones, own),
        addresses=new.addresses or (old.addresses if stayed else ()),
    )


def of_both(older: Contact, newer: Contact) -> Contact:
    """Return the one contact that two were, with every value of both.

    Of a text of which there is one, the newer's stays; what the other says beside it is a line of the note.
    """
    both = with_notes_of(renewed_contact(older, newer), older)
    lists = ((field, _every(field.of(newer), field.of(older))) for field in LISTS)
    both = with_values(both, lists)
    lost = (
        f"{field.label}: {text}"
        for contact in (newer, older)
        for field in TEXTS
        if (text := field.of(contact)) and not _says(field.of(both), text)
    )
    return with_lines(both, lost)


def with_lines(contact: Contact, lines: Iterable[str]) -> Contact:
    """Return the contact with these lines in its note, behind its own."""
    return replace(contact, note="\n".join(dict.fromkeys((*contact.note.splitlines(), *lines))))


def says_all(contact: Contact, other: Contact) -> bool:
    """Tell whether the contact's note has every line of the other's."""
    return {*other.note.splitlines()} <= {*contact.note.splitlines()}


def without_lines(contact: Contact, lines: Collection[str]) -> Contact:
    """Return the contact with a note that has none of these lines."""
    left = (line for line in contact.note.splitlines() if line not in lines)
    return replace(contact, note="\n".join(left))


def with_notes_of(contact: Contact, old: Contact, before: Collection[str] = ()) -> Contact:
    """Return the contact with the lines of the old one's note that it has not, behind its own.

    But not those that the same source said `before`, and now says no more.
    """
    own = contact.note.splitlines()
    left_out = {*own, *before}
    stayed = (line for line in old.note.splitlines() if line not in left_out)
    return replace(contact, note="\n".join((*own, *stayed)))


def _still(field: Field, old: Contact, *, stayed: bool) -> Any:
    """Return what the old contact says, as far as it may hold; a company's, while one stays there."""
    return field.of(old) if stayed or field.lasting else type(field.of(old))()


def _united(new: tuple[ValueT, ...], old: tuple[ValueT, ...]) -> tuple[ValueT, ...]:
    """Return the newer values in their fuller form, then the old ones that they do not hold."""
    fuller = (next((a for a in old if alike(a, b) and says_more(a, b)), b) for b in new)
    return (*fuller, *(value for value in old if not any(alike(value, other) for other in new)))


def _every(new: tuple[ValueT, ...], old: tuple[ValueT, ...]) -> tuple[ValueT, ...]:
    """Return the values of both, each once; of addresses, only those are one that have the same words."""
    rest = (value for value in old if not any(_is_one(value, other) for other in new))
    fuller = (next((a for a in old if _is_one(a, b) and says_more(a, b)), b) for b in new)
    return (*fuller, *rest)


def _is_one(a: Value, b: Value) -> bool:
    if isinstance(a, Address) and isinstance(b, Address):
        some, all_ = sorted(({*words(address_text(one))} for one in (a, b)), key=len)
        return some <= all_
    return alike(a, b)


def _says(text: str, other: str) -> bool:
    """Tell whether a text has each word of the other, or one that begins so."""
    return all(any(word.startswith(one) for word in words(text)) for one in words(other))


def _person(contact: Contact) -> str:
    return " ".join((contact.given_name, contact.additional_name, contact.family_name)).strip()
