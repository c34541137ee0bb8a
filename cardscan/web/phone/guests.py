"""Who may send photos: the phones that were let in."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cardscan.model import Event
from cardscan.web.asking import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_STAYS = 12 * 3600.0
"""Seconds after which a phone has to be let in again."""
_MOST = 50
"""Phones at a time; the one that came first has to make way."""
_SENDINGS = 2
"""Requests of one phone with photos, side by side: its page sends one after the other."""
_PHOTOS = 2000
"""Photos of a phone until it has to be let in again."""


@dataclass(slots=True)
class Guest:
    """A phone that was let in."""

    until: float
    event: Event = Event()  # noqa: RUF009 - it is frozen
    """Where the cards of the photos to come were collected."""
    photos: list[tuple[str, str]] = field(default_factory=list)
    """Those that have come: where they were put in the drop folder, and what the phone calls them."""
    sendings: int = 0
    """Requests with photos that are on their way."""

    @property
    def sent(self) -> int:
        """How many photos have come."""
        return len(self.photos)

    @contextmanager
    def sending(self) -> Iterator[None]:
        """Let photos come while the block runs; raises Refused where this phone sends too many."""
        if self.sendings >= _SENDINGS:
            raise Refused("This phone is sending photos already: wait until they have arrived.", 429)
        if self.sent >= _PHOTOS:
            raise Refused(f"{_PHOTOS} photos came from this phone: for more, scan the computer's code.", 429)
        self.sendings += 1
        try:
            yield
        finally:
            self.sendings -= 1


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
