"""When two values, one from each side of a card, say the same thing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from cardscan.model import Address, Email, Phone, Social, Url
from cardscan.text import fold

if TYPE_CHECKING:
    from cardscan.model import Value

_MISREAD = 85.0
"""From this likeness on (0 to 100), a longer word is another's misreading."""
_LONGER = 5
"""Letters of such a word; of a shorter one, each letter counts."""
_TAIL = 7
"""Digits of a number: the shortest numbers of countries without area codes have as many."""
_REMEMBERED = 4096
_START = 4
"""Letters from which the start of a company run together is the company."""


def squashed(text: str) -> str:
    """Return the text's letters and digits, without case, accents and spaces."""
    return "".join(words(text))


def words(text: str) -> list[str]:
    """Return the text's words without case and accents.

    >>> words("Café-Müller & Sørensen GMBH")
    ['cafe', 'muller', 'sorensen', 'gmbh']
    """
    return re.findall(r"\w+", fold(text))


def alike(a: Value, b: Value) -> bool:
    """Tell whether two values of one kind mean the same; one may say it more fully.

    >>> alike("Blue Sky", "BLUESKY GmbH"), alike("Anna Weber", "Bernd Koch")
    (True, False)
    >>> alike(Url("https://www.weber.example/"), Url("http://Weber.example"))
    True
    """
    match a, b:
        case Phone(), Phone():
            return _number(a) == _number(b) or (
                a.extension == b.extension and is_same_number(a.value, b.value)
            )
        case Email(), Email():
            return a.value.casefold() == b.value.casefold()
        case Url(), Url():
            return _place(a) == _place(b)
        case Social(), Social():
            return (a.service, _account(a)) == (b.service, _account(b))
        case Address(), Address():
            return _same_address(words(_text(a)), words(_text(b)))
        case str(), str():
            return _same_text(a, b)
    return False


def tail(number: str) -> str:
    """Return the last digits of a number, which it has with and without its country.

    >>> tail("+49 30 1234567") == tail("030/1234567")
    True
    """
    return re.sub(r"\D", "", number)[-_TAIL:] or number


@lru_cache(maxsize=_REMEMBERED)
def is_same_number(a: str, b: str) -> bool:
    """Tell whether one of two numbers is the other without its country, as it is dialled there.

    >>> is_same_number("+442079460018", "020 7946 0018"), is_same_number("+442079460018", "+442079460018")
    (True, False)
    """
    whole, national = sorted((a, b), key=lambda number: not number.startswith("+"))
    if national.startswith("+") or not whole.startswith("+") or tail(whole) != tail(national):
        return False
    import phonenumbers  # here, since few numbers come so far

    try:
        number = phonenumbers.parse(whole)
        home = phonenumbers.region_code_for_number(number)
        other = phonenumbers.parse(national, home) if home else None
    except phonenumbers.NumberParseException:
        return False
    return other is not None and (number.country_code, number.national_number) == (
        other.country_code,
        other.national_number,
    )


def says_more(a: Value, b: Value) -> bool:
    """Tell whether `a` says more than `b`, which means the same."""
    match a, b:
        case Phone(), Phone():
            if (whole := a.value.startswith("+")) != b.value.startswith("+"):
                return whole
            return b.type == "work" != a.type  # what a number without a label is taken for
        case Address(), Address():
            return len(squashed(_text(a))) > len(squashed(_text(b)))
        case str(), str():
            return len(squashed(a)) > len(squashed(b))
    return False


def _number(phone: Phone) -> tuple[str, str]:
    return re.sub(r"[\s().,/-]", "", phone.value.casefold()) or phone.value, phone.extension


def _place(url: Url) -> tuple[str, str]:
    """Return the host, and the path with its query."""
    _, _, rest = url.value.rpartition("://")
    parts = re.fullmatch(r"([^/?#]*)/?(.*?)/?", rest, re.DOTALL)
    host, path = parts.groups() if parts else (rest, "")
    return host.casefold().removeprefix("www."), path


def _account(social: Social) -> str:
    return re.sub(r"^https?://(www\.)?|^@|/$", "", social.value.casefold())


def _text(address: Address) -> str:
    parts = (address.street, address.postal_code, address.locality, address.region, address.country)
    return address.formatted or ", ".join(part for part in parts if part)


def _same_text(a: str, b: str) -> bool:
    first, second = sorted((words(a), words(b)), key=lambda text: len("".join(text)))
    if not first:
        return a == b
    short, long = "".join(first), "".join(second)
    return {*first} <= {*second} or short == long or (len(short) >= _START and long.startswith(short))


def _same_address(a: list[str], b: list[str]) -> bool:
    """Tell whether the one has every word of the other; of numbers and short words, the very same.

    "Rua A 10" and "Rua B 10" look alike to any measure of likeness and are two offices.
    """
    fewer, more = sorted((a, b), key=len)
    return bool(fewer or not more) and all(any(_same_word(x, y) for y in more) for x in fewer)


def _same_word(a: str, b: str) -> bool:
    if a == b or not (a.isalpha() and b.isalpha() and (a + b).isascii()):
        return a == b
    short, long = sorted((a, b), key=len)
    if len(short) >= 2 and long.startswith(short):  # Str., Av., Ave.
        return True
    return len(short) >= _LONGER and fuzz.ratio(a, b) >= _MISREAD
