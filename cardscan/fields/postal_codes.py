"""Postal codes: what they look like in each country, and on which side of the town they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_BOX = re.compile(
    r"\b(?:g?p\.?\s?o\.?\s?box|post\s?box|box|postfach|postbus|postboks|bo[iî]te postale|"
    r"b\.?p\.?|c\.?s\.?|pf\.?|apartado(?: postal)?|apdo\.?|"
    r"casilla|caixa postal|cx\.? postal|skr(?:ytka|\.)? poczt\w*\.?|p\.?k\.?)"
    r"[\s:nN°o.]{0,4}\d[\d ]{0,7}\d|\b(?:no|nº|n°|plot|km)[\s.:]{1,2}\d+",
    re.IGNORECASE,
)
"""Numbers that look like postal codes and are none."""


@dataclass(frozen=True, slots=True)
class PostalShape:
    """How one country writes its postal codes."""

    order: str
    """The parts of the last line: "ZC" for the code before the town, "CSZ" for town, state, code."""
    pattern: re.Pattern[str]

    @property
    def before_town(self) -> bool:
        """Tell whether the code stands before the town."""
        return self.order.startswith("Z")


@cache
def shapes() -> Mapping[str, PostalShape]:
    """Return the shape of each country's postal codes, by ISO 3166 code.

    >>> shapes()["DE"].pattern.search("80331 München")[0], shapes()["US"].before_town
    ('80331', False)
    """
    found = {}
    for name in ("postal_codes.txt", "postal_codes_by_hand.txt"):
        text = (files(__package__) / "vocabulary" / name).read_text(encoding="utf-8")
        for line in text.splitlines():
            if not line.startswith("#"):
                country, _, shape = line.partition(": ")
                order, _, pattern = shape.partition(" ")
                whole = re.compile(rf"(?<![\w/])(?<!\d-)(?:{pattern})(?![\w/]|-\w)")
                found[country] = PostalShape(order, whole)
    return found


def find_codes(text: str, country: str) -> Iterator[re.Match[str]]:
    """Yield what looks like a postal code of the country; numbers of boxes and plots do not.

    >>> [match[0] for match in find_codes("P.O. Box 21311, 8001 Zürich", "CH")]
    ['8001']
    """
    shape = shapes().get(country)
    if shape is not None:
        masked = _BOX.sub(lambda box: "#" * len(box[0]), text)
        yield from shape.pattern.finditer(masked)


def clean_code(text: str) -> str:
    """Return a code without the words and signs that only introduce it.

    >>> [clean_code(code) for code in ("CEP: 01310 - 100", "〒100-0001", "D-80331", "S(048619)")]
    ['01310-100', '100-0001', '80331', '048619']
    """
    bare = re.sub(r"^(?:〒|CEP|P\.?C|C\.?P)[\s.:]*", "", text.strip())
    bare = re.sub(r"^NL[- ]{0,2}(?=\d)", "", bare)
    bare = re.sub(r"^(?!L[TV])(?:[A-Z]{1,3}[- ]{1,2}|[A-Z]{2,3}|[A-Z](?=\d{5}))(?=[\d -]{4,}$)", "", bare)
    bare = re.sub(r"^\(?S?\(?(\d{6})\)?$", r"\1", bare)
    return re.sub(r"\s*[-‐–ー−]\s*", "-", bare).strip()
