"""Days and moments as people type them."""

from __future__ import annotations

from datetime import UTC, datetime

from cardscan.errors import UsageError


def moment(text: str) -> str:
    """Return the day, or the moment, of this place's time as the book writes times.

    Raises UsageError.

    >>> moment("2026-11-20T10:00:00+01:00")
    '2026-11-20T09:00:00Z'
    """
    try:
        found = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"--since {text}: no date", "write it as 2026-11-20") from error
    return f"{found:%Y-%m-%dT%H:%M:%SZ}"
