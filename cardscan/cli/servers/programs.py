"""Other programs let in, on this computer or from the network: served as long as there is a key."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Self

from cardscan.cli.servers.beside import Beside
from cardscan.cli.servers.phones import network_address
from cardscan.web.around.keys import Access, access_file, load, save

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor
    from pathlib import Path
    from types import TracebackType

    from cardscan.cli.servers.beside import Application
    from cardscan.inbox import Board
    from cardscan.settings import Settings

_HERE = "127.0.0.1"


class Programs:
    """The keys of a book, and the servers that take them; closed with the block."""

    def __init__(
        self,
        book: Path,
        board: Board,
        readers: Executor,
        settings: Callable[[], Settings],
        *,
        port: int = 0,
        network: str = "auto",
    ) -> None:
        """`network` is this computer's address in the network, "auto" to look for it."""
        self._book = book
        self._board = board
        self._readers = readers
        self._settings = settings
        self._network = network
        self._file = access_file(book)
        self._changing = threading.Lock()
        self._here, self._there = Beside(port), Beside(port)
        self._hosts: dict[Beside, str] = {}
        self.access = Access()

    @property
    def addresses(self) -> Sequence[str]:
        """Where programs may ask; none while nobody is let in."""
        return [f"http://{host}" for server, host in self._hosts.items() if server.is_open]

    def begin(self) -> None:
        """Let those in that have keys from before.

        Raises BadInputError where the file of the keys is damaged, OutputError where nothing can be served.
        """
        self._let(load(self._file))

    def make_key(self, name: str) -> str:
        """Let a program in; return its key, which nobody can be told a second time."""
        with self._changing:
            access, key = self.access.with_key(name)
            save(access, self._file)
            self._let(access)
        return key

    def remove_key(self, digest: str) -> None:
        """Let the program of this key in no more."""
        with self._changing:
            self._change(self.access.without(digest))

    def allow_network(self, *, allowed: bool) -> None:
        """Let programs on other computers ask, or no more."""
        with self._changing:
            self._change(replace(self.access, network=allowed))

    def close(self) -> None:
        """Let nobody in any more, until the next start."""
        self._here.close()
        self._there.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _change(self, access: Access) -> None:
        save(access, self._file)
        self._let(access)

    def _let(self, access: Access) -> None:
        """Serve those who are let in, where they are; what is served already goes on."""
        self.access = access
        wanted = {self._here: bool(access.keys), self._there: bool(access.keys) and access.network}
        for server, is_wanted in wanted.items():
            if not is_wanted:
                server.close()
            elif not server.is_open:
                address = _HERE if server is self._here else network_address(self._network)
                server.open(address, partial(self._app, server))

    def _app(self, server: Beside, host: str) -> Application:
        from cardscan.web.programs.api import build_api

        self._hosts[server] = host
        return build_api(self._book, self._board, lambda: self.access, self._readers, self._settings)
