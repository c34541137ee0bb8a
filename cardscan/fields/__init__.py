"""Find what each text on a card is: from lines to candidates, one module a kind of field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.fields.chance.calibration import shipped_calibration
from cardscan.fields.chance.propose import propose, weighed
from cardscan.fields.context.assign import assign, shipped_model
from cardscan.fields.mending.choosing import ranked
from cardscan.fields.mending.lines import mended
from cardscan.fields.mending.marks import without_marks
from cardscan.fields.telephone.coded import in_country
from cardscan.fields.understanding import understood

__all__ = ["extract", "mended", "proposals", "ranked", "understood", "without_marks"]

if TYPE_CHECKING:
    from cardscan.fields.chance.calibration import Calibration
    from cardscan.model import Candidate, Lines


def extract(reading: Lines, *, region: str = "", codes: tuple[Candidate, ...] = ()) -> tuple[Candidate, ...]:
    """Return every proposal for the fields of a card, in reading order.

    `region` is the ISO 3166 alpha-2 code of the country to assume where the card
    says nothing, or ""; `codes` are the proposals that its QR codes made, which are
    passed on, national numbers as those of the card's country.
    """
    return proposals(reading, shipped_calibration(), region=region, codes=codes)


def proposals(
    reading: Lines, calibration: Calibration, *, region: str = "", codes: tuple[Candidate, ...] = ()
) -> tuple[Candidate, ...]:
    """Return the same with the chances of another calibration than the one that comes with the program."""
    known = understood(reading, region=region, codes=codes)
    segments = assign(known.blocks, known.witnesses, shipped_model())
    return (
        *weighed(segments, known, calibration),
        *propose(segments, known, calibration),
        *in_country(codes, known.country),
    )
