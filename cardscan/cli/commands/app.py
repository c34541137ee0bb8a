"""`cardscan app`: all in the browser, from a pile of cards to the address book."""

from __future__ import annotations

import math
import signal
import socket
import time
from contextlib import ExitStack, suppress
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Self

from cardscan.cli.parsing.parser import examples
from cardscan.cli.place import add_book, book_folder, settings_file
from cardscan.cli.report import complain, remark
from cardscan.cli.servers.guide import Guide
from cardscan.cli.servers.phones import Phones, add_sharing, network_address
from cardscan.errors import CardscanError, ExitCode, MissingError, OutputError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from concurrent.futures import Executor
    from pathlib import Path

    from cardscan.cli.servers.programs import Programs
    from cardscan.settings import Settings
    from cardscan.web.around.surroundings import Surroundings
    from cardscan.web.preferences.page import Preferences

_HOST = "127.0.0.1"
_PORT = 8765
_BESIDE = (8766, 8767)
"""Where phones and other programs ask: the same each time, so that what they keep stays true."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `app`, known as `review`, too."""
    app = commands.add_parser(
        "app",
        description="Open pages of this computer's own: drop pictures of cards on them, watch them being "
        "read, check what is doubtful beside its picture, export the contacts. Only the browser that comes "
        "with the key in the address is let in; phones may send photos once you let them, and see nothing. "
        "Ctrl-C ends it, and so does the button on the page.",
        epilog=examples("cardscan app", "cardscan app --share", "cardscan app --no-browser --port 0"),
    )
    app.add_argument(
        "--port", type=int, default=_PORT, metavar="N", help=f"default: {_PORT}; 0 for any that is free"
    )
    app.add_argument("--no-browser", action="store_true", help="say the address and open nothing")
    app.add_argument(
        "--new-key", default="", metavar="NAME", help="make a key for another program, and print it"
    )
    add_sharing(app)
    add_book(app)
    app.set_defaults(run=_app)


def _app(options: argparse.Namespace, settings: Settings) -> ExitCode:
    _check_installed()
    from cardscan.book import Book
    from cardscan.cli.servers.drops import inbox_folders, reading_drops
    from cardscan.cli.servers.programs import Programs
    from cardscan.inbox import Board
    from cardscan.many.workers import ProcessWorkers
    from cardscan.web.around.surroundings import Surroundings
    from cardscan.web.preferences.page import Preferences

    address = network_address(options.share) if options.share else "auto"
    folder = book_folder(settings)
    Book.open(folder).close()  # says what is wrong before a browser opens
    preferences = Preferences(settings, settings_file(), folder)
    with ExitStack() as stack, suppress(KeyboardInterrupt), _Interrupts() as interrupts:
        listener = stack.enter_context(_listening(options.port))
        readers = stack.enter_context(ProcessWorkers(1))
        board = Board(inbox_folders(options.inbox, folder))
        stack.enter_context(reading_drops(board, folder, preferences.now, own=not options.inbox))
        at = (0, 0) if options.port == 0 else _BESIDE
        phones = stack.enter_context(Phones(board, address, at[0]))
        programs = stack.enter_context(
            Programs(folder, board, readers, preferences.now, network=address, port=at[1])
        )
        if options.share:
            phones.open()
        _let_in(programs, options.new_key)
        around = partial(Surroundings, board, phones, programs)
        _serve(listener, folder, preferences, readers, around, interrupts, browse=not options.no_browser)
    return ExitCode.OK


def _let_in(programs: Programs, name: str) -> None:
    """Let those programs in that have keys, and where it is asked for one more, whose key is printed."""
    try:
        programs.begin()
        if name:
            print(programs.make_key(name), flush=True)
            remark(f"this is the key of {name}, which is not shown again; it asks {programs.addresses[0]}")
    except CardscanError as error:
        complain(error)


class _Interrupts:
    """Ctrl-C and SIGTERM while the block runs: KeyboardInterrupt, and remembered.

    Libraries that are loaded meanwhile may swallow what is raised in the middle of them.
    """

    def __init__(self) -> None:
        self._came = False
        self._before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def __enter__(self) -> Self:
        for number in self._before:
            signal.signal(number, self._interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def heed(self) -> None:
        """Raise KeyboardInterrupt where one came and was swallowed."""
        if self._came:
            raise KeyboardInterrupt

    def _interrupt(self, number: int, frame: object) -> None:
        self._came = True
        raise KeyboardInterrupt


def _check_installed() -> None:
    try:
        for module in ("segno", "uvicorn", "cardscan.web.app", "cardscan.web.phone.camera"):
            import_module(module)
    except ModuleNotFoundError as error:
        raise MissingError(
            f"the pages in the browser need {error.name}", 'install it: pip install "cardscan[web]"'
        ) from error


def _serve(
    listener: socket.socket,
    folder: Path,
    preferences: Preferences,
    readers: Executor,
    around: Callable[[Callable[[], None]], Surroundings],
    interrupts: _Interrupts,
    *,
    browse: bool,
) -> None:
    """Show the pages until Ctrl-C or their button; uvicorn passes the signal on when it has shut down."""
    import uvicorn

    from cardscan.cli.servers.timed import TimedProtocol
    from cardscan.web.app import build_app
    from cardscan.web.entrance import ENTER
    from cardscan.web.invitation import Invitation
    from cardscan.web.security import Guard

    port = listener.getsockname()[1]
    guard = Guard(frozenset({f"{_HOST}:{port}", f"localhost:{port}"}))

    def end() -> None:
        server.should_exit = True

    with Guide() as guide:
        announce = _announcing(f"http://{_HOST}:{port}{ENTER}", guide, browse=browse)
        invitation = Invitation(announce, time.monotonic, good_for=math.inf)
        app = build_app(folder, preferences, guard, invitation, readers, around(end))
        server = uvicorn.Server(
            uvicorn.Config(
                app, http=TimedProtocol, log_level="warning", server_header=False, timeout_graceful_shutdown=5
            )
        )  # fmt: skip
        interrupts.heed()
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
        opens = "your browser opens" if browse else "open in your browser:"
        remark(f"{opens} {start}{key}")
        remark("Ctrl-C ends it, and so does Quit on the page")
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
            f"port {port} cannot be used: {error}",
            "cardscan may be open already: look for its page in your browser; or name another with --port",
        ) from error
    return listener
