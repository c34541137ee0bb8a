"""Invented telephone numbers, valid by their country's plan, printed in many ways."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

if TYPE_CHECKING:
    import random

    from cardscan.model import PhoneType

RESERVED: Final = {
    ("US", "work"): "21255501##", ("US", "cell"): "21255501##", ("CA", "work"): "41655501##",
    ("CA", "cell"): "41655501##", ("FR", "work"): "19900####", ("AU", "work"): "255501###",
    ("AU", "cell"): "491570###",
}  # fmt: skip
"""Number ranges that national regulators keep for fiction, without country code."""


def number(
    rng: random.Random, region: str, kind: PhoneType, *, publishable: bool
) -> phonenumbers.PhoneNumber:
    """Return an invented valid number.

    `publishable` takes it from ranges kept for fiction, or beside the numbering plan's own example.
    """
    wanted = PhoneNumberType.MOBILE if kind == "cell" else PhoneNumberType.FIXED_LINE
    example = phonenumbers.example_number_for_type(region, wanted)
    example = example or phonenumbers.example_number(region) or phonenumbers.PhoneNumber()
    digits = phonenumbers.national_significant_number(example)
    shape = RESERVED.get((region, "cell" if kind == "cell" else "work"), digits[:-2] + "##")
    if not publishable:
        keep = rng.choice((1, 2, 2, 3))
        shape = digits[:keep] + "#" * (len(digits) - keep)
    for attempt in range(200):
        # The plan may leave out much of a wide shape: keep more of the example with each failure.
        kept = shape if publishable else digits[: attempt // 20] + shape[attempt // 20 :]
        filled = re.sub("#", lambda _: rng.choice("0123456789"), kept)
        code = phonenumbers.country_code_for_region(region)
        zero = bool(example.italian_leading_zero)
        lead = len(filled) - len(filled.lstrip("0"))
        made = phonenumbers.PhoneNumber(
            country_code=code,
            national_number=int(filled),
            italian_leading_zero=(zero and lead > 0) or None,
        )
        fits = phonenumbers.number_type(made) in (wanted, PhoneNumberType.FIXED_LINE_OR_MOBILE)
        if fits and phonenumbers.region_code_for_number(made) == region:
            return made
    return example


def e164(made: phonenumbers.PhoneNumber) -> str:
    """Return the number as +49301234567."""
    return phonenumbers.format_number(made, PhoneNumberFormat.E164)


def print_number(rng: random.Random, made: phonenumbers.PhoneNumber, style: random.Random) -> str:
    """Return the number as a card may print it; `style`, equally seeded, keeps one card's numbers alike."""
    region = phonenumbers.region_code_for_number(made)
    international = style.random() < 0.62
    if not international:
        text = phonenumbers.format_number(made, PhoneNumberFormat.NATIONAL)
        return _restyle(text, style)
    text = phonenumbers.format_number(made, PhoneNumberFormat.INTERNATIONAL)
    code, _, rest = text.partition(" ")
    kind = style.random()
    trunk = phonenumbers.ndd_prefix_for_region(region or "US", strip_non_digits=True) or ""
    if kind < 0.16 and trunk == "0":
        code, rest = code + rng.choice((" ", " ", "")) + "(0)", rest
    elif kind < 0.24:
        code = "00" + code[1:]
    elif kind < 0.3:
        code = f"({code})"
    elif kind < 0.34:
        code = code[1:]
    elif kind < 0.38:
        code = code[0] + " " + code[1:]
    joint = rng.choice(("-", ".", "")) if style.random() < 0.1 else " "
    return code + joint + _restyle(rest, style)


def _restyle(text: str, style: random.Random) -> str:
    kind = style.random()
    if kind < 0.5:
        return text
    if kind < 0.6:
        return re.sub(r"[ )-]+", ".", text.replace("(", ""))
    if kind < 0.68:
        return re.sub(r"[ ]+", "-", text.replace("(", "").replace(")", ""))
    if kind < 0.76:
        return re.sub(r"[ -]", "", text)
    if kind < 0.84:
        return re.sub(r"^([0-9]+)[ -]", r"(\1) ", text)
    if kind < 0.92:
        return re.sub(r"^([0-9]+)[ -]", r"\1" + style.choice((" / ", "/", " - ", "-")), text)
    digits = re.sub(r"\D", "", text)
    size = style.choice((2, 3, 4))
    groups = [digits[at : at + size] for at in range(0, len(digits), size)]
    if len(groups[-1]) == 1:  # nobody leaves a last digit alone
        groups[-2:] = [groups[-2] + groups[-1]]
    return " ".join(groups)
