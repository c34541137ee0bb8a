"""Find telephone, fax and pager numbers and give each its international form and its type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from cardscan.fields.numbers import Number, numbers
from cardscan.model import Candidate, Phone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cardscan.model import Lines, PhoneType, Span

_KEEPS_ZERO = ("IT", "SM", "VA")
_SHARED = ("US", "CA", "PR", "DO", "JM")
"""Regions of +1, whose mobile numbers look like any other."""


def phones(
    reading: Lines, region: Sequence[tuple[str, float]] = (), taken: Iterable[Span] = ()
) -> tuple[Candidate, ...]:
    """Return the phones on a card, in reading order, each with its label's span.

    `region` are the countries the card may be from, best first, with weights as
    region_votes gives them; `taken` is text that is something else. A number that
    is valid nowhere is kept as printed where a label or its shape says phone.
    """
    regions = tuple(code for code, _ in region)
    margin = _margin(region)
    found: list[tuple[Number, Candidate, phonenumbers.PhoneNumber | None]] = []
    for number in numbers(reading, taken):
        if not _may_be_phone(number):
            continue
        before = found[-1][2] if found and number.follows else None
        parsed, rule = _parsed(number, regions, before, [p for _, _, p in found if p])
        sureness = _sureness(number, parsed, rule, margin, regions)
        if sureness:
            sureness *= min(reading.lines[span.line].confidence for span in number.spans)
            found.append((number, _candidate(number, parsed, rule, sureness), parsed))
    return _once(candidate for _, candidate, _ in found)


def _margin(region: Sequence[tuple[str, float]]) -> float:
    """Return how clearly the best region leads, 0 to 1."""
    weights = [weight for _, weight in region]
    if not weights or weights[0] <= 0:
        return 0.0
    return (weights[0] - (weights[1] if len(weights) > 1 else 0.0)) / weights[0]


def _may_be_phone(number: Number) -> bool:
    international = number.text.lstrip("( [").startswith("+")
    if number.label == "not" and not international:
        return False
    head = number.row.text[number.start - 1 : number.start] if number.start else ""
    glued = bool(re.match(r"[^\W\d_]", head)) and not number.sure_label
    tail = number.row.text[number.end : number.end + 1]
    return not (glued or (tail.isalpha() and tail.isascii() and number.printed_to == number.end and not number.label))


def _parse(text: str, region: str) -> phonenumbers.PhoneNumber | None:
    try:
        parsed = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return None
    return parsed if phonenumbers.is_valid_number(parsed) else None


def _parsed(
    number: Number,
    regions: Sequence[str],
    before: phonenumbers.PhoneNumber | None,
    others: Sequence[phonenumbers.PhoneNumber],
) -> tuple[phonenumbers.PhoneNumber | None, str]:
    """Return the number in its international form, or None, and the rule that found it."""
    text = re.sub(r"^[(\[\s]*\+[)\]\s]*", "+", number.text)
    spoken = [re.sub(r"[(\[]\s?0\s?[)\]]", "", text), text] if text.startswith("+") else [text]
    if text.startswith(("+39", "+378")):
        spoken.reverse()
    for form in spoken:
        if form.startswith("+") and (parsed := _parse(form, "")):
            return parsed, "phone-international"
    if before is not None and not text.startswith("+"):
        if parsed := _shorthand(number.digits, before):
            return parsed, "phone-shorthand"
    if text.startswith("+"):
        return None, "phone-as-printed"
    for position, region in enumerate(regions[:4]):
        if position == 1 and (parsed := _bare_code(number.digits, regions)):
            return parsed, "phone-code-without-plus"
        if parsed := _parse(text, region):
            return parsed, "phone-national" if position == 0 else "phone-other-region"
    if len(regions) < 2 and (parsed := _bare_code(number.digits, regions)):
        return parsed, "phone-code-without-plus"
    for other in reversed(others):
        if parsed := _with_area_of(number.digits, other):
            return parsed, "phone-area-of-other"
    return None, "phone-as-printed"


def _bare_code(digits: str, regions: Sequence[str]) -> phonenumbers.PhoneNumber | None:
    """Return the number where its country code was printed without a plus."""
    digits = digits.removeprefix("00")
    for region in regions[:4]:
        code = str(phonenumbers.country_code_for_region(region))
        if digits.startswith(code) and (parsed := _parse("+" + digits, "")):
            return parsed
    return None


def _shorthand(digits: str, before: phonenumbers.PhoneNumber) -> phonenumbers.PhoneNumber | None:
    """Return the number that a few digits after "/" stand for, completed from the one before.

    >>> phonenumbers.format_number(_shorthand("26", phonenumbers.parse("+493012345625")), 0)
    '+493012345626'
    """
    national = phonenumbers.national_significant_number(before)
    if not 0 < len(digits) < len(national) - 1 or digits.startswith("0"):
        return None
    return _parse(f"+{before.country_code}{national[: -len(digits)]}{digits}", "")


def _with_area_of(digits: str, other: phonenumbers.PhoneNumber) -> phonenumbers.PhoneNumber | None:
    """Return a local number completed with the area code of another number on the card."""
    area = phonenumbers.length_of_geographical_area_code(other)
    national = phonenumbers.national_significant_number(other)
    if not area or len(digits) < 5 or digits.startswith("0"):
        return None
    full = national[:area] + digits
    return _parse(f"+{other.country_code}{full}", "") if abs(len(full) - len(national)) <= 1 else None


def _sureness(
    number: Number, parsed: phonenumbers.PhoneNumber | None, rule: str, margin: float, regions: Sequence[str]
) -> float:
    """Return how likely this is a phone and its form right; 0 where it is rather something else."""
    count, labelled = len(number.digits), bool(number.label)
    if parsed is None:
        if labelled and number.sure_label and 5 <= count <= 15:
            return 0.6
        return 0.45 if _phone_shaped(number) else 0.0
    base = {
        "phone-international": 0.98, "phone-national": 0.8 + 0.16 * margin, "phone-code-without-plus": 0.9,
        "phone-shorthand": 0.85, "phone-other-region": 0.6, "phone-area-of-other": 0.7,
    }[rule]  # fmt: skip
    if not labelled and rule != "phone-international":
        if not _grouped_as_phone(number, parsed):
            return 0.0
        base *= 0.95
    return base * (0.9 if number.mended else 1.0)


def _phone_shaped(number: Number) -> bool:
    groups = [len(group) for group in re.findall(r"\d+", number.text)]
    international = number.text.lstrip("( [").startswith("+") and len(number.digits) >= 8
    return international or groups in ([3, 3, 4], [1, 3, 3, 4], [4, 4]) or (
        number.text.startswith("(") and 8 <= len(number.digits) <= 12
    )


def _grouped_as_phone(number: Number, parsed: phonenumbers.PhoneNumber) -> bool:
    """Tell whether a number without a label looks like a phone and not like a postal code."""
    groups = re.findall(r"\d+", number.text)
    count = len(number.digits)
    if count < 7 or [len(g) for g in groups] in ([5, 4], [5, 3]):
        return False
    if number.printed_from == number.printed_to:
        return False
    return count >= 9 or len(groups) > 1 or number.row.text.strip() == number.text


def _type(number: Number, parsed: phonenumbers.PhoneNumber | None) -> PhoneType:
    if number.label in ("cell", "fax", "home", "pager", "other"):
        return number.label  # type: ignore[return-value]
    if parsed is None or number.label == "work":
        return "work"
    kind = phonenumbers.number_type(parsed)
    if kind == PhoneNumberType.PAGER:
        return "pager"
    return "cell" if kind == PhoneNumberType.MOBILE and parsed.country_code != 1 else "work"


def _candidate(
    number: Number, parsed: phonenumbers.PhoneNumber | None, rule: str, sureness: float
) -> Candidate:
    raw = number.row.text[number.start : number.end].strip()
    value = phonenumbers.format_number(parsed, PhoneNumberFormat.E164) if parsed else number.text.strip()
    extension = number.extension or (parsed.extension if parsed and parsed.extension else "")
    phone = Phone(value, raw, _type(number, parsed), extension)
    return Candidate("phone", phone, raw, sureness, number.spans, rule)


def _once(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates without repeated numbers."""
    best: dict[tuple[str, str], Candidate] = {}
    for candidate in found:
        phone = candidate.value
        if isinstance(phone, Phone):
            best.setdefault((re.sub(r"[^\d+]", "", phone.value), phone.extension), candidate)
    return tuple(best.values())
