"""E-mails, websites and phones in the order in which they help one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.fields.crosscheck import crosschecked
from cardscan.fields.emails import emails
from cardscan.fields.phones import phones
from cardscan.fields.region import region_votes
from cardscan.fields.urls import urls

if TYPE_CHECKING:
    from cardscan.model import Candidate, Lines


def deterministic(reading: Lines, region: str = "") -> tuple[Candidate, ...]:
    """Return the e-mails, urls, accounts and phones on a card."""
    found = emails(reading)
    found = crosschecked(reading, (*found, *urls(reading, found)))
    taken = [span for candidate in found for span in candidate.spans]
    return (*found, *phones(reading, region_votes(reading, found, region), taken))
