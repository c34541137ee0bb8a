"""Invented companies: brands, legal forms, mail domains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.cards.lexicon import countries, digits, plain, sections, seeded_faker, words

if TYPE_CHECKING:
    import random


@dataclass(frozen=True, slots=True)
class Company:
    """A company: its name in full, a short brand or "", its name in another script or ""."""

    name: str
    brand: str
    native: str
    domain: str


def brand(rng: random.Random) -> str:
    """Return an invented brand name."""
    lists = sections("names.txt")
    style = rng.random()
    if style < 0.45:
        return rng.choice(lists["brand.start"]) + rng.choice(lists["brand.end"])
    if style < 0.85:
        return rng.choice(lists["brand.word"])
    if style < 0.93:
        first, second = rng.sample(lists["brand.word"], 2)
        return first + rng.choice(("", " ", "")) + second
    return rng.choice(lists["brand.start"]) + rng.choice(lists["brand.end"]).capitalize()


def fill(rng: random.Random, pattern: str, locale: str, language: str, family: str = "") -> str:
    """Fill a pattern's {placeholders} with invented words of the locale."""
    if "{" not in pattern:
        return pattern
    fake = seeded_faker(rng, locale)
    native = language in ("ja", "zh")
    values = {
        "brand": brand(rng),
        "city": _town(rng, locale, native=native),
        "industry": rng.choice(words(language, "industries")),
        "department": rng.choice(words(language, "departments")),
        "family": family or _family(rng, locale, fake.last_name(), native=native),
        "family2": _family(rng, locale, fake.last_name(), native=native),
        "family3": _family(rng, locale, fake.last_name(), native=native),
        "acronym": digits(rng, "?" * rng.choice((2, 3, 3, 3, 4))),
        "digits": digits(rng, "#" * rng.randint(5, 11)),
        "digits2": digits(rng, "##"),
        "given": fake.first_name(),
    }
    if language == "zh":
        values["brand"] = rng.choice(sections("names.txt")["zh.brand"]).partition(" ")[0]
    return pattern.format(**values)


def _family(rng: random.Random, locale: str, fallback: str, *, native: bool) -> str:
    source = str(countries()[locale].get("names", "faker"))
    if source == "ja" and not native:
        return str(seeded_faker(rng, locale).last_romanized_name())
    if source in ("faker", "ja"):
        return fallback
    return rng.choice(sections("names.txt")[f"{source}.family"]).partition(" ")[2] or fallback


def _town(rng: random.Random, locale: str, *, native: bool) -> str:
    habits = countries()[locale]
    towns = habits.get("native_cities", habits["cities"]) if native else habits["cities"]
    return str(rng.choice(towns)).partition(";")[0].strip("市")


def company(rng: random.Random, locale: str, language: str, family: str, *, publishable: bool) -> Company:
    """Return an invented company; `publishable` keeps its domain within .example."""
    latin = "en" if language in ("ja", "zh", "el") else language
    if rng.random() < 0.15:
        latin = "en"
    owner = family if rng.random() < 0.35 else ""
    bare = fill(rng, rng.choice(words(latin, "companies")), locale, latin, owner)
    legal = fill(rng, rng.choice(countries()[locale]["legal"]), locale, latin, family)
    name = bare
    if legal and rng.random() < 0.55:
        name = f"PT {bare}" if locale == "id_ID" else f"{bare} {legal}"
    short = bare if name != bare and rng.random() < 0.5 else bare.split()[0].strip(",")
    native = ""
    if language in ("ja", "zh"):
        native = fill(rng, rng.choice(words(language, "companies")), locale, language, "")
    return Company(name, short, native, _domain(rng, locale, bare, short, publishable=publishable))


def _domain(rng: random.Random, locale: str, bare: str, short: str, *, publishable: bool) -> str:
    slug = plain(bare)
    form = rng.random()
    if form < 0.35 or len(slug) > 22:
        slug = plain(short)
    elif form < 0.8:
        slug = slug.replace("-", "")
    elif form < 0.86 and "-" in slug:
        slug = "".join(part[0] for part in slug.split("-")) + "-group"
    top = "example" if publishable else rng.choice(countries()[locale]["tlds"])
    return f"{slug or 'firma'}.{top}"
