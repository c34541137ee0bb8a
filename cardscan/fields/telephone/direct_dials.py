"""Numbers that stand for longer ones: "-123" behind "030 23125-0", and extensions in another place."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cardscan.fields.layout.rows import GAP
from cardscan.fields.telephone.label_words import WORD, extension_label_pattern, label_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cardscan.fields.telephone.bare_numbers import Number

_DIAL = re.compile(r"\d{1,6}")
_CODE_PREFIX = re.compile(r"[A-Z]{1,3}-")
_TOWN_CODE = re.compile(r"(?<![^\W_])[A-Z]{1,3}-\Z")
_LONG = 4
"""Digits from which on a number right behind a country's letters is a postal code."""
_STEM = re.compile(r"(.*\d) ?[-/] ?(\d{1,5})")
"""A number, and behind a stroke what may be dialled in place of its end."""
_SHORTEST = 5
"""Digits of a number that has direct dials."""
_UNLABELLED = 7
"""The same of one that no label tells from a postal code."""
_FAR = 4
"""Lines of a reading over which an extension belongs to a number."""
_INNER = range(3, 6)
"""Digits of an extension that nothing but a stroke may set apart; fewer stand for the end of a number."""
_RANGE = 100
"""How far two numbers of one office lie apart at most."""
_OWN = ("fax", "cell", "pager", "home")
"""Labels that make an extension another number than the one it is dialled behind."""


class _Hanging(NamedTuple):
    """How a short number hangs on a longer one."""

    label: str
    dialled: bool
    """It is dialled in place of the zero of "-0", or of what else is behind the last stroke."""
    stroke: bool
    """A stroke is printed before it, so that it can be nothing else."""
    start: int
    """Where its label begins in its row."""


def completed(found: Iterable[Number]) -> tuple[Number, ...]:
    """Return the numbers of a card with those written out that are printed short, as the longer one is."""
    result: list[Number] = []
    for number in (_with_area(one, result) for each in found for one in _taken_off(each)):
        place = _base(number, result)
        hanging = _hanging(number, result[place], result[-1]) if place >= 0 else None
        if hanging is None:
            result.append(number)
            continue
        base = result[place]
        number = replace(
            number, label=hanging.label or base.label, sure_label=True, printed_from=hanging.start
        )
        stem = _stem(base, hanging)
        if stem:
            result.append(replace(number, text=f"{stem}-{number.text}", label=number.label or "work"))
        elif hanging.label in _OWN or base.extension:
            result.append(replace(number, text=base.text, extension=number.text))
        else:
            result[place] = replace(base, extension=number.text, below=number.spans)
    return tuple(result)


def _with_area(number: Number, earlier: Iterable[Number]) -> Number:
    """Return a number printed without the area code that another one has before the same digits.

    "89 47-212" below "(0 27 33) 89 47-0".
    """
    stem = _STEM.fullmatch(number.text)
    longer = (_STEM.fullmatch(other.text) for other in earlier)
    fronts = (other[1].removesuffix(stem[1]) for other in longer if stem and other and other[1] != stem[1])
    front = next((front for front in fronts if stem and front[-1:] in (" ", ")", "/")), "")
    return replace(number, text=f"{front}{number.text}") if front and _has_no_area(number) else number


def _has_no_area(number: Number) -> bool:
    return len(number.digits) > _SHORTEST and number.text[0] not in "+(0"


def _taken_off(number: Number) -> Iterator[Number]:
    """Yield a number, and apart from it one to dial in its place: "23125-0 (Durchwahl -123)"."""
    middle = number.start + len(number.text)
    behind = extension_label_pattern().match(number.row.text, middle)
    stem = _STEM.fullmatch(number.text)
    if not (number.extension and behind and behind["direct"]):
        yield number
    elif stem and _is_central(number):
        yield replace(number, end=middle, printed_to=middle, extension="")
        text = f"{stem[1]}-{number.extension}"
        yield replace(number, text=text, start=middle, printed_from=middle, extension="", above=())
    elif _DIAL.fullmatch(number.text):  # two dials of one number
        start = number.row.text.index(number.extension, behind.end())
        yield replace(number, end=middle, printed_to=middle, extension="")
        yield replace(number, text=number.extension, start=start, printed_from=start, extension="", above=())
    else:
        yield number


def _base(number: Number, earlier: Sequence[Number]) -> int:
    """Return the place of the number that a short one hangs on, a phone rather than a fax; -1 for none."""
    if not _DIAL.fullmatch(number.text):
        return -1
    near = [
        place
        for place, other in enumerate(earlier)
        if len(other.digits) >= (_SHORTEST if other.label else _UNLABELLED)
        and other.label != "not"
        and not _TOWN_CODE.search(other.row.text, 0, other.start)
        and _is_near(number, other)
    ]
    return max((place for place in near if earlier[place].label not in _OWN), default=max(near, default=-1))


def _is_near(number: Number, other: Number) -> bool:
    """Tell whether a short number may hang on another, which is printed as long as it is."""
    if other.written_out:
        return False
    return number.row == other.row or number.row.lines[0] - other.row.lines[-1] <= _FAR


def _hanging(number: Number, base: Number, last: Number) -> _Hanging | None:
    """Return how a short number hangs on another; None where it is one of its own, or none of a telephone."""
    floor = number.row.text.rfind(GAP, 0, number.start) + 1
    if last.row == number.row:
        floor = max(floor, last.end)
    printed = number.row.text[floor : number.start]
    before = printed.lstrip(" ,;/|·")
    start = floor + len(printed) - len(before)
    listed = number.follows and last.row == base.row == number.row and (last == base or last.written_out)
    if listed and (before.endswith("-") or _is_central(base)):
        return _Hanging("", dialled=True, stroke=True, start=start)
    if listed and " / " in printed and _is_inner(number, base):
        return _Hanging("", dialled=False, stroke=False, start=start)
    rest = number.row.text[number.end :].partition(GAP)[0]
    code = _CODE_PREFIX.fullmatch(before) and len(number.text) >= _LONG
    if code or re.match(r"\s*[^\W_]", rest):
        return None  # "D-80331" is a town's code
    if re.search(r"[^\W\d_][ .:]*- ?\Z", before):
        words = WORD.findall(before)
        kind, length = label_of(words)
        apart = kind == "work" and number.row != base.row and number.text != "0"
        house = apart and WORD.search(rest)  # "Showroom - 231, Main St"
        if words and kind not in ("", "not") and length == len(words) and not house:
            return _Hanging(kind, dialled=True, stroke=True, start=start)
    label = extension_label_pattern().fullmatch(before)
    if label is None:
        return None
    words = WORD.findall(label["lead"])
    kind, length = label_of(words)
    if kind == "not" or length < len(words):
        return None
    return _Hanging(kind, dialled=label["direct"] is not None, stroke="-" in before, start=start)


def _is_inner(number: Number, base: Number) -> bool:
    """Tell whether few digits stand for no end of a number: more than its last group, or three far from it.

    "0224 411 22 33 / 105" has an extension, "040 123456 / 57" and "02 9374-4000 / 4010" a second number.
    """
    count, last = len(number.text), len(re.findall(r"\d+", base.text)[-1])
    apart = abs(int(base.digits[-count:]) - int(number.text)) >= _RANGE
    across = count > last or (count == min(_INNER) < last)
    return count in _INNER and len(base.digits) > 2 * count and across and apart


def _is_central(number: Number) -> bool:
    """Tell whether a number ends in a zero that direct dials stand in place of: "23125-0"."""
    parted = _STEM.fullmatch(number.text)
    return parted is not None and not parted[2].strip("0")


def _stem(base: Number, hanging: _Hanging) -> str:
    """Return what is dialled before a direct dial; "" where it is an extension."""
    parted = _STEM.fullmatch(base.text)
    if parted and len(re.sub(r"\D", "", parted[1])) < _SHORTEST:
        parted = None
    if hanging.stroke and hanging.dialled:
        return parted[1] if parted else base.text
    return parted[1] if parted and hanging.dialled and _is_central(base) else ""
