"""Invented postal addresses in the order of their country."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from cardscan.model import Address
from scripts.cards.companies import brand
from scripts.cards.lexicon import countries, digits, sections, seeded_faker

if TYPE_CHECKING:
    import random


class Place(NamedTuple):
    """An address with the lines that print it."""

    address: Address
    lines: tuple[str, ...]


def place(rng: random.Random, locale: str, *, native: bool = False) -> Place:
    """Return an invented address of the locale; `native` in the country's own script."""
    habits = countries()[locale]
    own = "native_" if native and "native_address" in habits else ""
    pattern = str(rng.choice(habits[f"{own}address"]))
    parts = _parts(rng, locale, own)
    parts["street"] = _fill(str(rng.choice(habits[f"{own}streets"])), rng, locale)
    if habits["faker_places"] and rng.random() < 0.4:
        parts["street"] = " ".join(seeded_faker(rng, locale).street_address().split())
    marked = _fill(pattern, rng, locale, parts)
    lines = tuple(_tidy(re.sub(r"[\[\]]", "", part)) for part in re.split(r"\|", marked))
    found = re.search(r"\[(.*?)\]", marked, re.DOTALL)
    street = ", ".join(_tidy(part) for part in found.group(1).split("|")) if found else ""
    lines = tuple(entry for entry in lines if entry)
    country = parts["country"] if "{country}" in pattern else ""
    address = Address(
        street=street,
        locality=parts["city"],
        region=parts["region"] if "{region}" in pattern else "",
        postal_code=parts["pc"] if "{pc}" in pattern else "",
        country=country,
        country_code=locale[-2:],
        formatted=", ".join(lines),
    )
    return Place(address, lines)


def fragment(rng: random.Random, whole: Place) -> Place:
    """Return only the street or only the town of an address, as sparse cards print it."""
    address = whole.address
    if rng.random() < 0.5 and address.street:
        return Place(Address(street=address.street, formatted=address.street), (address.street,))
    text = address.locality
    return Place(Address(locality=text, country_code=address.country_code, formatted=text), (text,))


def _parts(rng: random.Random, locale: str, own: str) -> dict[str, str]:
    habits = countries()[locale]
    entry = str(rng.choice(habits[f"{own}cities"])).split(";")
    city, region, code = entry if len(entry) == 3 else (entry[0], "", entry[1])
    towns = habits["faker_places"] and habits.get("faker_towns", True)
    if towns and not region and code and rng.random() < 0.4:
        city = seeded_faker(rng, locale).city()
    if rng.random() < 0.05 and not own:
        city = city.upper()
    country = str(rng.choice(habits["countries"]))
    return {"city": city, "region": region, "pc": digits(rng, code), "country": country}


def _fill(pattern: str, rng: random.Random, locale: str, parts: dict[str, str] | None = None) -> str:
    habits = countries()[locale]
    fake = seeded_faker(rng, locale)
    ward, wardku, wardkanji = str(rng.choice(habits.get("wards", [";;"]))).split(";")
    given, family = fake.first_name(), fake.last_name()
    source = str(habits.get("names", "faker"))
    if source not in ("faker", "ja"):
        lists = sections("names.txt")
        given = rng.choice(lists[f"{source}.given"]).rpartition(" ")[2]
        family = rng.choice(lists[f"{source}.family"]).rpartition(" ")[2]
    kanji = family
    if source == "ja":
        kanji, _, family = fake.last_name_pair()
    values = {"given": given, "family": family, "familykanji": kanji, "brand": brand(rng), "ward": ward,
              "wardku": wardku, "wardkanji": wardkanji, "building": "",
              "street_vi": rng.choice(habits.get("streets_vi", [""]))}  # fmt: skip
    if "{building}" in pattern:
        values["building"] = _fill(str(rng.choice(habits["buildings"])), rng, locale)
    values |= parts or {}

    def value(found: re.Match[str]) -> str:
        numbers = {"no": rng.randint(1, 99), "num": rng.randint(100, 2999), "n": rng.randint(1, 9)}
        name = found.group(1)
        return str(numbers[name]) if name in numbers else values[name]

    return re.sub(r"\{(\w+)\}", value, pattern)


def _tidy(text: str) -> str:
    """Mend what an empty part left behind.

    >>> _tidy(" 10 Elm St,  - Oslo, ")
    '10 Elm St - Oslo'
    """
    text = re.sub(r"\s*\(\s*\)", "", text)
    text = re.sub(r",\s*(?=[-,/])", " ", text)
    return re.sub(r"\s+", " ", text).strip(" ,-/|")
