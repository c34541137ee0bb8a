"""How often and how long to wait for a server that fails or is busy."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class Patience:
    """Waits that double, each shortened by chance so that clients do not come back all at once."""

    attempts: int = 7
    """How often a request is made in all."""
    first: float = 0.5
    """Seconds; the first wait is at most so long."""
    longest: float = 30.0
    """Seconds; a wait of ours is never longer."""
    longest_asked: float = 300.0
    """Seconds; a server that asks for a longer wait is left alone."""
    connect: float = 10.0
    """Seconds that a connection may take."""
    read: float = 60.0
    """Seconds of silence within an answer."""
    whole: float = 600.0
    """Seconds that one answer may take in all."""
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random

    def pause(self, attempt: int, retry_after: str = "") -> bool:
        """Wait after the failed attempt of that number, from 1; False where there is no sense in it.

        `retry_after` is what the server said (RFC 9110, 10.2.3): seconds or a date.
        """
        asked = seconds_of(retry_after)
        if attempt >= self.attempts or asked > self.longest_asked:
            return False
        most = min(self.longest, self.first * 2 ** (attempt - 1))
        self.sleep(asked + most * (1 + self.chance()) / 2)
        return True


def seconds_of(retry_after: str) -> float:
    """Return the seconds that a Retry-After header asks for; 0 where it says nothing sensible.

    >>> seconds_of("120"), seconds_of("soon"), seconds_of("Thu, 01 Jan 1970 00:00:00 GMT")
    (120.0, 0.0, 0.0)
    """
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return 0.0
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())
