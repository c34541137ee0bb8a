"""Photos from phones: the camera's page on a server that knows nothing of the book, and its code."""

from __future__ import annotations

import io
import ipaddress
import socket
import sys
from typing import TYPE_CHECKING, Self

from cardscan.cli.servers.beside import Beside
from cardscan.errors import UsageError

if TYPE_CHECKING:
    import argparse
    from types import TracebackType

    from cardscan.cli.servers.beside import Application
    from cardscan.inbox import Board

_ELSEWHERE = ("192.0.2.1", 9)
"""An address kept for documentation: nothing is sent there, only the way to it is looked up."""


def add_sharing(parser: argparse.ArgumentParser) -> None:
    """Let a command take --share and --inbox."""
    parser.add_argument(
        "--share",
        nargs="?",
        const="auto",
        default="",
        metavar="ADDRESS",
        help="let phones in this network send photos of cards from the start, by a code that is shown here; "
        "ADDRESS is this computer's in that network, where it has several",
    )
    parser.add_argument(
        "--inbox",
        default="",
        metavar="FOLDER",
        help="read what comes into this drop folder, photos from phones too (default: one beside the book)",
    )


class Phones:
    """The camera's page: closed until it is asked for, and with the block."""

    def __init__(self, board: Board, address: str = "auto", port: int = 0) -> None:
        """`address` is this computer's in the phones' network, "auto" to look for it.

        Photos that a phone could not send are kept in its browser under the address, `port` and all.
        """
        self._board = board
        self._address = address
        self._server = Beside(port)
        self._address_now = ""
        self._host = ""

    @property
    def address(self) -> str:
        """What lets the next phone in; "" while the page is closed."""
        return self._address_now if self._server.is_open else ""

    def open(self) -> None:
        """Let phones come; raises UsageError or OutputError where there is no network for that."""
        if not self._server.is_open:
            self._server.open(network_address(self._address), self._app)

    def close(self) -> None:
        """Let phones come no more."""
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _app(self, host: str) -> Application:
        from cardscan.web.phone.camera import build_camera
        from cardscan.web.security import Guard

        self._host = host
        # a camera that opens an address counts as another site, in some browsers
        return build_camera(self._board, Guard(frozenset({host}), same_site="Lax"), self._announce)

    def _announce(self, token: str) -> None:
        """Show a new token: the address, and its code where a person sees it."""
        self._address_now = address = f"http://{self._host}/join/{token}"
        text = (
            f"cardscan: {address}\ncardscan: lets one phone in, within 15 minutes; then a new one is shown\n"
        )
        code = code_text(address) if sys.stderr.isatty() else ""
        print(code + text, end="", file=sys.stderr, flush=True)


def network_address(wanted: str) -> str:
    """Return this computer's address in the local network: the one that is named, or the way out's.

    Raises UsageError where there is none, or where what is named is no address.
    """
    if wanted != "auto":
        try:
            return str(ipaddress.IPv4Address(wanted))
        except ValueError as error:
            raise UsageError(f"--share {wanted}: no address", "write it as 192.168.1.20") from error
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_ELSEWHERE)
            return str(probe.getsockname()[0])
        except OSError as error:
            raise UsageError(
                "this computer is in no network", "join the phone's, or name the address with --share ADDRESS"
            ) from error


def code_text(address: str) -> str:
    """Return the address as a QR code in block characters, white on black whatever the terminal's colours."""
    import segno

    drawn = io.StringIO()
    segno.make_qr(address, error="l").terminal(out=drawn, border=2, compact=True)
    return "".join(f"\x1b[97;40m{line}\x1b[0m\n" for line in drawn.getvalue().splitlines())
