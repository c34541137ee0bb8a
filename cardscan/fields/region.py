"""Tell which country a card is from, from everything on it that speaks for one."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

import phonenumbers
from phonenumbers import PhoneNumberFormat

from cardscan.fields.domains import mail_domains, suffix_of
from cardscan.fields.numbers import numbers
from cardscan.fields.plaintext import folded, plain, vocabulary
from cardscan.model import Email, Social, Url

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cardscan.fields.numbers import Number
    from cardscan.model import Candidate, Lines

_GENERIC_USE = frozenset("io co me tv ai cc ly fm to ws biz eu gg sh so vc la st am im is ms tk nu pro".split())
"""Country domains that the whole world registers names under."""
_WORD = re.compile(r"[^\W\d_]+|〒")
_POSTAL = (
    (4.0, "US", r"\b(?:A[LKZR]|C[AOT]|D[EC]|FL|GA|HI|I[DLNA]|K[SY]|LA|M[EDAINSOT]|N[EVHJMYCD]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[TA]|W[AVIY])[ .,]{1,3}\d{5}(?:-\d{4})?\b"),
    (4.0, "CA", r"\b[A-CEGHJ-NPR-TVXY]\d[A-Z] ?\d[A-Z]\d\b"),
    (4.0, "GB", r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b"),
    (4.0, "JP", r"〒 ?\d{3}-?\d{4}\b"),
    (1.5, "JP", r"(?<![\d-])\d{3}-\d{4}(?![\d-])"),
    (3.0, "NL", r"\b[1-9]\d{3} ?(?!CH|AT)[A-Z]{2}\b(?! ?\d)"),
    (3.0, "BR", r"(?<![\d-])\d{5}-\d{3}(?![\d-])"),
    (2.0, "PT", r"(?<![\d-])\d{4}-\d{3}(?![\d-]) [A-Z]"),
    (2.0, "PL", r"(?<![\d-])\d{2}-\d{3}(?![\d-]) \w"),
    (2.0, "IN", r"(?<![\d/-])(?:- ?|pin:? ?|\.)[1-8]\d{2} ?\d{3}\b(?![ \d/-])"),
    (1.0, "IN", r"(?<![\d/+-])\b[1-8]\d{2} \d{3}\b(?![ \d/-])"),
    (3.0, "DE", r"\bD-? ?\d{5}\b"), (3.0, "AT", r"\bA-? ?\d{4}\b"), (3.0, "CH", r"\bCH-? ?\d{4}\b"),
    (3.0, "FR", r"\bF-? ?\d{5}\b"), (3.0, "BE", r"\bB-? ?\d{4}\b"), (3.0, "LU", r"\bL-? ?\d{4}\b"),
    (3.0, "IT", r"\bI-? ?\d{5}\b|\b\d{5} [A-Z][\w' ]+ \([A-Z]{2}\)"), (2.0, "SE", r"\bS[E]?-? ?\d{3} ?\d{2}\b"),
    (2.0, "CZ", r"\b[1-7]\d{2} \d{2} [A-Z]"), (1.0, "SE", r"\b[1-9]\d{2} \d{2} [A-Z]"), (0.7, "SK", r"\b[089]\d{2} \d{2} [A-Z]"),
    (1.0, "GR", r"\b\d{3} \d{2} [A-Z]"), (2.0, "DK", r"\bDK-? ?\d{4}\b"), (2.0, "NO", r"\bNO?-\d{4}\b"), (2.0, "FI", r"\bFI-? ?\d{5}\b"),
    (1.0, "FR", r"\b\d{5} [A-Z]"), (1.0, "DE", r"\b\d{5} [A-Z]"), (0.6, "ES", r"\b\d{5} [A-Z]"), (0.8, "IT", r"\b\d{5} [A-Z]"), (0.7, "MA", r"\b\d{5} [A-Z]"), (0.5, "MX", r"\b\d{5} [A-Z]"),
    (0.7, "TN", r"\b\d{4} [A-Z]"), (0.7, "AT", r"\b\d{4} [A-Z]"), (0.7, "CH", r"\b\d{4} [A-Z]"), (0.7, "HU", r"\b\d{4} [A-Z]"), (0.6, "DK", r"\b\d{4} [A-Z]"), (0.6, "NO", r"\b\d{4} [A-Z]"), (0.5, "BE", r"\b\d{4} [A-Z]"),
    (2.0, "AU", r"\b(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT)[ ,]+\d{4}\b"),
)  # fmt: skip
_SCRIPTS = (
    (5.0, "JP", r"[\u3041-\u30ff]"), (5.0, "KR", r"[\uac00-\ud7a3]"), (5.0, "TH", r"[\u0e00-\u0e7f]"),
    (5.0, "IL", r"[\u0590-\u05ff]"), (4.0, "GR", r"[\u0370-\u03ff]{2}"), (4.0, "IN", r"[\u0900-\u0dff]"),
    (1.5, "RU", r"[\u0400-\u04ff]{3}"), (3.0, "UA", r"[іїєґ]"), (2.0, "BG", r"ъ"), (5.0, "AM", r"[\u0530-\u058f]"),
    (5.0, "GE", r"[\u10a0-\u10ff]"), (0.7, "AE", r"[\u0600-\u06ff]{2}"), (0.7, "SA", r"[\u0600-\u06ff]{2}"),
    (0.6, "EG", r"[\u0600-\u06ff]{2}"), (0.5, "MA", r"[\u0600-\u06ff]{2}"), (0.5, "TN", r"[\u0600-\u06ff]{2}"),
    (0.7, "JP", r"[\u4e00-\u9fff]{2}"), (0.7, "CN", r"[\u4e00-\u9fff]{2}"), (0.6, "TW", r"[\u4e00-\u9fff]{2}"),
    (4.0, "VN", r"[ơưđệạảấầẩẫậắằẳẵặẹẻẽếềểễịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]"), (2.0, "PL", r"[łżśćęąź]"), (2.0, "CZ", r"[řěů]"),
    (1.5, "TR", r"[ğşı]"), (2.0, "HU", r"[őű]"), (1.5, "BR", r"[ãõ]"), (1.0, "PT", r"[ãõ]"), (1.5, "RO", r"[țșăţ]"),
    (1.5, "DE", r"ß"), (0.7, "DE", r"[äöü]"), (0.3, "AT", r"[äöü]"), (0.3, "CH", r"[äöü]"), (0.8, "SE", r"å"), (0.8, "NO", r"[øå]"),
    (0.8, "DK", r"[øæ]"), (1.0, "ES", r"ñ"), (0.7, "MX", r"ñ"), (0.6, "FR", r"[éèêç]"),
)  # fmt: skip
_EVERYWHERE = (
    "US IN GB BR FR DE JP MA TN VN IT ES CA AU CN NL BE CH AT PT PL CZ HU RO TR AE SA SG MY ID TH PH KR TW HK "
    "ZA NG KE EG MX AR CL CO PE SE NO DK FI IE GR IL PK NP LK BD NZ RU UA"
).split()
"""Where numbers are tried when nothing else speaks: large countries first."""


def region_votes(
    reading: Lines, found: Iterable[Candidate] = (), default: str = ""
) -> tuple[tuple[str, float], ...]:
    """Return the countries the card may be from, best first, with the weight that speaks for each.

    `found` are the e-mails and websites, `default` the country to assume (ISO 3166
    alpha-2) where the card itself says nothing. Weights are sums of hints: 5 and more
    is a country code or name, under 2 hardly more than a guess.
    """
    votes: defaultdict[str, float] = defaultdict(float)
    found = tuple(found)
    printed = numbers(reading, [span for candidate in found for span in candidate.spans])
    text = "\n".join(plain(line.text) for line in reading.lines)
    for hints in (_codes(printed), _domains(found), _words(text), _shapes(text)):
        for code, weight in hints.items():
            votes[code] += weight
    if default:
        votes[default.upper()] += 1.5 if max(votes.values(), default=0.0) < 3 else 0.3
    for code, weight in _groupings(printed, votes).items():
        votes[code] += weight
    if any(re.fullmatch(r"(?:1[ .-])?\(?[2-9]\d\d\)?[ .-]{1,2}\d{3}[ .-]\d{4}", number.text) for number in printed):
        votes["US"] += 2.0  # North America's grouping, valid or not
    if any(re.fullmatch(r"9?[.-]?[2-9]\d{3}-\d{4}", number.text) and number.label for number in printed):
        votes["BR"] += 1.0
    return tuple(sorted(((c, round(w, 3)) for c, w in votes.items() if w > 0), key=lambda vote: (-vote[1], vote[0])))


def _codes(printed: Sequence[Number]) -> Mapping[str, float]:
    """Return votes of the country codes in numbers that begin with + or 00."""
    votes: defaultdict[str, float] = defaultdict(float)
    for number in printed:
        text = re.sub(r"^[(\[\s]*(?:\+|00(?=[1-9]))[)\]\s]*", "+", number.text)
        if not text.startswith("+") or number.label == "not":
            continue
        try:
            parsed = phonenumbers.parse(text, None)
        except phonenumbers.NumberParseException:
            continue
        valid = phonenumbers.is_valid_number(parsed)
        code = phonenumbers.region_code_for_number(parsed) if valid else None
        code = code or phonenumbers.region_code_for_country_code(parsed.country_code)
        if code and code not in ("ZZ", "001"):
            votes[code] += (6.0 if valid else 3.0) if not votes[code] else 1.0
    return votes


def _domains(found: Iterable[Candidate]) -> Mapping[str, float]:
    votes: defaultdict[str, float] = defaultdict(float)
    for candidate in found:
        value = candidate.value.value if isinstance(candidate.value, Email | Url) else ""
        host = re.sub(r"^\w+://|^.*@", "", value).split("/")[0].lower()
        last = suffix_of(host).rpartition(".")[2]
        if isinstance(candidate.value, Social) or len(last) != 2 or last in _GENERIC_USE:
            continue
        code = {"uk": "GB"}.get(last, last.upper())
        weight = 1.5 if host in mail_domains() else 3.0
        votes[code] = max(votes[code], weight)
    for tld, code in (("gov", "US"), ("edu", "US"), ("mil", "US")):
        if any(isinstance(c.value, Email | Url) and suffix_of(re.sub(r"^.*[@/]", "", c.value.value)) == tld for c in found):
            votes[code] += 1.5
    return votes


@cache
def _vocabulary() -> Mapping[str, tuple[tuple[str, float], ...]]:
    table: dict[str, tuple[tuple[str, float], ...]] = {}
    for weight, codes, words in vocabulary("region_words"):
        for word in words.split(";"):
            votes = tuple((code, float(weight) * 0.95**rank) for rank, code in enumerate(codes.split()))
            key = " ".join(_WORD.findall(folded(plain(word))))
            table[key] = table.get(key, ()) + votes
    return table


def _words(text: str) -> Mapping[str, float]:
    """Return votes of countries' names, towns, streets, legal forms and labels."""
    votes: defaultdict[str, float] = defaultdict(float)
    seen: set[str] = set()
    for line in text.split("\n"):
        words = _WORD.findall(folded(line))
        for start in range(len(words)):
            for length in (5, 4, 3, 2, 1):
                key = " ".join(words[start : start + length])
                if key not in seen and start + length <= len(words):
                    seen.add(key)
                    for code, weight in _vocabulary().get(key, ()):
                        votes[code] += weight
        for key in (k for k in _vocabulary() if len(k) > 1 and "\u3000" < k[0] < "\ud7a4" and k in line and k not in seen):
            seen.add(key)
            for code, weight in _vocabulary()[key]:
                votes[code] += weight
    for code, suffixes in (("DE", r"(?:strasse|str\.|platz|allee|weg)\b"), ("NL", r"(?:straat|laan|plein|gracht)\b"), ("SE", r"(?:gatan|vagen)\b")):
        if re.search(rf"[^\W\d_]{{3}}{suffixes}", folded(text)):
            votes[code] += 1.5
    return votes


def _shapes(text: str) -> Mapping[str, float]:
    """Return votes of postal codes and of letters that only some languages have."""
    votes: defaultdict[str, float] = defaultdict(float)
    for weight, code, pattern in _POSTAL:
        if re.search(pattern, text):
            votes[code] += weight
    for weight, code, pattern in _SCRIPTS:
        if re.search(pattern, text.lower()):
            votes[code] += weight
    return votes


def _groupings(printed: Sequence[Number], votes: Mapping[str, float]) -> Mapping[str, float]:
    """Return votes of numbers without a country code: where they are valid, and grouped as printed."""
    local = [n for n in printed if n.label != "not" and not n.text.lstrip("( [").startswith(("+", "00")) and 7 <= len(n.digits) <= 13]
    strong = sorted(votes, key=lambda code: -votes[code])[:8]
    result: defaultdict[str, float] = defaultdict(float)
    if not local:
        return result
    for rank, code in enumerate(dict.fromkeys([*strong, *_EVERYWHERE])):
        score = sum(_fits(number, code) for number in local) / len(local)
        if score and code in strong:
            result[code] += score
        elif score:
            result[code] += score * (0.6 - 0.005 * rank)
    return result


def _fits(number: Number, code: str) -> float:
    """Return 0 where the number is not valid in a country, up to 2 where it is also grouped as usual there."""
    try:
        parsed = phonenumbers.parse(number.text, code)
    except phonenumbers.NumberParseException:
        return 0.0
    if not phonenumbers.is_valid_number_for_region(parsed, code):
        return 0.0
    usual = phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL)
    printed = re.findall(r"\d+", number.text)
    return 2.0 if printed == re.findall(r"\d+", usual) else 1.0
