"""How a country prints its national numbers: with which zero in front, and parted where."""

from __future__ import annotations

import re
from itertools import accumulate

import phonenumbers
from phonenumbers import PhoneNumberFormat

_SAME, _FINER, _AREA, _OTHER, _FOREIGN = 2.0, 1.6, 1.3, 1.0, 0.4


def printed_as_usual(text: str, parsed: phonenumbers.PhoneNumber, country: str) -> float:
    """Return how well a national number, valid in a country, is printed as usual there: 0.4 to 2.

    Numbers of one country are valid in many others; how they are parted, and whether a zero
    stands in front, tells countries apart.

    >>> lisbon = "21 123 4567"
    >>> [printed_as_usual(lisbon, phonenumbers.parse(lisbon, code), code) for code in ("PT", "FR")]
    [2.0, 0.4]
    """
    usual = re.findall(r"\d+", phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL))
    groups = re.findall(r"\d+", text)
    if groups == usual:
        return _SAME
    if "".join(groups) != "".join(usual):
        return _FOREIGN if _wants_prefix(parsed, country) or text.startswith("0") else _OTHER
    breaks, others = ([*accumulate(map(len, parts))] for parts in (groups, usual))
    if len(others) < 2 or len(breaks) < 2:
        return _OTHER
    if set(others) <= set(breaks):
        return _FINER
    if set(breaks) <= set(others):
        return _AREA
    if breaks[0] != others[0]:
        return _OTHER if not phonenumbers.length_of_geographical_area_code(parsed) else _FOREIGN
    return _AREA


def _wants_prefix(parsed: phonenumbers.PhoneNumber, country: str) -> bool:
    """Tell whether a country always prints this number with a zero, or what it has for one, in front."""
    metadata = phonenumbers.PhoneMetadata.metadata_for_region(country, None)
    national = phonenumbers.national_significant_number(parsed)
    for form in metadata.number_format if metadata else ():
        leading = form.leading_digits_pattern[-1:]
        if re.fullmatch(form.pattern or "", national) and all(
            re.match(pattern, national) for pattern in leading
        ):
            rule = form.national_prefix_formatting_rule or ""
            return not (form.national_prefix_optional_when_formatting or rule.startswith("\\1") or not rule)
    return False
