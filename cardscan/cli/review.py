"""`cardscan review`: the page on which a person checks what was read."""

from __future__ import annotations

import socket
import webbrowser
from contextlib import suppress
from typing import TYPE_CHECKING

from cardscan.cli.place import add_book, book_folder
from cardscan.cli.report import remark
from cardscan.errors import ExitCode, MissingError, OutputError

if TYPE_CHECKING:
    import argparse

    from cardscan.settings import Settings

_HOST = "127.0.0.1"
_PORT = 8765


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `review`."""
    review = commands.add_parser(
        "review",
        help="check and correct contacts in the browser",
        description="Open a page of this computer's own on which the book's cards are checked: the doubtful "
        "ones first, each beside its picture. Nobody else can reach it. Ctrl-C ends it.",
    )
    review.add_argument(
        "--port", type=int, default=_PORT, metavar="N", help=f"default: {_PORT}; 0 for any that is free"
    )
    review.add_argument("--no-browser", action="store_true", help="say the address and open nothing")
    add_book(review)
    review.set_defaults(run=_review)


def _review(options: argparse.Namespace, settings: Settings) -> ExitCode:
    try:
        import uvicorn

        from cardscan.web.app import build_app
        from cardscan.web.security import Guard
    except ModuleNotFoundError as error:
        raise MissingError(
            f"the review page needs {error.name}", 'install it: pip install "cardscan[web]"'
        ) from error
    from cardscan.book import Book

    folder = book_folder(settings)
    Book.open(folder).close()  # says what is wrong before a browser opens
    with _listening(options.port) as listener:
        port = listener.getsockname()[1]
        address = f"http://{_HOST}:{port}/"
        guard = Guard(frozenset({f"{_HOST}:{port}", f"localhost:{port}"}))
        server = uvicorn.Server(
            uvicorn.Config(
                build_app(folder, settings, guard), log_level="warning", server_header=False,
                timeout_graceful_shutdown=5,
            )
        )  # fmt: skip
        remark(f"{address} shows the book; Ctrl-C ends it")
        if not options.no_browser:
            webbrowser.open(address)
        with suppress(KeyboardInterrupt):  # uvicorn has shut down by then and passes the signal on
            server.run(sockets=[listener])
    return ExitCode.OK


def _listening(port: int) -> socket.socket:
    """Return a socket on this computer's own address only."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_HOST, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise OutputError(
            f"port {port} cannot be used: {error}", "another review may be open; or name another with --port"
        ) from error
    return listener
