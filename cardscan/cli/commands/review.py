"""`cardscan review`: the page on which a person checks what was read."""

from __future__ import annotations

import math
import signal
import socket
import time
from contextlib import ExitStack, suppress
from importlib import import_module
from typing import TYPE_CHECKING

from cardscan.cli.guide import Guide
from cardscan.cli.parsing.parser import examples
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.report import remark
from cardscan.cli.share import add_sharing
from cardscan.errors import ExitCode, MissingError, OutputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from concurrent.futures import Executor
    from pathlib import Path

    from cardscan.settings import Settings

_HOST = "127.0.0.1"
_PORT = 8765


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `review`."""
    review = commands.add_parser(
        "review",
        help="check and correct contacts in the browser",
        description="Open a page of this computer's own on which the book's cards are checked: the doubtful "
        "ones first, each beside its picture. Only the browser that comes with the key in the address is let "
        "in; with --share, phones may send photos, and see nothing. Ctrl-C ends it.",
        epilog=examples(
            "cardscan review", "cardscan review --share", "cardscan review --no-browser --port 0"
        ),
    )
    review.add_argument(
        "--port", type=int, default=_PORT, metavar="N", help=f"default: {_PORT}; 0 for any that is free"
    )
    review.add_argument("--no-browser", action="store_true", help="say the address and open nothing")
    add_sharing(review)
    add_book(review)
    review.set_defaults(run=_review)


def _review(options: argparse.Namespace, settings: Settings) -> ExitCode:
    _check_installed()
    from cardscan.book import Book
    from cardscan.cli import share
    from cardscan.many.workers import ProcessWorkers

    network = share.network_address(options.share) if options.share else ""
    folder = book_folder(settings)
    Book.open(folder).close()  # says what is wrong before a browser opens
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does
    with ExitStack() as stack, suppress(KeyboardInterrupt):
        listener = stack.enter_context(_listening(options.port))
        readers = stack.enter_context(ProcessWorkers(1))
        if network or options.inbox:
            drops = share.inbox_folders(options.inbox, folder)
            own = not options.inbox
            stack.enter_context(share.reading_drops(drops, folder, settings, own=own))
            if network:
                stack.enter_context(share.camera(drops, network))
        _serve(listener, folder, settings, readers, browse=not options.no_browser)
    return ExitCode.OK


def _check_installed() -> None:
    try:
        for module in ("segno", "uvicorn", "cardscan.web.app", "cardscan.web.phone.camera"):
            import_module(module)
    except ModuleNotFoundError as error:
        raise MissingError(
            f"the review page needs {error.name}", 'install it: pip install "cardscan[web]"'
        ) from error


def _serve(
    listener: socket.socket, folder: Path, settings: Settings, readers: Executor, *, browse: bool
) -> None:
    """Show the page until Ctrl-C; uvicorn passes the signal on when it has shut down."""
    import uvicorn

    from cardscan.cli.serving import TimedProtocol
    from cardscan.web.app import build_app
    from cardscan.web.entrance import ENTER
    from cardscan.web.invitation import Invitation
    from cardscan.web.security import Guard

    port = listener.getsockname()[1]
    guard = Guard(frozenset({f"{_HOST}:{port}", f"localhost:{port}"}))
    with Guide() as guide:
        announce = _announcing(f"http://{_HOST}:{port}{ENTER}", guide, browse=browse)
        invitation = Invitation(announce, time.monotonic, good_for=math.inf)
        server = uvicorn.Server(
            uvicorn.Config(
                build_app(folder, settings, guard, invitation, readers), http=TimedProtocol,
                log_level="warning", server_header=False, timeout_graceful_shutdown=5,
            )
        )  # fmt: skip
        server.run(sockets=[listener])


def _announcing(start: str, guide: Guide, *, browse: bool) -> Callable[[str], None]:
    """Return what is told each key: the first opens the browser, the next ones are for others."""
    told = 0

    def announce(key: str) -> None:
        nonlocal told
        told += 1
        if told > 1:
            guide.arrived()
            remark(f"{start}{key} lets another browser in")
            return
        remark(f"{start}{key} shows the book, to one browser; Ctrl-C ends it")
        if browse:
            guide.lead(f"{start}{key}")

    return announce


def _listening(port: int) -> socket.socket:
    """Return a socket on this computer's own address only."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_HOST, port))
        listener.listen()  # a browser that is faster than the server waits
    except (OSError, OverflowError) as error:
        listener.close()
        raise OutputError(
            f"port {port} cannot be used: {error}", "another review may be open; or name another with --port"
        ) from error
    return listener
