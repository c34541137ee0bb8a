"""What a card's codes say beside its print: the same, what print was misread from, or another value."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from cardscan.model import Address, Email, PersonName, Phone, Social, Url
from cardscan.price import price
from cardscan.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardscan.model import Candidate, Lines, Value

_CONFIRMED = 0.99
"""Two witnesses, print and code, say the same."""
_ALONE = 0.95
_CONFLICT = 0.5
"""Print and code say different things: a person should look."""
_SMALL = 4.5
"""Nats at which print that may say what the code says does: of codes that nearly repeat what is printed, some
ninety-nine in a hundred repeat it."""
_ALIKE = 85.0
"""Likeness (0 to 100) from which values differ in a letter or two, as misread ones do and another's."""
_MISREAD = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"), ("i", "l"), ("|", "l"))
"""Letters that look the same in much print, capitals among them, and what each is compared as."""


def identity(value: Value) -> str:
    """Return what two values of one kind share when they mean the same."""
    match value:
        case Phone():
            return f"{value.value} {value.extension}".strip()
        case Url():
            return re.sub(r"^https?://(www\.)?|/$", "", value.value.casefold())
        case Email():
            return value.value.casefold()
        case Social():
            return f"{value.service} {value.value.casefold()}"
        case Address():
            return " ".join(re.findall(r"\w+", value.formatted.casefold()))
        case PersonName():
            parts = (value.prefix, value.given, value.additional, value.family, value.suffix)
            return " ".join(re.findall(r"\w+", " ".join(parts).casefold()))
        case _:
            return " ".join(re.findall(r"\w+", value.casefold()))


def distinct(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates in the order given, each value once, at its highest confidence."""
    kept: dict[str, Candidate] = {}
    for candidate in candidates:
        key = identity(candidate.value)
        if key not in kept:
            kept[key] = candidate
        elif candidate.confidence > kept[key].confidence:
            kept[key] = replace(kept[key], confidence=candidate.confidence)
    return list(kept.values())


def alone(code: Candidate) -> Candidate:
    """Return what only a code says, not too sure: codes outlive what they say."""
    return replace(code, confidence=min(code.confidence, _ALONE))


def with_codes(printed: Sequence[Candidate], codes: Sequence[Candidate], reading: Lines) -> list[Candidate]:
    """Return the printed values, confirmed or mended by what the codes say, then what only the codes say.

    Where one digit or letter makes another person, likeness proves nothing: a code mends print only where
    the picture may be read so. A number or an e-mail in the place of a printed one is for review.
    """
    result, left = list(printed), []
    settled = set()
    for code in distinct(codes):
        same = [index for index, one in enumerate(result) if _is_same(one.value, code.value)]
        settled.update(same[:1])
        if same:
            result[same[0]] = _confirmed(result[same[0]], code.value)
        else:
            left.append(code)
    for code in left:
        open_ = {index: _price(result[index], code, reading) for index in range(len(printed))}
        best = min(open_.keys() - settled, key=lambda index: open_[index], default=-1)
        if best >= 0 and open_[best] <= _SMALL:
            settled.add(best)
            result[best] = _mended(result[best], code.value)
        elif not (isinstance(code.value, Address) and _has_its_numbers(code.value, printed)):
            doubtful = best >= 0 and _cannot_tell(result[best], code, reading)
            result.append(_doubted(alone(code)) if doubtful else alone(code))
            if doubtful:
                result[best] = _doubted(result[best])
    unsaid = [one for index, one in enumerate(printed) if index not in settled]
    return [
        _doubted(one) if index >= len(printed) and _contradicts(one.value, unsaid) else one
        for index, one in enumerate(result)
    ]


def confirmed(printed: Candidate, code: Candidate, reading: Lines) -> Candidate:
    """Return the printed value of a field that holds one, with what the code says about it."""
    if _is_same(printed.value, code.value):
        return _confirmed(printed, code.value)
    if _price(printed, code, reading) <= _SMALL:
        return _mended(printed, code.value)
    return _doubted(printed)


def _is_same(a: Value, b: Value) -> bool:
    """Tell whether two values mean the same; a number's extension may be left out, and accents."""
    if isinstance(a, Phone) and isinstance(b, Phone):
        return a.value == b.value and (a.extension == b.extension or "" in (a.extension, b.extension))
    if isinstance(a, PersonName) and isinstance(b, PersonName):
        return sorted(fold(identity(a)).split()) == sorted(fold(identity(b)).split())
    if isinstance(a, Address) and isinstance(b, Address):
        return fuzz.token_sort_ratio(identity(a), identity(b)) >= _ALIKE and _numbers(a) == _numbers(b)
    return identity(a) == identity(b) or (isinstance(a, str) and fold(identity(a)) == fold(identity(b)))


def _confirmed(printed: Candidate, said: Value) -> Candidate:
    """Return the printed candidate, sure, and with what else the code says of the same value."""
    value = printed.value
    if isinstance(value, Phone) and isinstance(said, Phone):
        labelled = sum(span.end - span.start for span in printed.spans) > len(printed.raw) + 1
        kind = value.type if labelled or value.type != "work" else said.type
        value = replace(value, extension=value.extension or said.extension, type=kind)
    elif isinstance(value, str | PersonName) and identity(value) != identity(said):
        # readers lose accents, and so do people who fill in codes: nobody adds one
        value = max((value, said), key=lambda one: sum(not sign.isascii() for sign in identity(one)))
    value = _with_asides(value, printed.value)
    return replace(printed, value=value, confidence=max(printed.confidence, _CONFIRMED))


def _mended(printed: Candidate, said: Value) -> Candidate:
    """Return the printed candidate with the code's value, which has no reading errors."""
    value = said
    if isinstance(printed.value, Phone) and isinstance(said, Phone):
        extension = said.extension or printed.value.extension
        value = replace(printed.value, value=said.value, extension=extension)
    if isinstance(printed.value, Address):
        value = printed.value
    value = _with_asides(value, printed.value)
    return replace(printed, value=value, confidence=max(printed.confidence, _ALONE))


def _with_asides(value: Value, printed: Value) -> Value:
    """Return a name with the nickname and the pronouns that are printed: codes seldom say these."""
    if not (isinstance(value, PersonName) and isinstance(printed, PersonName)):
        return value
    nickname, pronouns = value.nickname or printed.nickname, value.pronouns or printed.pronouns
    return replace(value, nickname=nickname, pronouns=pronouns)


def _doubted(candidate: Candidate) -> Candidate:
    return replace(candidate, confidence=min(candidate.confidence, _CONFLICT))


def _contradicts(said: Value, unsaid: Sequence[Candidate]) -> bool:
    """Tell whether a code says one number or e-mail where print, which it does not repeat, says another."""
    for one in unsaid:
        if isinstance(said, Email) and isinstance(one.value, Email):
            return True
        if isinstance(said, Phone) and isinstance(one.value, Phone) and said.type == one.value.type:
            return True
    return False


def _cannot_tell(printed: Candidate, code: Candidate, reading: Lines) -> bool:
    """Tell whether two values are so alike that one could be misread, and no picture says which."""
    if any(reading.lines[line].lattice for line in printed.lines):
        return False
    return fuzz.ratio(identity(printed.value), identity(code.value)) >= _ALIKE


def _price(printed: Candidate, code: Candidate, reading: Lines) -> float:
    """Return the nats that it costs to take print for the code's value; inf where that cannot be."""
    if isinstance(code.value, Address) or len(printed.lines) != 1:
        return math.inf
    if not isinstance(code.value, Phone) and _as_misread(printed.value) == _as_misread(code.value):
        return 0.0
    exact = isinstance(code.value, Email | Url | Social)
    lattice = reading.lines[printed.lines[0]].lattice
    counts = _shows if exact else str.isalnum
    return min((price(lattice, form, counts) for form in _forms(printed, code)), default=math.inf)


def _shows(sign: str) -> bool:
    return not sign.isspace()


def _as_misread(value: Value) -> str:
    """Return a value with letters that are taken for one another as one and the same."""
    text = fold(identity(value))
    for shape, taken_for in _MISREAD:
        text = text.replace(shape, taken_for)
    return text


def _forms(printed: Candidate, code: Candidate) -> Iterator[str]:
    """Yield how cards may print what a code says, folded, with nothing that does not count."""
    said, read = code.value, printed.value
    if isinstance(said, Phone) and isinstance(read, Phone) and said.value == read.value:
        return  # only the extension is another: that is another telephone
    if isinstance(said, Phone):
        length = len(re.findall(r"\d", printed.raw))
        yield from (form for form in _numbers_as_printed(said) if abs(len(form) - length) <= 1)
    elif isinstance(said, PersonName):
        given, family = (_letters(part) for part in (said.given, said.family))
        middle = _letters(said.additional)
        yield from dict.fromkeys((given + middle + family, family + given + middle))
    elif isinstance(said, Url):
        yield from (lead + identity(said) for lead in ("", "www.", "http://", "https://"))
    elif isinstance(said, Email | Social):
        yield fold(said.value)
    else:
        yield _letters(identity(said))


def _numbers_as_printed(phone: Phone) -> Iterator[str]:
    """Yield a number's digits with and without a country's code, and with the zero that may follow it."""
    digits = re.sub(r"\D", "", phone.value)
    yield digits
    for code in (1, 2, 3):
        yield from (digits[code:], "0" + digits[code:], f"{digits[:code]}0{digits[code:]}")


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))


def _numbers(address: Address) -> set[str]:
    return set(re.findall(r"\d+", address.formatted))


def _has_its_numbers(address: Address, printed: Sequence[Candidate]) -> bool:
    """Tell whether a printed address has all numbers of this one, or this one all of its."""
    held = [_numbers(one.value) for one in printed if isinstance(one.value, Address)]
    return any(_numbers(address) <= other or other <= _numbers(address) for other in held)
