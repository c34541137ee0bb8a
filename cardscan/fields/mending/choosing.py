"""Choose what a line says among what the picture allows, by what the card and the word lists know."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from cardscan.fields.lexicon import words
from cardscan.fields.mending.readings import readings
from cardscan.fields.online import domains
from cardscan.text import fold, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cardscan.model import Line, Lines

_DEAREST = 7.0
"""Nats that another reading may cost."""
_KINDS = (
    "given_names", "family_names", "titles", "departments", "companies", "streets", "towns", "regions",
    "countries", "legal_forms", "phone_labels", "email_labels", "name_prefixes", "name_suffixes",
)  # fmt: skip
_SHORTEST = 4
"""Letters of a word that proves something, known or on two lines."""
_A_WORD = 6
"""Letters of an ordinary word: evidence is counted in such."""
_WORD = re.compile(r"[^\W\d_]+")
_NO_LETTER = re.compile(r"[\W_]+")
_HOST = re.compile(
    r"(?:@|www\.|https?://)([^\s/@,;|]+)|(?<![\w@.])([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE | re.ASCII
)
_ODD = re.compile(
    r"[a-zß-ÿ][A-ZÀ-Þ](?![a-zß-ÿ])|[^\W\d_]{2}\d(?=[^\W\d_])|(?<!\w)l(?=[bcdfghjklmnpqrstvwxz])"
    r"|(?<=\d)[oOlI](?![^\W\d_])"
)
"""What words are seldom written like: "weBer" is, "weBER" is not; a digit amid letters;
an l before a consonant; a letter behind digits that looks like one."""
_STRAY = re.compile(r"\s[,.;)\]]|[(\[]\s|\s?@\s|\s@(?=\w)|(?<=\w)\.\s(?=\w+$)")
"""Spaces where none is printed: before a comma, within brackets, in an address."""
_GLUED = re.compile(r"[,;](?=[^\W_])|[:)](?=\w)|[^\W\d_](?=\()")
"""Where one is printed and the recogniser tends to drop it."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What the other lines of a card say."""

    words: frozenset[str]
    """Folded, those long enough to be no chance."""
    domains: frozenset[str]
    """Under which their addresses are registered."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A reading of a line with all that speaks for it."""

    text: str
    evidence: Mapping[str, float]
    """How much of each kind."""
    worth: float
    """All of it weighed, in nats; the highest of a line's readings is taken."""

    @property
    def told(self) -> str:
        """The same in a line of text."""
        amounts = (f"{name} {amount:.3g}" for name, amount in self.evidence.items() if amount)
        return f"{self.worth:6.2f}  {self.text}   ({', '.join(amounts) or 'nothing else may be'})"


def chosen(reading: Lines) -> Lines:
    """Return the reading, each line as the likeliest of its readings, all evidence weighed.

    A line is the less sure the likelier others are that say something else.
    """
    lines = list(reading.lines)
    for place, line in enumerate(lines):
        found = ranked(lines, place)
        lines[place] = replace(line, text=found[0].text, chance=_chance(found))
    return replace(reading, lines=tuple(lines))


def _chance(found: Sequence[Ranked]) -> float:
    """Return the chance, 0 to 1, that the first reading is right but for spaces, signs and capitals."""
    chances = [math.exp(one.worth - found[0].worth) for one in found]
    said = [_squashed(one.text) for one in found]
    same = sum(chance for text, chance in zip(said, chances, strict=True) if text == said[0])
    return same / sum(chances)


def ranked(lines: Sequence[Line], place: int) -> tuple[Ranked, ...]:
    """Return the readings of one of a card's lines, the likeliest first; one where nothing else may be."""
    line = lines[place]
    costs = costs_of(line)
    if len(costs) < 2:
        return (Ranked(line.text, {}, 0.0),)
    near = neighbours(other.text for index, other in enumerate(lines) if index != place)
    found = []
    for text, cost in costs.items():
        amounts = {"read": float(text == line.text), **evidence(text, cost, near)}
        found.append(Ranked(text, amounts, sum(shipped_weights()[name] * amounts[name] for name in amounts)))
    return tuple(sorted(found, key=lambda one: -one.worth))


def costs_of(line: Line) -> dict[str, float]:
    """Return what the line may say with its costs in nats, as it was read first.

    Only where the lattice is of the text as it stands: an icon's sign in front is in none.
    """
    found = {text: cost for text, cost in readings(line.lattice, dearest=_DEAREST).items() if text}
    if line.text not in found:
        return {line.text: 0.0}
    least = found[line.text]
    return {
        line.text: 0.0,
        **{text: max(0.0, cost - least) for text, cost in found.items() if text != line.text},
    }


def neighbours(texts: Iterable[str]) -> Neighbours:
    """Return what the lines around a line say."""
    texts = tuple(texts)
    shared = (word for text in texts for word in _WORD.findall(fold(text)))
    registered = (domains.registered(host) for text in texts for host in hosts_in(text))
    return Neighbours(
        frozenset(word for word in shared if len(word) >= _SHORTEST), frozenset(registered) - {""}
    )


def hosts_in(text: str) -> list[str]:
    """Return what may be hosts in a text, in small letters.

    >>> hosts_in("anna@weber.example, www.weber.c0m")
    ['weber.example', 'weber.c0m']
    """
    return [(named or bare).strip(".-").lower() for named, bare in _HOST.findall(text)]


def evidence(text: str, cost: float, near: Neighbours) -> dict[str, float]:
    """Return what speaks for a text, by kind of evidence, and its cost."""
    text = plain(text)
    parts = [_of_part(part) for part in text.split()]
    hosts = [host for part in parts for host in part.hosts]
    sound = sum(part.sound_hosts for part in parts)
    return {
        "cost": cost,
        "known": sum(part.known for part in parts) / _A_WORD,
        "shared": _shared("".join(part.letters for part in parts), near.words) / _A_WORD,
        "no host": len(hosts) - sound,
        "host": sound,
        "same host": sum(domains.registered(host) in near.domains for host in hosts),
        "odd": sum(part.odd for part in parts),
        "stray space": len(_STRAY.findall(text)),
        "no space": sum(part.glued for part in parts),
    }


@dataclass(frozen=True, slots=True)
class _Part:
    """What a text holds between two spaces."""

    letters: str
    """Folded, without signs."""
    known: int
    """How many letters of it are words of the lists."""
    hosts: tuple[str, ...]
    sound_hosts: int
    odd: int
    glued: int


@lru_cache(maxsize=16384)
def _of_part(text: str) -> _Part:
    # A line's readings differ in a part or two: the others are the same, and so is what they are worth.
    hosts = tuple(hosts_in(text))
    return _Part(
        _squashed(text),
        sum(len(word) for word in words.split_words(text) if len(word) >= _SHORTEST and _is_known(word)),
        hosts,
        sum(domains.is_domain(host) for host in hosts),
        len(_ODD.findall(text)),
        len(_GLUED.findall(text)),
    )


def _shared(letters: str, others: Iterable[str]) -> int:
    """Return how many of a text's letters stand in words of the other lines too, glued or not."""
    covered = bytearray(len(letters))
    for word in others:
        start = letters.find(word)
        if start >= 0:
            covered[start : start + len(word)] = b"\1" * len(word)
    return sum(covered)


def _squashed(text: str) -> str:
    return _NO_LETTER.sub("", fold(text))


def _is_known(word: str) -> bool:
    return any(word in known for known in _lists())


@cache
def _lists() -> tuple[frozenset[str], ...]:
    return tuple(words.words(kind) for kind in _KINDS)


@cache
def shipped_weights() -> Mapping[str, float]:
    """Return what each kind of evidence is worth, in nats; scripts/learn/train_choosing.py fits it."""
    text = resources.files("cardscan.fields.mending").joinpath("choosing.txt").read_text(encoding="utf-8")
    pairs = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in pairs}
