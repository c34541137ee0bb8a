"""What counts as right: scanned contacts against the truth beside each picture.

Text is compared without case, accents' encoding and punctuation; phones by their E.164
number, websites without scheme and "www.", addresses by nine tenths of their words.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from cardscan.contact_fields import LISTS, SOLE_FIRST, TEXTS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cardscan.model import CardScan, Contact

UNSCORED = ("department", "native_name")
"""Texts that many a truth does not say."""

_KEYS = {
    {"full_name": "name", "addresses": "address"}.get(item.key, item.key): item.key
    for item in (*SOLE_FIRST, *LISTS)
    if item.key not in (*UNSCORED, "social")
}
"""By field, its key in the contact."""
_TRUTH = {name: item.truth for name, key in _KEYS.items() for item in TEXTS if item.key == key}
"""By field of a single text, its key in the truth."""

FIELDS = tuple(_KEYS)
"""What is scored."""

Values: TypeAlias = dict[str, list[str]]
"""A card's values by field."""


@dataclass(slots=True)
class Tally:
    """Hits, misses and inventions of one field or of all."""

    right: int = 0
    missed: int = 0
    invented: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1.0 where there was nothing to find."""
        doubled = 2 * self.right
        return (
            doubled / (doubled + self.missed + self.invented)
            if doubled + self.missed + self.invented
            else 1.0
        )


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on one card."""

    values: Values = field(default_factory=dict)
    confidence: dict[str, list[float]] = field(default_factory=dict)
    """For each value, where the way of reading gives one."""
    flagged: frozenset[str] = frozenset()
    """The fields that a person is asked to look at."""
    elsewhere: Values = field(default_factory=dict)
    """Text in fields that are not scored: department, note, social."""


@dataclass(slots=True)
class Score:
    """What a way of reading reached on a folder."""

    fields: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in FIELDS})
    cards: int = 0
    found: int = 0
    invented: int = 0
    perfect: int = 0
    """Cards with nothing to correct."""
    misses: list[str] = field(default_factory=list)
    sure: list[tuple[float, bool]] = field(default_factory=list)
    """For each value found that has one: its confidence, and whether it is right."""
    flags: Counter[str] = field(default_factory=Counter)
    """Values found: right or wrong, flagged or silent ("wrong silent")."""
    went: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Words by the field that they belong to and the one that took them."""

    @property
    def all(self) -> Tally:
        """The sum over the fields."""
        tallies = self.fields.values()
        return Tally(
            sum(tally.right for tally in tallies),
            sum(tally.missed for tally in tallies),
            sum(tally.invented for tally in tallies),
        )

    def add_picture(self, name: str, truth: list[Values], found: list[Found]) -> None:
        """Count one picture: each true card against the found card that agrees with it most."""
        match = paired(truth, [got.values for got in found])
        self.cards += len(truth)
        self.found += len(match)
        self.invented += len(found) - len(match)
        for i, want in enumerate(truth):
            self._add_card(name, want, found[match[i]] if i in match else Found())
        for j, got in enumerate(found):
            if j not in match.values():
                self._add_card(name, {}, got)

    def _add_card(self, name: str, want: Values, got: Found) -> None:
        perfect = True
        for kind, tally in self.fields.items():
            if want and kind not in want:
                continue  # the truth is unsure of it
            values = got.values.get(kind, [])
            right, missed, invented = matched(kind, want.get(kind, []), values)
            tally.right += right
            tally.missed += len(missed)
            tally.invented += len(invented)
            if missed or invented:
                perfect = False
                self.misses.append(f"{name} {kind}: wanted {missed}, got {invented}")
            self._add_doubt(kind, got, invented)
            self._add_words(kind, want.get(kind, []), got)
        self.perfect += perfect and bool(want)

    def _add_doubt(self, kind: str, got: Found, invented: list[str]) -> None:
        values = got.values.get(kind, [])
        flag = "flagged" if kind in got.flagged else "silent"
        for value, confidence in zip(values, got.confidence.get(kind, [0.0] * len(values)), strict=True):
            right = value not in invented
            self.flags[f"{'right' if right else 'wrong'} {flag}"] += 1
            if got.confidence:
                self.sure.append((confidence, right))

    def _add_words(self, kind: str, want: list[str], got: Found) -> None:
        fields = {kind: got.values.get(kind, [])} | got.values | got.elsewhere
        places = {name: set(_words(name, values)) for name, values in fields.items()}
        for word in _words(kind, want):
            taker = next((name for name, words in places.items() if word in words), "nowhere")
            self.went[kind, taker] += 1


def paired(truth: Sequence[Values], found: Sequence[Values]) -> dict[int, int]:
    """Return for each true card that was found the index of the found card that agrees with it most."""
    pairs = sorted(
        ((_agreement(want, got), i, j) for i, want in enumerate(truth) for j, got in enumerate(found)),
        reverse=True,
    )
    match: dict[int, int] = {}
    for agreement, i, j in pairs:
        if agreement and i not in match and j not in match.values():
            match[i] = j
    return match


def matched(kind: str, want: list[str], got: list[str]) -> tuple[int, list[str], list[str]]:
    """Return how many values agree, which are missed and which are invented."""
    if kind == "address" and want and got:  # truth has a card's first office only
        got = [next((value for value in got if same(kind, want[0], value)), got[0])]
    left = list(got)
    missed = []
    for value in want:
        hit = next((other for other in left if same(kind, value, other)), None)
        if hit is None:
            missed.append(value)
        else:
            left.remove(hit)
    return len(want) - len(missed), missed, left


def same(kind: str, want: str, got: str) -> bool:
    """Tell whether two values of a field are the same to a person.

    >>> same("name", "Dr. Anna Weber", "DR ANNA WEBER"), same("urls", "www.a.example", "https://a.example/")
    (True, True)
    """
    if kind == "phones":
        return _same_number(want, got)
    if kind == "emails":
        return want.casefold() == got.casefold()
    if kind == "urls":
        return _bare_url(want) == _bare_url(got)
    a, b = folded(want).split(), folded(got).split()
    if kind == "address":
        common = sum((Counter(a) & Counter(b)).values())
        return common > 0 and 2 * common / (len(a) + len(b)) >= 0.9
    return a == b


def _same_number(want: str, got: str) -> bool:
    """Compare numbers; where one lacks its country's or town's code, by the digits that both have."""
    a, b = (re.sub(r"\D", "", number) for number in (want, got))
    if want.startswith("+") and got.startswith("+"):
        return a == b
    a, b = a.lstrip("0"), b.lstrip("0")
    ends = min(len(a), len(b)) >= 7 and (a.endswith(b) or b.endswith(a))
    return bool(a) and (a == b or ends)


def folded(text: str) -> str:
    """Return the text in lower case, without punctuation and runs of space."""
    return " ".join(re.sub(r"[^\w@+]+", " ", unicodedata.normalize("NFKC", text).casefold()).split())


def truth_of(file: Path) -> list[Values]:
    """Return the cards of a truth file, as the card maker writes them."""
    cards: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))["cards"]
    return [_true_values(card) for card in cards]


def found_in(scan: CardScan) -> Found:
    """Return what was found on a card, in the form of the truth."""
    return found_of(scan.contact, scan.confidence, scan.needs_review)


def found_of(contact: Contact, chances: Mapping[str, float], needs_review: Sequence[str]) -> Found:
    """Return a contact, with its fields' chances and doubts, in the form of the truth."""
    values = values_of(contact)
    confidence = {}
    for kind, found in values.items():
        key = _KEYS[kind]
        keys = [key if kind in _TRUTH else f"{key}[{i}]" for i in range(len(found))]
        confidence[kind] = [chances.get(name, 0.0) for name in keys]
    doubted = {key.split("[")[0] for key in needs_review}
    flagged = frozenset(kind for kind, key in _KEYS.items() if key in doubted)
    elsewhere = {
        **{name: [getattr(contact, name)] for name in UNSCORED},
        "social": [account.value for account in contact.social],
        "note": [contact.note],
    }
    return Found(values, confidence, flagged, elsewhere)


def values_of(contact: Contact) -> Values:
    """Return a contact's values in the form of the truth."""
    return {
        **{kind: [text] if (text := getattr(contact, _KEYS[kind])) else [] for kind in _TRUTH},
        "phones": [phone.value for phone in contact.phones],
        "emails": [email.value for email in contact.emails],
        "urls": [url.value for url in contact.urls],
        "address": [address.formatted for address in contact.addresses],
    }


def _true_values(card: dict[str, Any]) -> Values:
    address = card.get("address") or ""
    formatted = address.get("formatted", "") if isinstance(address, dict) else address
    values = {kind: [value] if (value := card.get(key)) else [] for kind, key in _TRUTH.items()}
    values |= {
        "phones": [phone.get("e164") or phone["value"] for phone in card.get("phones", [])],
        "emails": list(card.get("emails", [])),
        "urls": list(card.get("urls", [])),
        "address": [formatted] if formatted else [],
    }
    unsure = set(card.get("unsure", []))
    return {kind: found for kind, found in values.items() if not unsure & {kind, _TRUTH.get(kind)}}


def _agreement(want: Values, got: Values) -> int:
    return sum(matched(kind, want.get(kind, []), got.get(kind, []))[0] for kind in FIELDS)


def _words(kind: str, values: list[str]) -> list[str]:
    """Return the words that count as one: a phone, an e-mail and a website are one each."""
    if kind == "phones":
        return [re.sub(r"\D", "", value) for value in values]
    if kind == "emails":
        return [value.casefold() for value in values]
    if kind == "urls":
        return [_bare_url(value) for value in values]
    return [word for value in values for word in folded(value).split()]


def _bare_url(url: str) -> str:
    return re.sub(r"^(https?://)?(www\.)?", "", url.casefold()).rstrip("/")
