"""A number as it is printed, in its international form (ITU-T E.164)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from cardscan.fields.lexicon.habits import habits, habits_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.fields.telephone.numbers import Number

_LOCAL = 7
"""Digits from which on a short number lacks nothing but its area, rather than the digits of another."""
_SHORTEST_LOCAL = 5
"""Digits of a number without its area code; fewer are one where another of the area has as many."""


def international(
    number: Number,
    regions: Sequence[str],
    before: phonenumbers.PhoneNumber | None,
    others: Sequence[phonenumbers.PhoneNumber],
) -> tuple[phonenumbers.PhoneNumber | None, str]:
    """Return the number in its international form, or None, and the rule that found it."""
    text = re.sub(r"^[(\[\s]*\+[)\]\s]*", "+", number.text)
    if text.startswith("+"):
        whole = spoken(text, "")
        return whole, "phone-international" if whole else "phone-as-printed"
    if before is not None:
        local = _with_area_of(number.digits, before) if len(number.digits) >= _LOCAL else None
        if parsed := local or _shorthand(number.digits, before):
            return parsed, "phone-shorthand"
    parsed, rule = _national(text, number.digits, regions)
    if parsed is None:
        parsed = next((p for other in reversed(others) if (p := _with_area_of(number.digits, other))), None)
        rule = "phone-area-of-other" if parsed else "phone-as-printed"
    return parsed, rule


def spoken(text: str, region: str) -> phonenumbers.PhoneNumber | None:
    """Return the number, with "(0)" after a country's code only where it is dialled."""
    text = _without_given_up(text)
    forms = [re.sub(r"[(\[]\s?0\s?[)\]]", "", text), text]
    if text.startswith(_codes_that_keep_zero()) or not text.startswith("+"):
        forms.reverse()
    return next((parsed for form in forms if (parsed := _parse(form, region))), None)


def _without_given_up(text: str) -> str:
    """Return the number without what its country has given up: "+52 1 55 …" is "+52 55 …" now."""
    for code, prefix in _given_up():
        found = re.match(rf"(\+{code})\D{{0,2}}{prefix}(?=(?:\D*\d){{10}}\D*\Z)", text)
        if found:
            return f"{found[1]} {text[found.end() :]}"
    return text


@cache
def _given_up() -> tuple[tuple[int, str], ...]:
    return tuple(
        (phonenumbers.country_code_for_region(country), usual.given_up_prefix)
        for country, usual in habits().items()
        if usual.given_up_prefix
    )


@cache
def _codes_that_keep_zero() -> tuple[str, ...]:
    countries = (country for country, usual in habits().items() if usual.zero_kept)
    return tuple(f"+{phonenumbers.country_code_for_region(country)}" for country in countries)


def _parse(text: str, region: str) -> phonenumbers.PhoneNumber | None:
    """Return the number where it is a valid one.

    >>> _parse("044 33 1298 4467", "MX").national_number, _parse("01 378 782 5519", "MX").national_number
    (3312984467, 3787825519)
    """
    if trunk := habits_of(region).trunk_given_up:
        text = re.sub(rf"\A\W*(?:{trunk})\D{{0,2}}(?=(?:\D*\d){{10}}\D*\Z)", "", text)
    try:
        parsed = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        return None
    return parsed if phonenumbers.is_valid_number(parsed) else None


def _national(text: str, digits: str, regions: Sequence[str]) -> tuple[phonenumbers.PhoneNumber | None, str]:
    """Return the number as one of the best region, with a bare country code, or of another region."""
    if regions and (parsed := _parse(text, regions[0])):
        return parsed, "phone-national"
    if parsed := _bare_code(digits, regions):
        return parsed, "phone-code-without-plus"
    for region in regions[1:4]:
        if parsed := _parse(text, region):
            return parsed, "phone-other-region"
    return None, "phone-as-printed"


def _bare_code(digits: str, regions: Sequence[str]) -> phonenumbers.PhoneNumber | None:
    """Return the number where its country code was printed without a plus."""
    digits = digits.removeprefix("00")
    for region in regions[:4]:
        code = str(phonenumbers.country_code_for_region(region))
        if digits.startswith(code) and (parsed := spoken("+" + digits, "")):
            return parsed
    return None


def _shorthand(digits: str, before: phonenumbers.PhoneNumber) -> phonenumbers.PhoneNumber | None:
    """Return the number that a few digits after "/" stand for, completed from the one before.

    >>> phonenumbers.format_number(_shorthand("26", phonenumbers.parse("+493012345625")), 0)
    '+493012345626'
    """
    national = phonenumbers.national_significant_number(before)
    if not 0 < len(digits) < len(national) - 1 or (digits.startswith("0") and len(digits) > 4):
        return None
    return _parse(f"+{before.country_code}{national[: -len(digits)]}{digits}", "")


def _with_area_of(digits: str, other: phonenumbers.PhoneNumber) -> phonenumbers.PhoneNumber | None:
    """Return a local number completed with the area code of another number on the card."""
    area = phonenumbers.length_of_geographical_area_code(other)
    national = phonenumbers.national_significant_number(other)
    short = len(digits) < _SHORTEST_LOCAL and len(digits) != len(national) - area
    if not area or short or digits.startswith("0"):
        return None
    full = national[:area] + digits
    return _parse(f"+{other.country_code}{full}", "") if abs(len(full) - len(national)) <= 1 else None


def somewhere_in(digits: str, region: str) -> phonenumbers.PhoneNumber | None:
    """Return what a number without its area code would be in some town of a country."""
    example = phonenumbers.example_number_for_type(region, PhoneNumberType.FIXED_LINE)
    area = phonenumbers.length_of_geographical_area_code(example) if example else 0
    if not example or not area:
        return None
    return _parse(
        f"+{example.country_code}{phonenumbers.national_significant_number(example)[:area]}{digits}", ""
    )


def without_tail(number: Number, regions: Sequence[str]) -> tuple[Number, phonenumbers.PhoneNumber] | None:
    """Return the number without digits glued to its end, where the rest is grouped as usual."""
    last = re.search(r"\d{5,}\Z", number.text)
    for cut in range(1, len(last.group()) - 2 if last and number.label and not number.written_out else 1):
        text = number.text[:-cut]
        parsed = _parse(text, regions[0] if regions else "")
        if parsed is None:
            continue
        form = PhoneNumberFormat.INTERNATIONAL if text.startswith("+") else PhoneNumberFormat.NATIONAL
        usual = re.findall(r"\d+", phonenumbers.format_number(parsed, form))
        if len(usual) > 1 and re.findall(r"\d+", text) == usual:
            end = number.start + len(text)
            return replace(number, text=text, end=end, printed_to=end, extension=""), parsed
    return None


def without_icon(number: Number, regions: Sequence[str]) -> tuple[Number, phonenumbers.PhoneNumber] | None:
    """Return the number without a zero glued to its front, where its country begins none with zero.

    Round icons and the "O" of "Office" are read as such a zero.
    """
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(regions[0], None) if regions else None
    if (
        metadata is None
        or metadata.national_prefix == "0"
        or number.written_out
        or not re.match(r"0[(\d]", number.text)
    ):
        return None
    text = number.text[1:]
    parsed = _parse(text, regions[0])
    usual = phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL) if parsed else ""
    if parsed is None or re.findall(r"\d+", usual) != re.findall(r"\d+", text):
        return None
    return replace(number, text=text, start=number.start + 1, mended=True), parsed
