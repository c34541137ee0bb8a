"""E-mails, websites and phones in the order in which they help one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.fields.emails import emails

if TYPE_CHECKING:
    from cardscan.model import Candidate, Lines


def deterministic(reading: Lines, region: str = "") -> tuple[Candidate, ...]:
    """Return the e-mails, urls, accounts and phones on a card."""
    return emails(reading)
