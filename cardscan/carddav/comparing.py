"""Whether two vCards say the same, however they are written, and where they differ."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from cardscan.contact_fields import DETAILS
from cardscan.dav.answers import printable
from cardscan.dav.outcomes import Difference
from cardscan.vcards.lines import plain_text, unescaped
from cardscan.vcards.meaning import BULKY, facts_of, facts_together, without_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cardscan.vcards.lines import ContentLine
    from cardscan.vcards.meaning import Fact, Said

_LABELS = {
    "N": "name in parts",
    "FN": "name",
    "ORG": "company",
    "TEL": "phone",
    "EMAIL": "e-mail",
    "ADR": "address",
    "BDAY": "birthday",
    "CATEGORIES": "labels",
    "NICKNAME": "other name",
    "PRONOUNS": "pronouns",
    **{field.vcard[0]: field.label.lower() for field in DETAILS if field.vcard},
}


def digest(lines: Iterable[ContentLine]) -> str:
    """Return what vCards that say the same have in common, in hexadecimal."""
    listed = sorted(fact.said for fact in facts_of(lines))
    return sha256(repr(listed).encode(errors="backslashreplace")).hexdigest()


def same(one: Sequence[ContentLine], other: Sequence[ContentLine]) -> bool:
    r"""Tell whether two vCards say the same.

    >>> from cardscan.vcards.lines import lines_of
    >>> here = b"BEGIN:VCARD\r\nFN:Anna\\, Weber\r\nTEL;TYPE=work,fax:1\r\nEND:VCARD\r\n"
    >>> there = b"BEGIN:VCARD\nREV:2026\ntel;TYPE=FAX;TYPE=WORK:1\nFN:Anna, Weber\nEND:VCARD"
    >>> same(lines_of(here), lines_of(there))
    True
    """
    here, there = _said(one, other)
    return here == there


def in_common(ours: Sequence[ContentLine], theirs: Sequence[ContentLine]) -> str:
    """Return what both say, as the text of a vCard with digests in the place of pictures."""
    here, there = facts_together(ours, theirs)
    said = {fact.said for fact in here}
    lines = [line for fact in there if fact.said in said for line in fact.lines]
    return plain_text(map(without_data, lines))


def differences(ours: Sequence[ContentLine], theirs: Sequence[ContentLine]) -> tuple[Difference, ...]:
    """Return what only one of the two cards says, field by field, fit for a terminal."""
    here, there = _said(ours, theirs)
    lines = {fact.said: fact for facts in facts_together(ours, theirs) for fact in facts}
    only_here, only_there = here - there, there - here
    names = dict.fromkeys(name for name, *_ in (*only_here, *only_there))
    return tuple(
        Difference(
            _LABELS.get(name, printable(name.lower(), 40)),
            tuple(_told(lines[said]) for said in only_here if said[0] == name),
            tuple(_told(lines[said]) for said in only_there if said[0] == name),
        )
        for name in names
    )


def _said(one: Sequence[ContentLine], other: Sequence[ContentLine]) -> tuple[Counter[Said], Counter[Said]]:
    here, there = (Counter(fact.said for fact in facts) for facts in facts_together(one, other))
    return here, there


def _told(fact: Fact) -> str:
    if fact.name in BULKY:
        return "a picture" if fact.name == "PHOTO" else "some data"
    value = unescaped(fact.lines[0].value).strip()
    return printable(f"{value} ({', '.join(fact.kinds).lower()})" if fact.kinds else value)
