"""Whether two pictures show the two sides of one card; if so, one card of them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from rapidfuzz import fuzz

from cardscan.contact_fields import DETAILS, LISTS
from cardscan.likeness import alike, words
from cardscan.sides.merging import merged
from cardscan.text import is_native

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.model import CardScan, Contact, Value

Joined: TypeAlias = tuple[tuple["CardScan", ...], tuple[str, ...]]
"""The cards, and what to tell the user about those that were kept apart."""

_SAME_NAME = 85.0
"""From this likeness on (0 to 100), two names are one, misread or spelt in another way."""


def joined(front: Sequence[CardScan], back: Sequence[CardScan]) -> Joined:
    """Return the one card of which two pictures show the sides, else all cards as they are.

    Two pictures of one card each make one card, except where these are plainly two
    people's: then a contact with one's name and the other's telephone would serve nobody,
    so both stay whole, and the user is told. Plainly means: each side has a name that
    needs no review, the names are different, and no e-mail (where a side has none: no
    phone) is on both. Names in two scripts cannot be compared; there neither e-mails nor
    phones may agree. Whatever is less plain becomes one card, its conflicts flagged. A
    picture of several cards is no side of one.
    """
    if not (front and back):
        return (*front, *back), ()
    if len(front) > 1 or len(back) > 1:
        return (*front, *back), (f"{_places(front[0], back[0])}: more than two sides, so each is a card",)
    [one], [other] = front, back
    if _two_people(one, other):
        return (one, other), (f"{_places(one, other)}: cards of two people, kept apart",)
    return (merged(one, other),), ()


def joined_pages(scans: Sequence[CardScan]) -> Joined:
    """Return one card of each two pages, 1 and 2, 3 and 4, of a file's cards in their order.

    Which page is the front is seen from the contact: the one with the person's name,
    else the one with more to reach them by, else the earlier.
    """
    cards: list[CardScan] = []
    remarks: list[str] = []
    for _, leaf in groupby(scans, key=lambda scan: (scan.source.page - 1) // 2):
        pages = [tuple(page) for _, page in groupby(leaf, key=lambda scan: scan.source.page)]
        first, second = pages if len(pages) == 2 else (pages[0], ())
        if len(first) == len(second) == 1 and _front_rank(second[0].contact) > _front_rank(first[0].contact):
            first, second = second, first
        result, said = joined(first, second)
        cards += sorted(result, key=lambda scan: scan.source.page)
        remarks += said
    return tuple(cards), tuple(remarks)


def _front_rank(contact: Contact) -> tuple[bool, int]:
    said = [bool(field.of(contact)) for field in DETAILS] + [len(field.of(contact)) for field in LISTS]
    return bool(contact.full_name or contact.native_name), sum(said)


def _two_people(a: CardScan, b: CardScan) -> bool:
    if not all(scan.contact.full_name and "full_name" not in scan.needs_review for scan in (a, b)):
        return False
    names = _person(a.contact), _person(b.contact)
    emails = _differ(a.contact.emails, b.contact.emails)
    phones = _differ(a.contact.phones, b.contact.phones)
    if is_native(names[0]) != is_native(names[1]):
        return emails and phones
    if alike(*names) or fuzz.token_sort_ratio(*map(_plain, names)) >= _SAME_NAME:
        return False
    return emails or (phones and not (a.contact.emails and b.contact.emails))


def _person(contact: Contact) -> str:
    return " ".join((contact.given_name, contact.additional_name, contact.family_name)).strip()


def _plain(name: str) -> str:
    return " ".join(words(name))


def _differ(front: Sequence[Value], back: Sequence[Value]) -> bool:
    """Tell whether both sides have such values and share none."""
    return bool(front and back) and not any(alike(one, other) for one in front for other in back)


def _places(one: CardScan, other: CardScan) -> str:
    a, b = one.source, other.source
    if a.path != b.path:
        return f"{a.path} and {b.path}"
    return "{}, pages {} and {}".format(a.path, *sorted((a.page, b.page)))
