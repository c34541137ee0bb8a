"""vCard 2.1, 3.0 and 4.0 (RFC 6350)."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import vobject.base  # type: ignore[import-untyped]

from cardscan.payload.proposals import (
    accounts,
    addresses,
    cleaned,
    names,
    parts_of,
    phones,
    simple_values,
    texts,
)
from cardscan.vcards.lines import from_quoted_printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardscan.model import Candidate


_NAMES = (
    "BEGIN|END|VERSION|N|FN|NICKNAME|BDAY|ORG|TITLE|ROLE|TEL|EMAIL|URL|ADR|LABEL|NOTE|PHOTO|IMPP|REV|UID"
    "|X-[A-Z-]+"
)
_UNBROKEN = re.compile(rf"[ \t]+(?=(?:item\d+\.)?(?:{_NAMES})[:;])", re.IGNORECASE)
_INDENTED = re.compile(rf"^{_UNBROKEN.pattern}", re.IGNORECASE | re.MULTILINE)


def parse_vcard(text: str, region: str) -> Iterator[Candidate]:
    """Yield what a vCard says, its broken lines left out."""
    lines = tuple(properties(_with_lines(text)))
    first = {name: value for name, _, value in reversed(lines)}
    yield from names(parts_of(first.get("N", "")), cleaned(first.get("FN", "")), "qr-vcard")
    for name, words, value in lines:
        if name == "ORG":
            company, *units = parts_of(value)
            yield from texts("organization", company, "qr-vcard")
            yield from texts("department", ", ".join(filter(None, units)), "qr-vcard")
        elif name == "ADR":
            yield from addresses(parts_of(value), "qr-vcard")
        elif name == "TEL":
            yield from phones(cleaned(value), words, region, "qr-vcard")
        elif name in ("IMPP", "X-SOCIALPROFILE"):
            yield from accounts(cleaned(value), words, "qr-vcard")
        else:
            yield from simple_values(name, cleaned(value), "qr-vcard")


def _with_lines(text: str) -> str:
    """Return a code's vCard with each property on its own line, as not all programs put them.

    Some indent them like the pages of their programs, so that each looks folded; some write all in a line.

    >>> _with_lines("BEGIN:VCARD FN:Anna Weber TEL;TYPE=CELL:+4917 END:VCARD").splitlines()
    ['BEGIN:VCARD', 'FN:Anna Weber', 'TEL;TYPE=CELL:+4917', 'END:VCARD']
    """
    return _INDENTED.sub("", text) if "\n" in text or "\r" in text else _UNBROKEN.sub("\n", text)


def properties(text: str) -> Iterator[tuple[str, set[str], str]]:
    """Yield each property's name, the words of its TYPE or without a key, and its value with its escapes.

    vobject unfolds the lines; its pattern for one line takes time that doubles with every
    parameter, which a code could use to stop the program.
    """
    for line, _ in vobject.base.getLogicalLines(io.StringIO(text)):
        parts = re.match(r'((?:[^:"]|"[^"]*")*+):(.*)', line, re.DOTALL)
        if not parts:
            continue
        name, *parameters = parts[1].upper().split(";")
        keyed = {key: word for key, _, word in (parameter.partition("=") for parameter in parameters)}
        words = {
            word.strip('" ')
            for parameter in parameters
            for word in parameter.removeprefix("TYPE=").split(",")
        }
        value = parts[2]
        if words & {"QUOTED-PRINTABLE", "ENCODING=QUOTED-PRINTABLE"}:
            value = from_quoted_printable(value, keyed.get("CHARSET", ""))
        yield name.rpartition(".")[2], {word for word in words if "=" not in word}, value
