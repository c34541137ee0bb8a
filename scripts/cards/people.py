"""Invented people: names in the manner of a country, with degrees and second scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cardscan.model import PersonName
from scripts.cards.lexicon import countries, sections, seeded_faker

if TYPE_CHECKING:
    import random


NOBODY: Final = PersonName()


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name in Latin letters, and in the other script where there is one."""

    name: PersonName
    native: PersonName = NOBODY


def person(rng: random.Random, locale: str) -> Person:
    """Return an invented person of the locale."""
    habits = countries()[locale]
    name, native = _bare(rng, locale)
    family_first = rng.random() < habits.get("family_first", 0.04 if locale.startswith("fr") else 0.01)
    initial = rng.choice("ABCDEFGHJKLMNPRSTW") + "."
    additional = name.additional
    if not additional and locale.startswith("en") and rng.random() < 0.2:
        additional = initial
    prefix = rng.choice(habits["prefixes"]) if rng.random() < 0.17 else ""
    suffix = rng.choice(habits["suffixes"]) if rng.random() < 0.11 else ""
    full = PersonName(prefix, name.given, additional, name.family, suffix, family_first)
    return Person(full, native)


def _bare(rng: random.Random, locale: str) -> tuple[PersonName, PersonName]:
    source = str(countries()[locale].get("names", "faker"))
    if source == "ja":
        return _japanese(rng, locale)
    if source != "faker":
        return _listed(rng, source)
    fake = seeded_faker(rng, locale)
    female = rng.random() < 0.45
    given = fake.first_name_female() if female else fake.first_name_male()
    family = fake.last_name_female() if female else fake.last_name_male()
    additional = ""
    if locale == "vi_VN":
        middle = rng.choice(("Thị", "Văn", "Minh", "Thanh", "Đức", "Ngọc", "Hữu", "Quang", ""))
        given = f"{middle} {given}".strip()  # the family name stands before both
    if countries()[locale].get("two_families") and rng.random() < 0.55:
        family += " " + fake.last_name()
    elif rng.random() < 0.05:
        family += "-" + fake.last_name()
    if locale[:2] in ("fr", "de", "en") and rng.random() < 0.05 and " " not in given:
        given += "-" + (fake.first_name_female() if female else fake.first_name_male())
    if locale == "pt_BR" and rng.random() < 0.3:
        additional = fake.last_name().split()[-1]
    return PersonName(given=given, additional=additional, family=family), NOBODY


def _japanese(rng: random.Random, locale: str) -> tuple[PersonName, PersonName]:
    fake = seeded_faker(rng, locale)
    given_kanji, _, given = fake.first_name_pair()
    family_kanji, _, family = fake.last_name_pair()
    native = PersonName(given=given_kanji, family=family_kanji, family_first=True)
    return PersonName(given=given, family=family), native


def _listed(rng: random.Random, source: str) -> tuple[PersonName, PersonName]:
    lists = sections("names.txt")
    native_given, _, given = _halves(rng.choice(lists[f"{source}.given"]), source)
    native_family, _, family = _halves(rng.choice(lists[f"{source}.family"]), source)
    native = NOBODY
    if native_given and native_family:
        native = PersonName(given=native_given, family=native_family, family_first=source == "zh")
    if source == "zh" and rng.random() < 0.2:
        given = rng.choice(lists["zh.western"])
    return PersonName(given=given, family=family), native


def _halves(entry: str, source: str) -> tuple[str, str, str]:
    return entry.partition(" ") if source in ("zh", "greek") else ("", "", entry)


def print_name(rng: random.Random, name: PersonName) -> str:
    """Return the name as a card may print it; the family name in capitals on some.

    >>> import random
    >>> print_name(random.Random(3), PersonName("Dr.", "Anna", "", "Weber", "MBA"))
    'Dr. Anna Weber, MBA'
    """
    family = name.family.upper() if rng.random() < 0.09 else name.family
    parts = [name.prefix, name.given, name.additional, family]
    if name.family_first:
        parts = [name.prefix, family, name.additional, name.given]
    text = " ".join(part for part in parts if part)
    comma = " " if rng.random() < 0.2 else ", "
    return f"{text}{comma}{name.suffix}" if name.suffix else text
