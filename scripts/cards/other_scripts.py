"""Invented cards in scripts that the default reader's alphabet lacks: Korean, Cyrillic, Arabic and others."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import phonenumbers

from cardscan.model import Address, Contact, Email, PersonName, Phone, Url
from scripts.cards.lexicon import DATA, digits
from scripts.cards.printed import Block, FictionalCard, line

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from cardscan.model import PhoneType
    from scripts.cards.printed import PrintedLine

_TYPES: Final[tuple[PhoneType, ...]] = ("work", "cell", "fax")
_CHANCES: Final = (0.9, 0.7, 0.4)


@cache
def other_locales() -> Mapping[str, Mapping[str, Any]]:
    """Return what is printed in each locale, as data/other_scripts.toml has it."""
    return tomllib.loads((DATA / "other_scripts.toml").read_text(encoding="utf-8"))


def script_of(locale: str) -> str:
    """Return the script of a locale's cards, as Unicode calls it."""
    return str(other_locales()[locale]["script"])


def card_in_other_script(rng: random.Random, locale: str) -> FictionalCard:
    """Return an invented card of the locale; the same state of rng gives the same card."""
    lists = other_locales()[locale]
    person, name, native, mailbox = _person(rng, lists)
    firm, domain = str(rng.choice(lists["companies"])).split("|")
    address = str(rng.choice(lists["addresses"])).split(" / ")
    phones, phone_lines = _phones(rng, lists, locale[-2:])
    email, url = f"{mailbox}@{domain}.example", f"www.{domain}.example"
    mail_line = line((f"{rng.choice(lists['email_labels'])} ".lstrip(), "label"), (email, "email"))
    web_lines = (mail_line, *((line((url, "url")),) if rng.random() < 0.6 else ()))
    title = str(rng.choice(lists["titles"]))
    department = str(rng.choice(lists["departments"])) if rng.random() < 0.3 else ""
    below = (line((department, "department")),) if department else ()
    titled = (line((title, "title")), *below)
    contact = Contact(
        given_name=name.given, family_name=name.family, family_first=name.family_first, native_name=native,
        title=title, department=department, organization=firm, phones=phones, emails=(Email(email),),
        urls=(Url(f"https://{url}"),) if len(web_lines) > 1 else (),
        addresses=(Address(formatted=", ".join(address), country_code=locale[-2:]),),
    )  # fmt: skip
    blocks = (
        Block("person", (*person, *titled)),
        Block("company", (line((firm, "organization")),)),
        Block("address", tuple(line((part, "address")) for part in address)),
        Block("phones", phone_lines),
        Block("web", web_lines),
    )
    return FictionalCard(locale, locale[:2], contact, blocks)


def _person(
    rng: random.Random, lists: Mapping[str, Any]
) -> tuple[tuple[PrintedLine, ...], PersonName, str, str]:
    """Return the lines of a name, the name, its form in the other script if any, and its mailbox."""
    given, latin_given = str(rng.choice(lists["given"])).split("|")
    family, latin_family = str(rng.choice(lists["family"])).split("|")
    always = bool(lists.get("family_first"))
    first = always or rng.random() < 0.2
    printed = lists["joint"].join((family, given) if first else (given, family))
    mailbox = f"{latin_given}.{latin_family}".lower()
    if rng.random() < 0.3:
        latin = PersonName(given=latin_given, family=latin_family)
        lines = line((printed, "native_name")), line((f"{latin_given} {latin_family}", "name"))
        return lines, latin, printed, mailbox
    native = printed if always else ""
    name = PersonName(given=given, family=family, family_first=first)
    return (line((printed, "name")),), name, native, mailbox


def _phones(
    rng: random.Random, lists: Mapping[str, Any], country: str
) -> tuple[tuple[Phone, ...], tuple[PrintedLine, ...]]:
    phones: list[Phone] = []
    lines: list[PrintedLine] = []
    for type_, labels, chance in zip(_TYPES, lists["phone_labels"], _CHANCES, strict=True):
        if phones and rng.random() > chance:
            continue
        raw, number = _number(rng, lists["cells" if type_ == "cell" else "phones"], country)
        label = str(rng.choice(labels.split("|")))
        phones.append(Phone(number, raw, type_))
        lines.append(line((f"{label} ".lstrip(), "label"), (raw, "phone")))
    return tuple(phones), tuple(lines)


def _number(rng: random.Random, shapes: list[str], country: str) -> tuple[str, str]:
    """Return a number as printed and in E.164."""
    while True:
        raw = digits(rng, rng.choice(shapes))
        parsed = phonenumbers.parse(raw, country)
        if phonenumbers.is_valid_number(parsed):
            return raw, phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
