"""Find telephone, fax and pager numbers and give each its international form and its type."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from cardscan.fields.lexicon.habits import habits_of
from cardscan.fields.lexicon.words import countries_of
from cardscan.fields.telephone.e164 import international, somewhere_in, spoken, without_icon, without_tail
from cardscan.fields.telephone.grouping import printed_as_usual
from cardscan.fields.telephone.no_phones import may_be_phone
from cardscan.model import Candidate, Phone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cardscan.fields.telephone.numbers import Number
    from cardscan.model import Lines, PhoneType


_TOLD = 3.6
"""Weight of votes under which nothing but the number's own shape speaks for a country."""
_LEAD = 1.0
"""Weight of votes by which a number's country must lead before others whose number it could be."""
_LISTED, _LOCAL = 0.45, range(7, 10)
"""Sureness of a number without an area that follows a phone, and how many digits it has."""
_WITH_AREA = range(10, 12)
"""Digits of a national number, its zero included."""
_COUNTRY = re.compile(r"(?<!\w)([A-Z]{2,3})[ .:-]{0,2}\Z")


def phones(
    printed: Iterable[Number], reading: Lines, region: Sequence[tuple[str, float]] = ()
) -> tuple[Candidate, ...]:
    """Return which of the numbers on a card are phones, in reading order, each with its label's span.

    `region` are the countries the card may be from, best first, with weights as
    region_votes gives them. A number that is valid nowhere is kept as printed where a
    label or its shape says phone.
    """
    best = max((weight for _, weight in region), default=0.0)
    regions = tuple(code for code, weight in region if weight >= min(4.0, best / 2))
    printed = tuple(printed)
    regions = _as_numbers_say(regions, printed)
    margin = _margin(region)
    found: list[tuple[Number, Candidate, phonenumbers.PhoneNumber | None]] = []
    for number in _taken_apart(printed, regions):
        if not may_be_phone(number):
            continue
        before = _completes(number, found[-1][0], found[-1][2]) if found else None
        said = _said_before(number)
        here = (*said, *regions)
        parsed, rule = international(number, here, before, [p for _, _, p in found if p])
        if parsed is None and (shorter := without_tail(number, regions)):
            number, parsed, rule = *shorter, "phone-cut-off"
        if parsed is None and (bare := without_icon(number, regions)):
            number, parsed, rule = *bare, "phone-cut-off"
        if rule == "phone-national" and not said and _in_doubt(number, here[0], region):
            rule = "phone-guessed"
        if rule == "phone-other-region" and not number.label:
            parsed, rule = None, "phone-as-printed"
        sureness = _sureness(number, parsed, rule, margin, regions)
        if not sureness and found and _is_another(number, found[-1][0]):
            sureness = _LISTED
        if sureness:
            sureness *= min(reading.lines[span.line].confidence for span in number.spans)
            found.append((number, _candidate(reading, number, parsed, rule, sureness, regions), parsed))
    return _once(candidate for _, candidate, _ in found)


def _is_another(number: Number, last: Number) -> bool:
    """Tell whether a number stands behind a phone with only a stroke between, and is as long as one."""
    return number.follows and number.row == last.row and len(number.digits) in _LOCAL


def _as_numbers_say(regions: tuple[str, ...], printed: Sequence[Number]) -> tuple[str, ...]:
    """Return the regions, first the one that has the labelled numbers where the best has none of them."""
    labelled = [number.text for number in printed if number.label not in ("", "not")]
    count = {region: sum(spoken(text, region) is not None for text in labelled) for region in regions}
    if not regions or count[regions[0]]:
        return regions
    return tuple(sorted(regions, key=lambda region: -count[region]))


def _margin(region: Sequence[tuple[str, float]]) -> float:
    """Return how clearly the best region leads, 0 to 1."""
    weights = [weight for _, weight in region]
    if not weights or weights[0] <= 0:
        return 0.0
    return (weights[0] - (weights[1] if len(weights) > 1 else 0.0)) / weights[0]


def _in_doubt(number: Number, country: str, region: Sequence[tuple[str, float]]) -> bool:
    """Tell whether hardly anything speaks for a country, or little more than for another of such numbers."""
    weights = dict(region)
    near = [code for code, weight in region if weights[country] - weight < _LEAD and code != country]
    return max(weights.values()) < _TOLD or any(_is_usual(number.text, code) for code in near)


def _is_usual(text: str, country: str) -> bool:
    parsed = spoken(text, country)
    return parsed is not None and printed_as_usual(text, parsed, country) >= 1.0


def _said_before(number: Number) -> tuple[str, ...]:
    """Return the country in front of the number's label, as in "HK Mobile: 5123 4567", or ()."""
    word = _COUNTRY.search(number.row.text, 0, number.printed_from)
    if word is None or not number.label:
        return ()
    return (word[1],) if word[1] in phonenumbers.SUPPORTED_REGIONS else countries_of("countries", word[1])


def _completes(
    number: Number, last: Number, parsed: phonenumbers.PhoneNumber | None
) -> phonenumbers.PhoneNumber | None:
    """Return the number before this one, if a few digits here may be short for another like it."""
    if number.row != last.row:
        return None
    between = number.row.text[last.end : number.start]
    between = between or number.row.text[last.end - 1 : number.start]
    alike = len(re.findall(r"\d+", last.text)[-1]) == len(number.digits) > 4
    return parsed if alike or (number.follows and re.search(r"[/,;&|-]", between)) else None


def _taken_apart(found: Iterable[Number], regions: Sequence[str]) -> Iterator[Number]:
    """Yield the numbers; a valid one with a short one behind it, as "+49 30 123456 - 78", as two."""
    for number in (one for each in found for one in _with_endings(each, regions)):
        tail = re.search(r"(?:(?: ?[-/~] ?| )(?=\d\d)| ?~ ?|(?<=\d\d)-)(\d{1,8})\Z", number.text)
        head = number.text[: tail.start()] if tail else ""
        region = regions[0] if regions else ""
        split = tail and not number.written_out and number.label != "not" and len(re.sub(r"\D", "", head)) > 7
        whole = not (tail and split and _is_known(head, region)) or (
            spoken(number.text.replace("~", ""), region) and not _is_next(head, tail[1], region)
        )
        if tail and not whole and habits_of(region).extension_behind_dash and "-" in tail.group():
            yield replace(number, text=head, extension=tail[1])
        elif tail and not whole and "~" in tail.group():
            yield replace(number, text=head, extension="")  # all numbers up to that one: the first is printed
        elif tail and not whole:
            middle = number.start + tail.start(1)
            end = number.start + len(head)
            yield replace(number, text=head, end=end, printed_to=end, extension="")
            yield replace(number, text=tail[1], start=middle, printed_from=middle, follows=True, above=())
        else:
            yield number


def _with_endings(number: Number, regions: Sequence[str]) -> Iterator[Number]:
    """Yield a number, and apart from it those of which only the last digit is printed: "745-3091/2/3"."""
    short = re.fullmatch(r"(.*\d\d)((?: ?/ ?\d)+)", number.text)
    if not short or number.label == "not" or not _is_known(short[1], regions[0] if regions else ""):
        yield number
        return
    stop = number.start + len(short[1])
    yield replace(number, text=short[1], end=stop, printed_to=stop, extension="")
    goes_on = re.match(r"[^\W\d_]|\s+[a-z]", number.row.text[number.end :])  # "0011 / 2nd floor"
    for digit in re.finditer(r"\d", "" if goes_on else short[2]):
        start = stop + digit.start()
        yield replace(
            number, text=digit[0], start=start, end=start + 1, printed_from=start, printed_to=start + 1,
            extension="", follows=True, above=(),
        )  # fmt: skip


def _is_next(head: str, tail: str, region: str) -> bool:
    """Tell whether a digit behind a dash is the last one of the number after this one: "3550101-2".

    In some countries it is a direct line's.
    """
    after = head[-1:].isdigit() and tail == str(int(head[-1]) + 1)
    return after and not habits_of(region).direct_dials


def _is_known(text: str, region: str) -> bool:
    """Tell whether a number is one of the region, perhaps with its country's code and no plus."""
    return bool(spoken(text, region) or (re.match(r"[1-9]", text) and spoken(f"+{text}", region)))


def _sureness(
    number: Number, parsed: phonenumbers.PhoneNumber | None, rule: str, margin: float, regions: Sequence[str]
) -> float:
    """Return how likely this is a phone and its form right; 0 where it is rather something else."""
    count, labelled = len(number.digits), bool(number.label)
    if parsed is None:
        groups = tuple(str(len(group)) for group in re.findall(r"\d+", number.text))
        if groups == habits_of(regions[0] if regions else "").code_digits:
            return 0.0
        alone = not re.search(
            r"\w", number.row.text[: number.printed_from] + number.row.text[number.printed_to :]
        )
        if labelled and number.sure_label and (6 if alone else 7) <= count <= 15:
            return 0.6
        return 0.45 if _phone_shaped(number) else 0.0
    base = {
        "phone-international": 0.98, "phone-national": 0.8 + 0.16 * margin, "phone-code-without-plus": 0.9,
        "phone-guessed": 0.6, "phone-shorthand": 0.85, "phone-cut-off": 0.75, "phone-other-region": 0.6,
        "phone-area-of-other": 0.7,
    }[rule]  # fmt: skip
    if not labelled and rule not in ("phone-international", "phone-shorthand"):
        if rule == "phone-other-region" or not _grouped_as_phone(number, parsed):
            return 0.0
        base *= 0.95
    return base * (0.9 if number.mended else 1.0)


def _phone_shaped(number: Number) -> bool:
    groups = [len(group) for group in re.findall(r"\d+", number.text)]
    international = number.text.lstrip("( [").startswith("+") and len(number.digits) >= 8
    return (
        international
        or groups in ([3, 3, 4], [1, 3, 3, 4], [4, 4], [1, 4, 4])
        or (number.text.startswith("(") and 8 <= len(number.digits) <= 12)
        or (number.text.startswith("0") and len(groups) > 1 and len(number.digits) in _WITH_AREA)
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


def _type(number: Number, parsed: phonenumbers.PhoneNumber | None, regions: Sequence[str]) -> PhoneType:
    """Return the type that the label says, else the one that the number itself has."""
    kind = _own_type(number, parsed, regions)
    if (
        number.label == "home"
        and kind == "cell"
        and len(number.row.text[number.printed_from : number.start].strip(" :.()")) < 2
    ):
        return "cell"  # "H" is also a hand phone's
    if number.follows and kind == "cell" and number.label != "fax":
        return "cell"
    if number.label in ("cell", "fax", "home", "pager", "other"):
        return number.label  # type: ignore[return-value]
    return "work" if number.label == "work" else kind


def _own_type(number: Number, parsed: phonenumbers.PhoneNumber | None, regions: Sequence[str]) -> PhoneType:
    if parsed is None and regions and not number.label and not number.text.startswith("+"):
        parsed = somewhere_in(number.digits, regions[0])
    if parsed is None:
        return "work"
    kind = phonenumbers.number_type(parsed)
    if kind == PhoneNumberType.PAGER:
        return "pager"
    country = phonenumbers.region_code_for_country_code(parsed.country_code or 0)
    undecided = (
        kind == PhoneNumberType.FIXED_LINE_OR_MOBILE
        and habits_of(country).undecided_is_mobile
        and not number.label
    )
    return "cell" if kind == PhoneNumberType.MOBILE or undecided else "work"


def _candidate(
    reading: Lines,
    number: Number,
    parsed: phonenumbers.PhoneNumber | None,
    rule: str,
    sureness: float,
    regions: Sequence[str],
) -> Candidate:
    raw = number.row.printed(number.start, number.end, reading).strip()
    short = number.end - number.start < len(number.text)
    value = phonenumbers.format_number(parsed, PhoneNumberFormat.E164) if parsed else _as_printed(number)
    extension = number.extension or (parsed.extension if parsed and parsed.extension else "")
    phone = Phone(value, number.text if short else raw, _type(number, parsed, regions), extension)
    return Candidate("phone", phone, raw, sureness, number.spans, rule)


def _as_printed(number: Number) -> str:
    """Return the number as printed, but for the "(0)" that is not dialled after a country's code."""
    text = number.text.strip()
    return re.sub(r"\s?[(\[]\s?0\s?[)\]]\s?", " ", text) if text.startswith("+") else text


def _once(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return the candidates without repeated numbers."""
    best: dict[tuple[str, str], Candidate] = {}
    for candidate in found:
        phone = candidate.value
        if isinstance(phone, Phone):
            best.setdefault((re.sub(r"[^\d+]", "", phone.value), phone.extension), candidate)
    return tuple(best.values())
