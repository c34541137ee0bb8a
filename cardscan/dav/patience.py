"""How often and how long to wait for a server that fails or is busy."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any


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
    headers: float = 120.0
    """Seconds from the beginning of a request until the answer's headers are there."""
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


@dataclass(slots=True)
class Connections:
    """A client's connections, to be hung up on: a time-out of silence never comes where octets drip in."""

    _sockets: list[socket.socket] = field(default_factory=list)

    def seen(self, event: str, info: Mapping[str, Any]) -> None:
        """Note a connection that was made; httpx calls this with all that happens (its extension "trace")."""
        stream = info.get("return_value")
        if event.endswith(("connect_tcp.complete", "connect_unix_socket.complete", "start_tls.complete")):
            self._sockets = [sock for sock in self._sockets if sock.fileno() >= 0]
            self._sockets.append(stream.get_extra_info("socket"))  # type: ignore[union-attr]

    @contextmanager
    def hung_up_after(self, seconds: float) -> Iterator[None]:
        """Hang up if the block takes longer, and raise TimeoutError."""
        late = threading.Event()

        def hang_up() -> None:
            late.set()
            for sock in self._sockets:
                with suppress(OSError):  # it is closed already
                    socket.socket.shutdown(sock, socket.SHUT_RDWR)  # TLS would stop to say goodbye

        timer = threading.Timer(seconds, hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        except Exception as error:
            if late.is_set():
                raise TimeoutError from error
            raise
        finally:
            timer.cancel()


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
