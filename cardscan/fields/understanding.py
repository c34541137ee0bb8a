"""What several steps ask of a reading, worked out once and handed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.fields.context.witnesses import Witnesses, witnesses_of
from cardscan.fields.country import region_votes
from cardscan.fields.layout.blocks import split
from cardscan.fields.layout.rows import sheet_of
from cardscan.fields.online.crosscheck import crosschecked
from cardscan.fields.online.emails import emails
from cardscan.fields.online.urls import urls
from cardscan.fields.telephone.numbers import numbers
from cardscan.fields.telephone.phones import phones

if TYPE_CHECKING:
    from cardscan.fields.layout.blocks import Block
    from cardscan.model import Candidate, Lines


_NONE = Witnesses()


@dataclass(frozen=True, slots=True)
class Understood:
    """A reading with all that is known of it before its open blocks are told apart."""

    reading: Lines
    found: tuple[Candidate, ...] = ()
    """What its form gives away: e-mails, websites, accounts, telephone numbers, in this order."""
    country: str = ""
    """Where the card seems to be from (ISO 3166 alpha-2), or ""."""
    blocks: tuple[Block, ...] = ()
    """In reading order."""
    witnesses: Witnesses = _NONE

    @property
    def written(self) -> frozenset[int]:
        """The indices of the lines that run aslant, as handwriting does."""
        return frozenset(block.span.line for block in self.blocks if block.aslant)


def understood(reading: Lines, *, region: str = "", codes: tuple[Candidate, ...] = ()) -> Understood:
    """Return what is known of a mended reading.

    `region` is the country to assume where the card says nothing, or ""; `codes` are the
    proposals of its QR codes, which are witnesses too. The finders help one another in
    this order: e-mails, websites, the country, telephone numbers.
    """
    sheet = sheet_of(reading)
    mails = emails(sheet)
    online = crosschecked(reading, (*mails, *urls(sheet, mails)))
    printed = numbers(sheet, [span for candidate in online for span in candidate.spans])
    votes = region_votes(reading, printed, online, region, codes)
    found = (*online, *phones(printed, reading, votes))
    country = votes[0][0] if votes else region
    return Understood(reading, found, country, split(reading, found), witnesses_of((*found, *codes)))
