"""Tell which country a card is from, from everything on it that speaks for one."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import phonenumbers

from cardscan.fields.lexicon.habits import habits, habits_of, likely_countries
from cardscan.fields.lexicon.lists import groups
from cardscan.fields.lexicon.tongues import countries_of_names, countries_spoken
from cardscan.fields.lexicon.words import countries_of, entries, phrases
from cardscan.fields.online.domains import mail_domains, suffix_of
from cardscan.fields.online.own import host_of
from cardscan.fields.telephone.grouping import printed_as_usual
from cardscan.model import Email, Phone, Url
from cardscan.text import fold, is_cjk, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cardscan.fields.telephone.numbers import Number
    from cardscan.model import Candidate, Lines

_WORD = re.compile(r"[^\W\d_]+|〒")
_TOWN_OF_STATE = re.compile(r"([^\n,;|·•]+)(?=[, ]{1,2}([A-Z]{2})[ .,]{1,3}\d{5}(?:-\d{4})?\b)")
"""A town in front of a state's letters and a code: "Norway, ME 04268"."""
_SHORTEST_NAME = 3
"""Letters that may be something else than a country."""
_NAMED = 5.0
"""Weight of a country's name as the last of an address."""
_SAID, _ALSO = 0.3, 1.5
"""Weight of votes from which on a domain that anybody may have speaks for its country, and how much."""
_HINTED = 2.5
"""Weight of votes under which such a domain is believed where the numbers are printed as usual there."""
_USUAL = 2.0
"""How well a number fits a country whose own way of printing it is used."""
_PLAIN = 4.0
"""Weight of votes from which on a card's country is hardly in doubt."""


def region_votes(
    reading: Lines,
    printed: Sequence[Number],
    found: Sequence[Candidate] = (),
    default: str = "",
    codes: Sequence[Candidate] = (),
) -> tuple[tuple[str, float], ...]:
    """Return the countries the card may be from, best first, with the weight that speaks for each.

    `printed` are the numbers outside of the e-mails and websites `found`, `default` the
    country to assume (ISO 3166 alpha-2) where the card itself says nothing, `codes` what its
    QR codes say. Weights are sums of hints: 5 and more is a country code or name, under 2
    hardly more than a guess.
    """
    votes: defaultdict[str, float] = defaultdict(float)
    text = "\n".join(plain(line.text) for line in reading.lines)
    lines = text.split("\n")
    told = (_codes(printed, codes), _domains(found), _words(_without_towns_of_states(text)), _shapes(text))
    for hints in (*told, countries_spoken(lines), countries_of_names(lines)):
        for code, weight in hints.items():
            votes[code] += weight
    most = max(votes.values(), default=0.0)
    for code in _countries_of_domains_for_all(found):
        votes[code] += _ALSO if votes[code] >= _SAID or (most < _HINTED and _are_of(code, printed)) else 0.0
    if default:
        votes[default.upper()] += 1.5 if most < 3 else 0.3
    for code, weight in _groupings(printed, votes).items():
        votes[code] += weight
    for code, weight in _number_shapes(printed).items():
        votes[code] += weight
    return tuple(
        sorted(((c, round(w, 3)) for c, w in votes.items() if w > 0), key=lambda vote: (-vote[1], vote[0]))
    )


def _codes(printed: Iterable[Number], said: Iterable[Candidate]) -> Mapping[str, float]:
    """Return votes of the country codes in numbers that begin with + or 00."""
    votes: defaultdict[str, float] = defaultdict(float)
    texts = [number.text for number in printed if number.label != "not"]
    texts += [candidate.value.value for candidate in said if isinstance(candidate.value, Phone)]
    for text in texts:
        text = re.sub(r"^[(\[\s]*(?:\+|00(?=[1-9]))[)\]\s]*", "+", text)
        if not text.startswith("+"):
            continue
        try:
            parsed = phonenumbers.parse(text, None)
        except phonenumbers.NumberParseException:
            continue
        valid = phonenumbers.is_valid_number(parsed)
        code = phonenumbers.region_code_for_number(parsed) if valid else None
        code = code or phonenumbers.region_code_for_country_code(parsed.country_code or 0)
        if code and code not in ("ZZ", "001"):
            votes[code] += (6.0 if valid else 3.0) if not votes[code] else 1.0
    return votes


def _domains(found: Iterable[Candidate]) -> Mapping[str, float]:
    votes: defaultdict[str, float] = defaultdict(float)
    for candidate in found:
        host = host_of(candidate)
        for code in _country_of_domain(host):
            if not habits_of(code).domain_for_all:
                votes[code] = max(votes[code], 1.5 if host in mail_domains() else 3.0)
    suffixes = {
        suffix_of(re.sub(r"^.*[@/]", "", c.value.value)) for c in found if isinstance(c.value, Email | Url)
    }
    for code, usual in habits().items():
        for _ in suffixes.intersection(usual.institutions):
            votes[code] += 1.5
    return votes


def _countries_of_domains_for_all(found: Iterable[Candidate]) -> set[str]:
    """Return the countries whose domains are here, and are taken by anybody anywhere: .tv, .co, .ly."""
    codes = {code for candidate in found for code in _country_of_domain(host_of(candidate))}
    return {code for code in codes if habits_of(code).domain_for_all}


def _are_of(code: str, printed: Sequence[Number]) -> bool:
    """Tell whether a card's labelled numbers are all a country's, printed as it prints them."""
    labelled = [number.text for number in printed if number.label not in ("", "not")]
    return bool(labelled) and all(_fits(text, code) >= _USUAL for text in labelled)


def _country_of_domain(host: str) -> tuple[str, ...]:
    last = suffix_of(host).rpartition(".")[2]
    return (_countries_by_domain().get(last, last.upper()),) if len(last) == 2 else ()


@cache
def _countries_by_domain() -> Mapping[str, str]:
    return {usual.domain: country for country, usual in habits().items() if usual.domain}


@cache
def _vocabulary() -> Mapping[str, tuple[tuple[str, float], ...]]:
    table: dict[str, tuple[tuple[str, float], ...]] = {}
    for hint in groups("region_words"):
        weight, *codes = hint.key.split()
        for word in hint.entries:
            votes = tuple((code, float(weight) * 0.95**rank) for rank, code in enumerate(codes))
            key = " ".join(_WORD.findall(fold(plain(word))))
            table[key] = table.get(key, ()) + votes
    return table


def _phrases(words: Sequence[str]) -> Iterator[str]:
    """Yield the entries of the vocabulary among these words, the longest at each place."""
    start = 0
    while start < len(words):
        keys = (" ".join(words[start : start + length]) for length in (5, 4, 3, 2, 1))
        key = next((key for key in keys if key in _vocabulary()), "")
        if key:
            yield key
        start += key.count(" ") + 1


@cache
def _glued_keys() -> tuple[str, ...]:
    """Return the vocabulary's entries in scripts without spaces, which stand within longer words."""
    return tuple(key for key in _vocabulary() if len(key) > 1 and "\u3000" < key[0] < "\ud7a4")


def _words(text: str) -> Mapping[str, float]:
    """Return votes of countries' names, towns, streets, legal forms and labels."""
    votes: defaultdict[str, float] = defaultdict(float)
    seen: set[str] = set()
    for line in text.split("\n"):
        keys = [key for key in dict.fromkeys(_phrases(_WORD.findall(fold(line)))) if key not in seen]
        seen.update(keys)
        for key in keys:
            for code, weight in _vocabulary()[key]:
                votes[code] += weight
        for key in [key for key in _glued_keys() if key in line and key not in seen] if is_cjk(line) else ():
            seen.add(key)
            for code, weight in _vocabulary()[key]:
                votes[code] += weight
    for code, weight in _places(text).items():
        votes[code] = max(votes[code], weight) if weight >= _NAMED else votes[code] + weight
    folded = fold(text)
    for code, pattern in _own_roads():
        if pattern.search(folded):
            votes[code] += 1.5
    return votes


def _places(text: str) -> Mapping[str, float]:
    """Return votes of the countries that addresses end in, and of towns."""
    votes: defaultdict[str, float] = defaultdict(float, dict.fromkeys(_named(text), _NAMED))
    for town in sorted({town for line in text.split("\n") for town in phrases("towns", line)}):
        codes = entries("towns")[town] if len(town) > 3 or not town.isascii() else ()
        for code in codes:
            votes[code] += 1.5 / len(codes)
    return votes


def _without_towns_of_states(text: str) -> str:
    """Return the text without America's towns, of which many are named like countries."""
    return _TOWN_OF_STATE.sub(
        lambda town: "" if "US" in countries_of("regions", town[2]) else town.group(), text
    )


def _named(text: str) -> Iterator[str]:
    """Yield the countries whose name is a line of its own or ends one, and is no other country's state."""
    for line in text.split("\n"):
        last = re.split(r"[,;|·•]", line.rstrip(" ."))[-1].strip()
        homes = countries_of("countries", last) if len(last) > _SHORTEST_NAME else ()
        if homes and not countries_of("regions", last):
            yield homes[0]


@cache
def _own_roads() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the countries whose words for roads speak for them, each with the pattern of these words."""
    return tuple(
        (code, re.compile(rf"[^\W\d_]{{3}}(?:{'|'.join(usual.own_road_endings)})\b"))
        for code, usual in habits().items()
        if usual.own_road_endings
    )


def _shapes(text: str) -> Mapping[str, float]:
    """Return votes of postal codes and of letters that only some languages have."""
    votes: defaultdict[str, float] = defaultdict(float)
    for hint in groups("region_shapes"):
        weight, code, case = hint.key.split()
        if _compiled(hint.entries[0]).search(text if case == "printed" else text.lower()):
            votes[code] += float(weight)
    return votes


def _number_shapes(printed: Sequence[Number]) -> Mapping[str, float]:
    """Return votes of numbers grouped as in one country only, valid or not."""
    texts = [number.text for number in printed]
    labelled = [number.text for number in printed if number.label]
    votes: defaultdict[str, float] = defaultdict(float)
    for code, usual in habits().items():
        votes[code] += 2.0 * _is_one(texts, usual.number_shape)
        votes[code] += 1.0 * _is_one(labelled, usual.labelled_number_shape)
    return votes


def _is_one(texts: Iterable[str], shape: str) -> bool:
    return bool(shape) and any(_compiled(shape).fullmatch(text) for text in texts)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # re keeps 512 patterns itself, of which phonenumbers takes most: ours would be compiled for each card
    return re.compile(pattern)


def _groupings(printed: Sequence[Number], votes: Mapping[str, float]) -> Mapping[str, float]:
    """Return votes of numbers without a country code: where they are valid, and grouped as printed."""
    local = [
        n
        for n in printed
        if n.label != "not" and not n.text.lstrip("( [").startswith(("+", "00")) and 7 <= len(n.digits) <= 13
    ]
    strong = sorted(votes, key=lambda code: -votes[code])[:8]
    result: defaultdict[str, float] = defaultdict(float)
    if not local:
        return result
    # All the world's patterns are slow to try, and settle nothing where the country is plain.
    others = () if max(votes.values(), default=0.0) >= _PLAIN else likely_countries("telephone")
    for rank, code in enumerate(dict.fromkeys([*strong, *others])):
        score = sum(_fits(number.text, code) for number in local) / len(local)
        if score and code in strong:
            result[code] += score
        elif score:
            result[code] += score * (0.6 - 0.005 * rank)
    return result


@lru_cache(maxsize=4096)
def _fits(number: str, code: str) -> float:
    """Return 0 where a number is not valid in a country, up to 2 where it is printed as usual there too."""
    try:
        parsed = phonenumbers.parse(number, code)
    except phonenumbers.NumberParseException:
        return 0.0
    if not phonenumbers.is_valid_number_for_region(parsed, code):
        return 0.0
    return printed_as_usual(number, parsed, code)
