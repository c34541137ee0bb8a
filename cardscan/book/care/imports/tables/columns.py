"""What a table's columns say: those of well-known programs and of cardscan, and any by their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.book.care.imports.numbers import label_type
from cardscan.book.care.imports.tables.headings import ALONE, KINDS, PHONE_WORDS, PLACES, SERVICES
from cardscan.contact_fields import TEXTS_IN_PARTS
from cardscan.text import fold, is_cjk

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_NUMBERED = re.compile(
    r"(e-mail|phone|website|address|organization|im|custom field|event|relation) (\d+) - (.+)"
)
_PARTS = {
    "street": "street", "extended address": "street2", "po box": "box", "city": "city", "region": "region",
    "postal code": "code", "country": "country", "formatted": "formatted",
}  # fmt: skip
_OUTLOOKS = re.compile(
    r"(business|home|other|work) (street|address)( [23])?$|(business|home|other|work) (?:address )?"
    r"(city|state|postal code|zipcode|country|country/region|po box)$"
)
_OUTLOOK_PARTS = {
    "city": "city", "state": "region", "postal code": "code", "zipcode": "code", "country": "country",
    "country/region": "country", "po box": "box",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """What the cells of a column are."""

    heading: str
    kind: str = "other"
    """text, phone, email, url, social, accounts, address, birthday, further, note, own note, tags, met,
    label, pair, skipped, or other."""
    part: str = ""
    """Of a text, the contact's field; of a phone, its type; of an account, the service; of an address, one of
    street, street2, street3, box, city, region, code, country, formatted; of a birthday, year, month, day."""
    group: str = ""
    """What tells numbered columns and several addresses apart."""
    guessed: bool = False
    """By the words of the heading: a person should see it."""


def columns_of(headings: Sequence[str]) -> tuple[Column, ...]:
    """Return what each column says.

    >>> [(column.kind, column.part) for column in columns_of(["Vorname", "Mobil", "Straße", "Glück"])]
    [('text', 'given_name'), ('phone', 'cell'), ('address', 'street'), ('other', '')]
    """
    known = {heading.strip().lower() for heading in headings}
    found: list[Column] = []
    for heading in headings:
        column = _column(heading.strip(), known)
        twice = column.kind == "text" and any((column.kind, column.part) == (o.kind, o.part) for o in found)
        found.append(Column(heading.strip()) if twice else column)
    return tuple(found)


def is_known(columns: Collection[Column]) -> bool:
    """Tell whether these are a table of contacts."""
    told = [column for column in columns if column.kind not in ("other", "skipped", "label", "note", "tags")]
    return any(column.kind in ("text", "phone", "email", "social") for column in told) and (
        len(told) > 1 or len(columns) == 1
    )


def _column(heading: str, known: Collection[str]) -> Column:
    name = heading.lower()
    if name == "title" and "job title" in known:
        return Column(heading, "text", "prefix")
    if numbered := _NUMBERED.fullmatch(name):
        return _numbered(heading, numbered[1], numbered[2], numbered[3])
    if outlooks := _OUTLOOKS.fullmatch(name):
        group = outlooks[1] or outlooks[4]
        part = f"street{(outlooks[3] or '').strip()}" if outlooks[1] else _OUTLOOK_PARTS[outlooks[5]]
        whole = outlooks[2] == "address" and f"{group} street" in known
        return Column(heading, "address", "formatted" if whole else part, group)
    if name in _EXACT:
        kind, part, group = (*_EXACT[name], "", "")[:3]
        return Column(heading, kind, part, group)
    return _guessed(heading)


def _numbered(heading: str, kind: str, number: str, part: str) -> Column:
    """Return one of Google's numbered columns."""
    group = f"{kind} {number}"
    if part in ("label", "type", "service"):
        return Column(heading, "label", part, group)
    if kind == "address" and part in _PARTS:
        return Column(heading, "address", _PARTS[part], group)
    if kind == "organization" and part in ("name", "title", "department") and number == "1":
        return Column(heading, "text", "organization" if part == "name" else part)
    if part != "value":
        return Column(heading)
    kinds = {"e-mail": "email", "phone": "phone", "website": "url", "im": "social"}
    return Column(heading, kinds.get(kind, "pair"), "", group)


def _guessed(heading: str) -> Column:
    """Return what the words of a heading say, in any language that they are known in."""
    folded = fold(heading)
    words = [word for word in re.split(r"[^\w]+|_", folded) if word]
    spelt = {*words, "".join(words), " ".join(words)} - ALONE
    for service in SERVICES:
        if service in spelt:
            return Column(heading, "social", service, guessed=True)
    group = next((name for name, meant in PLACES.items() if spelt & meant), "")
    for kind, part, meant in KINDS:
        if folded in meant:
            return Column(heading, kind, part, guessed=True)
    for kind, part, meant in KINDS[:2]:
        if spelt & meant:
            return Column(heading, kind, part, group if kind == "email" else "", guessed=True)
    if spelt & PHONE_WORDS:
        # what is written without spaces begins with it: 携帯番号, 手机号码
        begin = folded[:2] if is_cjk(folded) else folded
        types = {label_type(word) for word in (*words, folded, begin)}
        part = next((one for one in ("fax", "pager", "cell", "home", "work", "other") if one in types), "")
        return Column(heading, "phone", part, guessed=True)
    for kind, part, meant in KINDS[2:]:
        if spelt & meant:
            number = next((word for word in words if word in ("2", "3")), "") if part == "street" else ""
            return Column(heading, kind, part + number, group if kind == "address" else "", guessed=True)
    return Column(heading)


def _texts() -> dict[str, tuple[str, ...]]:
    names: dict[str, tuple[str, ...]] = {}
    for field in TEXTS_IN_PARTS:
        for name in (field.csv, field.google, field.outlook, field.thunderbird):
            if name and name != "Title":
                names[name.lower()] = ("text", field.key)
    return names


_OF_KIND = {
    ("text", "given_name"): "given name",
    ("text", "additional_name"): "additional name",
    ("text", "family_name"): "family name",
    ("text", "full_name"): "display name",
    ("note",): "note, notes",
    ("own note",): "own notes",
    ("tags",): "tags, labels, categories, group membership",
    ("met",): "met",
    ("further",): "further addresses",
    ("accounts",): "social",
    ("skipped",): "to check, file, page, card, file as, ",
    ("label", "", "mail"): "e-mail type, e-mail 2 type, e-mail 3 type, e-mail display name,"
    " e-mail 2 display name, e-mail 3 display name",
    ("phone", "work"): "work phone, business phone, business phone 2, company main phone, callback",
    ("phone", "cell"): "mobile phone, mobile number, car phone",
    ("phone", "fax"): "fax, fax number, business fax, home fax, other fax",
    ("phone", "home"): "home phone, home phone 2",
    ("phone", "pager"): "pager, pager number",
    ("phone", "other"): "other phone, primary phone, radio phone, tty/tdd phone, isdn",
    ("email",): "e-mail, e-mail address, e-mail 2 address, e-mail 3 address, primary email, secondary email",
    ("birthday",): "birthday",
    ("birthday", "year"): "birth year",
    ("birthday", "month"): "birth month",
    ("birthday", "day"): "birth day",
    ("url",): "website, web page, personal web page, web page 1, web page 2",
    ("social", "im"): "imaddress, screen name",
    ("address", "street"): "street",
    ("address", "city"): "city",
    ("address", "region"): "region",
    ("address", "code"): "postal code",
    ("address", "country"): "country",
    ("other",): "assistant's phone, telex, manager's name, assistant's name, company yomi, office location,"
    " location, language, account, internet free busy, occupation",
}
"""Headings, in small letters, by what stands below them."""

_EXACT = {name: place for place, names in _OF_KIND.items() for name in names.split(", ")} | _texts()
