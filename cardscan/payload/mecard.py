"""MECARD, MEBKM and MATMSG of NTT DOCOMO, and BIZCARD, which is written like them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan.payload.proposals import (
    addresses,
    cleaned,
    emails,
    names,
    parts_of,
    phones,
    simple_values,
    urls,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.model import Candidate


def parse_mecard(text: str, region: str) -> Iterator[Candidate]:
    """Yield what a MECARD says."""
    for key, value in _mecard_fields(text):
        plain = cleaned(value)
        if key == "N":
            yield from names(parts_of(value, ","), "", "qr-mecard")
        elif key in ("TEL", "TEL-AV"):
            yield from phones(plain, set(), region, "qr-mecard")
        elif key == "ADR":
            parts = parts_of(value, ",")
            yield from addresses(parts if len(parts) == 7 else [plain], "qr-mecard")
        else:
            yield from simple_values(key, plain, "qr-mecard")


def bizcard(text: str, region: str) -> Iterator[Candidate]:
    """Yield what a BIZCARD says."""
    fields = dict(_mecard_fields(text))
    given, family = cleaned(fields.get("N", "")), cleaned(fields.get("X", ""))
    yield from names([family, given], f"{given} {family}".strip(), "qr-bizcard")
    for key, kind in (("T", "TITLE"), ("C", "ORG"), ("E", "EMAIL")):
        yield from simple_values(kind, cleaned(fields.get(key, "")), "qr-bizcard")
    for key, word in (("B", "WORK"), ("M", "CELL"), ("F", "FAX")):
        yield from phones(cleaned(fields.get(key, "")), {word}, region, "qr-bizcard")
    yield from addresses([cleaned(fields.get("A", ""))], "qr-bizcard")


def bookmark(text: str, region: str) -> Iterator[Candidate]:
    """Yield the website that a MEBKM bookmark holds."""
    yield from urls(cleaned(dict(_mecard_fields(text)).get("URL", "")), "qr-url")


def mail_message(text: str, region: str) -> Iterator[Candidate]:
    """Yield the address that a MATMSG message goes to."""
    yield from emails(cleaned(dict(_mecard_fields(text)).get("TO", "")), "qr-matmsg")


def _mecard_fields(text: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"(?<!\\);", text.partition(":")[2]):
        key, _, value = part.strip().partition(":")
        if value:
            yield key.upper(), value
