"""Photos from phones while the review page is open: the camera's address, its code, and the drop folder."""

from __future__ import annotations

import io
import ipaddress
import socket
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan import private
from cardscan.cli.report import complain, remark
from cardscan.errors import CardscanError, OutputError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator

    from cardscan.inbox import Folders
    from cardscan.settings import Settings

_ELSEWHERE = ("192.0.2.1", 9)
"""An address kept for documentation: nothing is sent there, only the way to it is looked up."""
_FILES = 8
"""As many as one process reads with ease: photos come as people take them."""
_SETTLED = 10.0
_SETTLED_OWN = 2.0
"""Seconds; into the folder of our own, photos come whole."""


def add_sharing(parser: argparse.ArgumentParser) -> None:
    """Let a command take --share and --inbox."""
    parser.add_argument(
        "--share",
        nargs="?",
        const="auto",
        default="",
        metavar="ADDRESS",
        help="let phones in this network send photos of cards, by a code that is shown here; ADDRESS is "
        "this computer's in that network, where it has several",
    )
    parser.add_argument(
        "--inbox",
        default="",
        metavar="FOLDER",
        help="read what comes into this drop folder, photos from phones too (default with --share: a "
        "folder beside the book)",
    )


def inbox_folders(named: str, book: Path) -> Folders:
    """Return the drop folder: the one that is named, else one beside the book, made where it is missing."""
    from cardscan.inbox import Folders

    inbox = Path(named) if named else book.with_name(f"{book.name}-inbox")
    if not named:
        try:
            private.make_folder(inbox)
        except OSError as error:
            raise OutputError(
                f"{inbox}: cannot be made: {error.strerror}", "name another folder with --inbox"
            ) from error
    return Folders.checked(inbox, None, book)


@contextmanager
def reading_drops(folders: Folders, book: Path, settings: Settings, *, own: bool) -> Iterator[None]:
    """Have the drop folder watched beside what else is done; `own`: nobody but us writes there."""
    from cardscan.cli.watching import Teller, keep_watching
    from cardscan.cli.workforce import workforce

    stopped = threading.Event()

    def watch() -> None:
        try:
            with workforce(settings, _FILES, apart=True) as readers:
                teller = Teller(as_json=False)
                settle = _SETTLED_OWN if own else _SETTLED
                keep_watching(folders, book, readers, teller, stopped, settle=settle)
        except CardscanError as error:
            complain(error)
            remark(f"{folders.inbox} is read no more; what is there stays there")

    thread = threading.Thread(target=watch, name="drop folder")
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


@contextmanager
def camera(folders: Folders, address: str) -> Iterator[None]:
    """Let phones send photos into the drop folder, by a server of its own that knows nothing of the book."""
    import uvicorn

    from cardscan.cli.serving import GuestProtocol
    from cardscan.web.phone.camera import build_camera
    from cardscan.web.security import Guard

    with _listening(address) as listener:
        host = f"{address}:{listener.getsockname()[1]}"
        # a camera that opens an address counts as another site, in some browsers
        guard = Guard(frozenset({host}), same_site="Lax")
        app = build_camera(folders.inbox, guard, _announcing(f"http://{host}/join/"))
        server = uvicorn.Server(
            uvicorn.Config(
                app, http=GuestProtocol, log_level="warning", access_log=False, server_header=False,
                limit_concurrency=100, timeout_graceful_shutdown=5,
            )
        )  # fmt: skip
        thread = threading.Thread(target=server.run, args=([listener],), name="camera")
        thread.start()
        try:
            yield
        finally:
            server.should_exit = True
            thread.join()


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


def _announcing(start: str) -> Callable[[str], None]:
    """Return what shows each new token: the address, and its code where a person sees it."""

    def announce(token: str) -> None:
        address = start + token
        text = (
            f"cardscan: {address}\ncardscan: lets one phone in, within 15 minutes; then a new one is shown\n"
        )
        code = code_text(address) if sys.stderr.isatty() else ""
        print(code + text, end="", file=sys.stderr, flush=True)

    return announce


def code_text(address: str) -> str:
    """Return the address as a QR code in block characters, white on black whatever the terminal's colours."""
    import segno

    drawn = io.StringIO()
    segno.make_qr(address, error="l").terminal(out=drawn, border=2, compact=True)
    return "".join(f"\x1b[97;40m{line}\x1b[0m\n" for line in drawn.getvalue().splitlines())


def _listening(address: str) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.bind((address, 0))
        listener.listen()
    except OSError as error:
        listener.close()
        raise OutputError(
            f"{address}: cannot be listened on: {error.strerror}",
            "name this computer's address with --share ADDRESS",
        ) from error
    return listener
