"""Who may send photos: a token that lets one phone in, once and for a while, and the phones that came."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan.model import Event

if TYPE_CHECKING:
    from collections.abc import Callable

_GOOD_FOR = 15 * 60.0
"""Seconds in which a token must be used."""
_STAYS = 12 * 3600.0
"""Seconds after which a phone has to be let in again."""
_MOST = 50
"""Phones at a time; the one that came first has to make way."""


class Invitation:
    """A token that is good once; `announce` is told each new one, for the terminal."""

    def __init__(self, announce: Callable[[str], None], clock: Callable[[], float]) -> None:
        self._announce = announce
        self._clock = clock
        self._token = ""
        self._until = 0.0

    def renew(self) -> None:
        """Make a new token; the one before is worth nothing any more."""
        self._token = secrets.token_urlsafe(24)
        self._until = self._clock() + _GOOD_FOR
        self._announce(self._token)

    def accept(self, token: str) -> bool:
        """Tell whether this is the token, in time; it is spent by that, and a new one announced.

        The right token, too late, is refused, and a new one announced as well.
        """
        if not hmac.compare_digest(self._token.encode(), token.encode(errors="replace")):
            return False
        in_time = self._clock() < self._until
        self.renew()
        return in_time


@dataclass(slots=True)
class Guest:
    """A phone that was let in."""

    until: float
    event: Event = Event()  # noqa: RUF009 - it is frozen
    """Where the cards of the photos to come were collected."""
    sent: int = 0


class Guests:
    """The phones that were let in, by their session's cookie."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._guests: dict[str, Guest] = {}

    def admit(self, cookie: str) -> None:
        """Let this session in."""
        self._guests.pop(cookie, None)
        while len(self._guests) >= _MOST:
            del self._guests[next(iter(self._guests))]
        self._guests[cookie] = Guest(self._clock() + _STAYS)

    def find(self, cookie: str) -> Guest | None:
        """Return the guest of this session; None where it was not let in, or too long ago."""
        guest = self._guests.get(cookie)
        return guest if guest is not None and self._clock() < guest.until else None
