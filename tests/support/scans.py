"""Scans to compare."""

from collections.abc import Iterable
from dataclasses import replace

from cardscan.model import CardScan


def timeless(scans: Iterable[CardScan]) -> tuple[CardScan, ...]:
    """Return the scans without the time they took."""
    return tuple(replace(scan, elapsed={}) for scan in scans)
