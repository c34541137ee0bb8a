"""A token that lets one browser in: good once and for a while, and followed by another."""

from __future__ import annotations

import hmac
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Invitation:
    """A token that is good once; `announce` is told each new one, for the terminal."""

    def __init__(
        self, announce: Callable[[str], None], clock: Callable[[], float], *, good_for: float
    ) -> None:
        """`good_for` is how many seconds of the clock a token may wait until it is used."""
        self._announce = announce
        self._clock = clock
        self._good_for = good_for
        self._token = ""
        self._until = 0.0

    def renew(self) -> None:
        """Make a new token; the one before is worth nothing any more."""
        self._token = secrets.token_urlsafe(24)
        self._until = self._clock() + self._good_for
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
