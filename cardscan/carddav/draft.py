"""A contact as it is to be on a server: its card, and the name under which that lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from cardscan.dav.outcomes import PushOutcome
from cardscan.export import ExportOptions
from cardscan.export.formats.vcard import vcard
from cardscan.vcards.lines import lines_of
from cardscan.vcards.meaning import uid_of

if TYPE_CHECKING:
    from cardscan.book import Entry
    from cardscan.dav.outcomes import PushVerdict
    from cardscan.export import Version
    from cardscan.model import CardScan
    from cardscan.vcards.lines import ContentLine

_PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


@dataclass(frozen=True, slots=True)
class Draft:
    """A contact as the book has it."""

    entry: Entry
    scan: CardScan

    @property
    def uid(self) -> str:
        """What the book knows it by."""
        return self.entry.uid

    @property
    def uids(self) -> frozenset[str]:
        """What its card may be known by on a server: the book's uid, or that of the vCard it came with."""
        return frozenset({self.uid.removeprefix("urn:uuid:"), uid_of(self.lines("3.0"))})

    def lines(self, version: Version) -> tuple[ContentLine, ...]:
        """Return its card."""
        revised = datetime.fromisoformat(self.entry.changed)
        return lines_of(vcard(self.scan, ExportOptions(revised=revised, version=version)))

    def is_of(self, card: bytes) -> bool:
        """Tell whether the server's card is the same person's by its UID."""
        return uid_of(lines_of(card)) in self.uids

    def outcome(self, verdict: PushVerdict, reason: str = "") -> PushOutcome:
        """Return what became of it."""
        return PushOutcome(self.uid, self.entry.contact.display_name, verdict, reason)


def card_name(uid: str, number: int = 1) -> str:
    """Return the name that a contact's card gets, whatever its uid holds.

    >>> card_name("3f2a-77"), card_name("3f2a-77", 2)
    ('3f2a-77.vcf', '3f2a-77.2.vcf')
    >>> card_name("../ÄB")
    '8efb9b6301170817596fdeb91991e01b.vcf'
    """
    plain = (
        uid if _PLAIN_NAME.fullmatch(uid) else sha256(uid.encode(errors="backslashreplace")).hexdigest()[:32]
    )
    return f"{plain}.vcf" if number == 1 else f"{plain}.{number}.vcf"
