"""Find what each text on a card is: from lines to candidates, one module a kind of field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.fields.assign import assign, shipped_model
from cardscan.fields.blocks import split
from cardscan.fields.deterministic import deterministic
from cardscan.fields.propose import propose, shipped_calibration

if TYPE_CHECKING:
    from cardscan.model import Candidate, Lines


def extract(reading: Lines, *, region: str = "", codes: tuple[Candidate, ...] = ()) -> tuple[Candidate, ...]:
    """Return every proposal for the fields of a card, in reading order.

    `region` is the ISO 3166 alpha-2 code of the country to assume where the card
    says nothing, or ""; `codes` are the proposals that its QR codes made, which are
    passed on as they are.
    """
    found = deterministic(reading, region)
    blocks = split(reading, found)
    segments = assign(blocks, (*found, *codes), shipped_model())
    return (*found, *propose(segments, (*found, *codes), shipped_calibration(), region), *codes)
