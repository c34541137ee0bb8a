"""What a vCard's properties say, however programs write them."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import unquote

import idna

from cardscan.vcards.lines import escaped_parts, made_line, unescaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cardscan.vcards.lines import ContentLine

FRAME = frozenset({"BEGIN", "END", "VERSION", "REV", "PRODID"})
"""What says nothing about the person; servers write these anew."""

BULKY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
"""Properties whose values are pictures and other data."""

LISTS = frozenset({"CATEGORIES", "NICKNAME"})
"""Properties of which one line holds several values, parted by commas."""

SINGLE = frozenset(
    "N FN ORG TITLE ROLE NOTE BDAY ANNIVERSARY GENDER KIND PHOTO LOGO SOUND PRONOUNS SORT-STRING TZ GEO"
    " MAILER CLASS AGENT X-ABSHOWAS X-PHONETIC-FIRST-NAME X-PHONETIC-LAST-NAME X-PHONETIC-ORG".split()
)
"""Properties of which there is one as a rule: another value takes the first one's place. Of all others
each value is a fact of its own."""

_COMPANIONS = frozenset({"X-ABLABEL", "X-ABADR", "X-ABORDER"})
"""What Apple says of the property in the same group."""

_DATES = frozenset({"BDAY", "ANNIVERSARY", "X-ANNIVERSARY", "X-ABDATE", "DEATHDATE"})
_TYPED = frozenset({"TEL", "EMAIL", "ADR", "URL", "IMPP", "X-SOCIALPROFILE", "X-ABDATE", "X-ABRELATEDNAMES"})
_SAME = {"MOBILE": "CELL", "IPHONE": "CELL", "COMPANY": "WORK", "HOMEFAX": "FAX", "WORKFAX": "FAX"}
_NO_KIND = frozenset(
    "VOICE PREF INTERNET OTHER X-INTERNET X400 MSG TEXT VIDEO DOM INTL POSTAL PARCEL JPEG".split()
)
"""Words that programs add or leave out without meaning anything by it."""

_AT_WORK = frozenset({"CELL", "FAX", "PAGER"})
"""What is at work unless something else is said."""

_APPLES = re.compile(r"_\$!<(.*)>!\$_")
_LEAST_NATIONAL = 6
_MOST_NUMBERS = 500
"""Of cards that are compared number by number: a stranger's may hold any number of them."""


Said: TypeAlias = tuple[str, str, tuple[str, ...], str]
"""A property's name, its value's key, its kinds, the order of its parts."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What a property says, and the lines that say it."""

    name: str
    key: str
    """What tells the value from others; a picture's digest."""
    kinds: tuple[str, ...]
    """HOME, WORK, CELL, a label of the user's: sorted."""
    order: str
    """How a value's parts are laid out, where the key does not say that."""
    source: ContentLine
    """Where it is said, perhaps beside others."""
    lines: tuple[ContentLine, ...]
    """It alone, then what Apple says of it."""

    @property
    def detail(self) -> tuple[tuple[str, ...], str]:
        """What the value is said to be, beside itself."""
        return self.kinds, self.order

    @property
    def said(self) -> Said:
        """All of the meaning."""
        return self.name, self.key, self.kinds, self.order


def facts_of(lines: Iterable[ContentLine]) -> tuple[Fact, ...]:
    """Return what the lines say, in their order; what says nothing is left out."""
    lines = tuple(line for line in lines if line.name and line.name not in FRAME)
    heads = {line.group.lower(): line for line in reversed(lines) if line.name not in _COMPANIONS}
    companions: dict[str, list[ContentLine]] = {}
    for line in lines:
        if line.name in _COMPANIONS and line.group.lower() in heads:
            companions.setdefault(line.group.lower(), []).append(line)
    found: list[Fact] = []
    for line in lines:
        group = line.group.lower()
        beside = companions.get(group, []) if group else []
        if line.name not in _COMPANIONS or not beside:
            found.extend(_facts(line, beside, (line, *beside) if heads.get(group) is line else (line,)))
    return tuple(found)


def uid_of(lines: Iterable[ContentLine]) -> str:
    """Return the card's UID without the mark of a UUID, or ""."""
    return next((_bare_uid(unescaped(line.value)) for line in lines if line.name == "UID"), "")


def facts_together(*cards: Iterable[ContentLine]) -> tuple[tuple[Fact, ...], ...]:
    """Return what each of the cards says, a number without a country as the one with it that another has."""
    found = tuple(map(facts_of, cards))
    known_as = _aliases({fact.key for facts in found for fact in facts if fact.name == "TEL"})
    if not known_as:
        return found
    return tuple(
        tuple(
            replace(fact, key=known_as.get(fact.key, fact.key)) if fact.name == "TEL" else fact
            for fact in facts
        )
        for facts in found
    )


def without_data(line: ContentLine) -> ContentLine:
    """Return the line with a digest in the place of a picture: it means the same to `facts_of`."""
    return made_line(line.name, _data(line.value), (), line.group) if line.name in BULKY else line


def _aliases(numbers: set[str]) -> Mapping[str, str]:
    """Return, for numbers without a country, the one number with a country that each may be."""
    whole = [number for number in numbers if number.startswith("+")]
    found = {}
    for number in numbers.difference(whole) if len(numbers) <= _MOST_NUMBERS else ():
        national = number.lstrip("0")
        meant = [other for other in whole if other.endswith(national)]
        if len(national) >= _LEAST_NATIONAL and len(meant) == 1:
            found[number] = meant[0]
    return found


def _facts(
    line: ContentLine, companions: Sequence[ContentLine], lines: tuple[ContentLine, ...]
) -> list[Fact]:
    name, source = line.name, line
    if name == "X-ABSHOWAS":
        name, line = "KIND", made_line("KIND", line.value.strip().upper().replace("COMPANY", "org"))
    kinds = _kinds(line, companions) if name in _TYPED else ()
    if name in LISTS:
        values = [
            (value, made_line(name, value, line.parameters)) for value in escaped_parts(line.value, ",")
        ]
        alone = len(values) == 1
        return [
            Fact(name, key, kinds, "", source, lines if alone else (single,))
            for value, single in values
            if (key := _text(value))
        ]
    key = _KEYS.get(name, _data if name in BULKY else _text)(line.value)
    order = ";".join(_structure(line.value)) if name == "ADR" else ""
    return [Fact(name, key, kinds, order, source, lines)] if key else []


def _kinds(line: ContentLine, companions: Sequence[ContentLine]) -> tuple[str, ...]:
    words = set(line.types)
    if service := line.parameter("X-SERVICE-TYPE"):
        words.add(service.upper())
    for companion in companions:
        if companion.name == "X-ABLABEL":
            label = unescaped(companion.value).strip()
            apples = _APPLES.fullmatch(label)
            words |= {word.upper() for word in ((apples[1] if apples else label).split() or ())}
    kinds = {_SAME.get(word, word) for word in words} - _NO_KIND
    return tuple(sorted(kinds - {"WORK"} if kinds & _AT_WORK else kinds))


def _text(value: str) -> str:
    lines = unescaped(value).strip().rstrip(";").splitlines()
    return "\n".join(" ".join(line.split()) for line in lines).strip()


def _structure(value: str) -> list[str]:
    found = [_text(part) for part in escaped_parts(value)]
    while found and not found[-1]:
        found.pop()
    return found


def _number(value: str) -> str:
    r"""Return a number's digits, "+" before a country, "x" before an extension.

    >>> _number("tel:+49-30-1234;ext=12"), _number("0049 (0)30 1234 ext. 12"), _number("ask Eva")
    ('+49301234x12', '+49301234x12', 'ask eva')
    """
    text = re.sub(r"^tel:", "", unescaped(value).strip(), flags=re.IGNORECASE)
    number, _, extension = re.sub(r"(?i)(?:;ext=|\s*\b(?:ext|x)\.?\s*(?=\d))", "\0", text, count=1).partition(
        "\0"
    )
    number = number.partition(";")[0]
    digits = re.sub(r"\D", "", number.replace("(0)", "") if re.match(r"\s*(\+|00)", number) else number)
    if not digits:
        return text.casefold()
    if number.lstrip().startswith("+"):
        digits = f"+{digits}"
    elif digits.startswith("00"):
        digits = f"+{digits[2:]}"
    return digits + (f"x{re.sub(r'[^0-9]', '', extension)}" if extension else "")


def _email(value: str) -> str:
    return re.sub(r"^mailto:", "", _text(value), flags=re.IGNORECASE).casefold()


def _link(value: str) -> str:
    """Return a link without what programs add to it or write in two ways."""
    text = unquote(re.sub(r"^https?://", "", unescaped(value).strip(), flags=re.IGNORECASE))
    host, slash, path = text.partition("/")
    with suppress(idna.IDNAError):
        host = idna.decode(host) if "xn--" in host.lower() else host
    return (host.lower() + slash + path).rstrip("/")


def _words(value: str) -> str:
    """Return what an address says, whichever part says it."""
    return " ".join(sorted(re.findall(r"\w+", unescaped(value).casefold())))


def _date(value: str) -> str:
    """Return a date in one spelling: 1980-05-06 is 19800506, with or without midnight.

    >>> _date("1980-05-06T00:00:00Z"), _date("--0506"), _date("--05-06")
    ('19800506', '--0506', '--0506')
    """
    text = re.sub(r"T00:?00:?00(\.0+)?Z?$", "", _text(value).upper())
    yearless = text.startswith("--")
    return ("--" if yearless else "") + re.sub(r"(?<=\d)-(?=\d)", "", text.removeprefix("--"))


def _data(value: str) -> str:
    """Return a digest of a picture, in whichever form it is given; of a digest, that."""
    text = "".join(unescaped(value).split())
    if not text or text.startswith("sha256."):
        return text
    text = re.sub(r"^data:[^,]*,", "", text, flags=re.IGNORECASE).rstrip("=")
    return f"sha256.{sha256(text.encode(errors='replace')).hexdigest()}"


def _bare_uid(value: str) -> str:
    return re.sub(r"^urn:uuid:", "", value.strip(), flags=re.IGNORECASE)


_KEYS: Mapping[str, Callable[[str], str]] = {
    "N": lambda value: ";".join(_structure(value)),
    "ORG": lambda value: ";".join(_structure(value)),
    "ADR": _words,
    "TEL": _number,
    "EMAIL": _email,
    "URL": _link,
    "X-SOCIALPROFILE": _link,
    "UID": _bare_uid,
    **dict.fromkeys(_DATES, _date),
}
