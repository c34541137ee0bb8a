"""HTTP as uvicorn speaks it, but not for ever: who says nothing or takes nothing is hung up on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio


class TimedProtocol(H11Protocol):
    """A connection that is ended where a request's headers do not come whole in time."""

    header_seconds: ClassVar[float] = 10.0
    """From the first byte, or from the beginning of the connection."""

    _hanging_up: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Go on waiting, unless a request is in hand: how long that takes is the application's affair."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop_waiting()
        elif self._hanging_up is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._hanging_up = self.loop.call_later(self.header_seconds, self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._hanging_up is not None:
            self._hanging_up.cancel()
            self._hanging_up = None


class GuestProtocol(TimedProtocol):
    """A connection from the network: each address has only so many, and must take what it asked for."""

    most: ClassVar[int] = 16
    """Connections of one address; a browser opens six."""
    taking_seconds: ClassVar[float] = 60.0
    """In which some of an answer must be taken."""

    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request, unless there are too many connections of this address."""
        super().connection_made(transport)
        guests = (other for other in self.connections if isinstance(other, GuestProtocol))
        if sum(other.address == self.address for other in guests) > self.most:
            transport.abort()
            # a burst of them is gone only later, and must not count against others until then
            self.connections.discard(self)

    @property
    def address(self) -> str:
        """The other side's, without its port."""
        return self.client[0] if self.client else ""

    def pause_writing(self) -> None:
        """Begin to wait for the other side to take something."""
        super().pause_writing()
        self._stalled = self.loop.call_later(self.taking_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        """Stop waiting."""
        super().resume_writing()
        self._take_up()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._take_up()
        super().connection_lost(exc)

    def _take_up(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None
