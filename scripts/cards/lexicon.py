"""Word lists and country habits for fictional cards, read from data/."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from faker import Faker
from faker.config import AVAILABLE_LOCALES

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

DATA = Path(__file__).parent / "data"


@cache
def sections(file: str) -> Mapping[str, tuple[str, ...]]:
    """Return the entries under each [heading] of a word list; lines with # are comments."""
    found: dict[str, list[str]] = {}
    heading = ""
    for entry in (DATA / file).read_text(encoding="utf-8").splitlines():
        if entry.startswith("[") and entry.endswith("]"):
            heading = entry[1:-1]
        elif entry and not (entry.startswith("#") and not heading):
            found.setdefault(heading, []).append(entry)
    return {name: tuple(entries) for name, entries in found.items()}


def words(language: str, section: str) -> tuple[str, ...]:
    """Return a section of a language's list; English where the language has none of it."""
    own = sections(f"languages/{language}.txt").get(section, ())
    return own or sections("languages/en.txt")[section]


@cache
def countries() -> Mapping[str, Mapping[str, Any]]:
    """Return the habits of each locale, as data/countries.toml describes them."""
    return tomllib.loads((DATA / "countries.toml").read_text(encoding="utf-8"))


@cache
def _faker(locale: str) -> Faker:
    return Faker(locale)


def seeded_faker(rng: random.Random, locale: str) -> Faker:
    """Return Faker for the locale (or for one it borrows), seeded from rng."""
    wanted = str(countries()[locale].get("faker", locale))
    fake = _faker(wanted if wanted in AVAILABLE_LOCALES else "en_US")
    fake.seed_instance(rng.getrandbits(32))
    return fake


def digits(rng: random.Random, shape: str) -> str:
    """Fill # with a digit and ? with a capital.

    >>> import random
    >>> len(digits(random.Random(1), "M#V #?#"))
    7
    """
    filled = re.sub("#", lambda _: rng.choice("0123456789"), shape)
    return re.sub(r"\?", lambda _: rng.choice("ABCDEGHJKLMNPRSTVWXY"), filled)


def plain(text: str) -> str:
    """Return text in lower-case ASCII letters, digits and hyphens, as mail addresses write names.

    >>> plain("Łukasz Müller-Ağaoğlu")
    'lukasz-mueller-agaoglu'
    """
    for letter, ascii_form in {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ł": "l", "ø": "oe", "æ": "ae",
                               "đ": "d", "ı": "i", "&": " and "}.items():  # fmt: skip
        text = text.lower().replace(letter, ascii_form)
    decomposed = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", decomposed.replace("'", "").replace(".", "")))
