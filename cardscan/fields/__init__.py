"""Find what each text on a card is: from lines to candidates, one module a kind of field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.fields.chance.calibration import shipped_calibration
from cardscan.fields.chance.propose import propose, weighed
from cardscan.fields.context.assign import assign, shipped_model
from cardscan.fields.country import region_votes
from cardscan.fields.layout.blocks import split
from cardscan.fields.mending.lines import mended
from cardscan.fields.online.crosscheck import crosschecked
from cardscan.fields.online.emails import emails
from cardscan.fields.online.urls import urls
from cardscan.fields.telephone.phones import phones

__all__ = ["extract", "found_by_form", "mended", "proposals"]

if TYPE_CHECKING:
    from cardscan.fields.chance.calibration import Calibration
    from cardscan.model import Candidate, Lines


def extract(reading: Lines, *, region: str = "", codes: tuple[Candidate, ...] = ()) -> tuple[Candidate, ...]:
    """Return every proposal for the fields of a card, in reading order.

    `region` is the ISO 3166 alpha-2 code of the country to assume where the card
    says nothing, or ""; `codes` are the proposals that its QR codes made, which are
    passed on as they are.
    """
    return proposals(reading, shipped_calibration(), region=region, codes=codes)


def proposals(
    reading: Lines, calibration: Calibration, *, region: str = "", codes: tuple[Candidate, ...] = ()
) -> tuple[Candidate, ...]:
    """Return the same with the chances of another calibration than the one that comes with the program."""
    found, country = found_by_form(reading, region)
    told = (*found, *codes)
    segments = assign(split(reading, found), told, shipped_model())
    proposed = propose(segments, told, reading, calibration, country)
    return (*weighed(found, segments, reading, calibration, country), *proposed, *codes)


def found_by_form(reading: Lines, region: str = "") -> tuple[tuple[Candidate, ...], str]:
    """Return the fields known by their form, and the country that the card seems to be from, or "".

    They help one another in this order: e-mails, websites, the country, telephone numbers.
    """
    found = emails(reading)
    found = crosschecked(reading, (*found, *urls(reading, found)))
    votes = region_votes(reading, found, region)
    taken = [span for candidate in found for span in candidate.spans]
    return (*found, *phones(reading, votes, taken)), votes[0][0] if votes else region
