"""vCard 2.1, 3.0 and 4.0 (RFC 6350)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
from cardscan.vcards.lines import first_values, lines_of

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
    lines = lines_of(_with_lines(text))
    first = first_values(lines)
    yield from names(parts_of(first.get("N", "")), cleaned(first.get("FN", "")), "qr-vcard")
    for line in lines:
        if line.name == "ORG":
            company, *units = parts_of(line.value)
            yield from texts("organization", company, "qr-vcard")
            yield from texts("department", ", ".join(filter(None, units)), "qr-vcard")
        elif line.name == "ADR":
            yield from addresses(parts_of(line.value), "qr-vcard")
        elif line.name == "TEL":
            yield from phones(cleaned(line.value), line.types, region, "qr-vcard")
        elif line.name in ("IMPP", "X-SOCIALPROFILE"):
            yield from accounts(cleaned(line.value), line.types, "qr-vcard")
        else:
            yield from simple_values(line.name, cleaned(line.value), "qr-vcard")


def _with_lines(text: str) -> str:
    """Return a code's vCard with each property on its own line, as not all programs put them.

    Some indent them like the pages of their programs, so that each looks folded; some write all in a line.

    >>> _with_lines("BEGIN:VCARD FN:Anna Weber TEL;TYPE=CELL:+4917 END:VCARD").splitlines()
    ['BEGIN:VCARD', 'FN:Anna Weber', 'TEL;TYPE=CELL:+4917', 'END:VCARD']
    """
    return _INDENTED.sub("", text) if "\n" in text or "\r" in text else _UNBROKEN.sub("\n", text)
