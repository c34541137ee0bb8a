"""Fictional cards by the hundred thousand, as if read from photos: what a large book is filled with."""

from __future__ import annotations

import hashlib
import random
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from cardscan.model import CardScan, Email, Line, Lines, Source
from scripts.cards.fiction import fictional_card
from scripts.cards.lexicon import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.model import Contact, Phone, Quad

_LOCALES = (
    "de_DE", "en_GB", "en_IN", "en_US", "fr_FR", "fr_MA",
    "fr_TN", "ja_JP", "ko_KR", "pt_BR", "vi_VN", "zh_CN",
)  # fmt: skip
_CARDS_A_LOCALE = 150
_QUAD: Quad = ((40.0, 60.0), (1040.0, 60.0), (1040.0, 660.0), (40.0, 660.0))


def fictional_scans(seed: int = 1) -> Iterator[CardScan]:
    """Yield cards without end, each in a file of its own; the same seed gives the same cards.

    Whole cards are invented for a few people of each locale; the others take their given name from one, their
    family name from another and their company from a third, and get numbers of their own.
    """
    rng = random.Random(seed)
    people = {locale: [_owned(rng, locale) for _ in range(_CARDS_A_LOCALE)] for locale in _LOCALES}
    for number in count():
        locale = rng.choice(_LOCALES)
        givers = rng.choices(people[locale], k=3)
        yield _scan(_mixed(rng, *givers), f"{seed}/{number}")


def photographed_again(scan: CardScan) -> CardScan:
    """Return the same card as if read from another photo."""
    return _scan(scan.contact, f"again/{scan.source.sha256}")


def _owned(rng: random.Random, locale: str) -> Contact:
    return fictional_card(rng, locale, plain=True).contact


def _mixed(rng: random.Random, given: Contact, family: Contact, firm: Contact) -> Contact:
    native = f"{family.native_name[:1]}{given.native_name[-1:]}" if given.native_name else ""
    name = f"{plain(given.given_name)}.{plain(family.family_name)}"
    mails = [Email(f"{name}@{mail.value.partition('@')[2]}") for mail in firm.emails[:1]]
    return replace(
        firm,
        given_name=given.given_name,
        additional_name=given.additional_name,
        family_name=family.family_name,
        native_name=native,
        title=family.title,
        emails=tuple(mails),
        phones=tuple(_renumbered(rng, phone) for phone in firm.phones),
    )


def _renumbered(rng: random.Random, phone: Phone) -> Phone:
    number = phone.value[:-6] + f"{rng.randrange(10**6):06}"
    return replace(phone, value=number, raw=number)


def _scan(contact: Contact, name: str) -> CardScan:
    digest = hashlib.sha256(name.encode()).hexdigest()
    source = Source(f"inbox/{name}.jpg", digest, 1, 1, _QUAD)
    values = (
        contact.full_name, contact.native_name, contact.title, contact.organization,
        *(phone.raw for phone in contact.phones), *(email.value for email in contact.emails),
        *(url.value for url in contact.urls), *(address.formatted for address in contact.addresses),
    )  # fmt: skip
    lines = tuple(Line(text, _QUAD, 0.97) for text in values if text)
    confidence = dict.fromkeys(("full_name", "title", "organization", "phones[0]", "emails[0]"), 0.95)
    return CardScan(
        source, contact, confidence, {"full_name": (0,)}, (), Lines(lines, "rapid", 1000.0, 600.0)
    )
