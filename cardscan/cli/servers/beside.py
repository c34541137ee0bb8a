"""A server of its own beside the pages, for others than the browser that they are for."""

from __future__ import annotations

import socket
import threading
from typing import TYPE_CHECKING, Any, TypeAlias

from cardscan.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Callable

    Application: TypeAlias = Callable[..., Any]
    """What uvicorn serves (ASGI)."""

_SOON = 0.02
"""Seconds between looks whether it has started."""
_MOST = 100
"""Connections at a time."""


class Beside:
    """At most one server at a time, on a thread of its own; closed with the block."""

    def __init__(self, port: int) -> None:
        """`port` is tried first, so that the address stays the same; where it is taken, any will do."""
        self._wanted = port
        self._stop: Callable[[], None] | None = None

    @property
    def is_open(self) -> bool:
        """Tell whether it serves."""
        return self._stop is not None

    def open(self, address: str, app_at: Callable[[str], Application]) -> None:
        """Serve the application that `app_at` makes for its own host, as "192.168.1.20:8766".

        Raises OutputError where the address is not this computer's.
        """
        import uvicorn

        from cardscan.cli.servers.timed import GuestProtocol

        self.close()
        listener = _listening(address, self._wanted)
        server = uvicorn.Server(
            uvicorn.Config(
                app_at(f"{address}:{listener.getsockname()[1]}"), http=GuestProtocol, log_level="warning",
                access_log=False, server_header=False, limit_concurrency=_MOST, timeout_graceful_shutdown=5,
            )
        )  # fmt: skip
        thread = threading.Thread(target=server.run, args=([listener],), name=f"server at {address}")

        def stop() -> None:
            server.should_exit = True
            if thread.ident is not None:
                thread.join()
            listener.close()

        self._stop = stop  # first: a Ctrl-C may come at any moment
        thread.start()
        while not server.started and thread.is_alive():
            thread.join(_SOON)

    def close(self) -> None:
        """Serve no more."""
        if self._stop is not None:
            stop, self._stop = self._stop, None
            stop()


def _listening(address: str, wanted: int) -> socket.socket:
    for port in (wanted, 0):
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, port))
            listener.listen()
        except OSError as error:
            listener.close()
            reason = error
        else:
            return listener
    raise OutputError(
        f"{address}: cannot be listened on: {reason.strerror}",
        "name this computer's address in the network with --share ADDRESS",
    ) from reason
