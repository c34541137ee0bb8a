"""`cardscan watch`: the drop folder, for ever or for one pass."""

from __future__ import annotations

import signal
import threading
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from cardscan import private
from cardscan.cli.options import add_reader, add_region, add_workforce
from cardscan.cli.parsing.parser import examples
from cardscan.cli.place import add_book, book_folder
from cardscan.errors import CardscanError, ExitCode, OutputError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from cardscan.cli.watching import Teller
    from cardscan.settings import Settings

_SETTLED_OWN = 1.0
"""Seconds; copies come whole."""
_MANY = 1_000_000
"""Files to come: nobody knows how many."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `watch`."""
    watch = commands.add_parser(
        "watch",
        description="Read each picture dropped into a folder, keep its cards in the book and move it into "
        "done, duplicate or failed. A sub-folder such as '2026-11-20 Chamber mixer' is an event.",
        epilog=examples(
            "cardscan watch inbox/",
            "cardscan watch inbox/ --once                      for cron",
            "cardscan watch ~/Pictures/cards --copy            leaves them there",
            "cardscan watch inbox/ --log-format json 2>&1 | jq .verdict",
        ),
    )
    watch.add_argument("folder", metavar="FOLDER", help="the folder to watch")
    watch.add_argument(
        "--once", action="store_true", help="end when everything there has been read, for cron"
    )
    watch.add_argument(
        "--copy", action="store_true", help="leave the files where they are, and read copies of them"
    )
    add_book(watch)
    watch.add_argument(
        "--filed", default="", metavar="DIR", help="where done, duplicate and failed are (default: in FOLDER)"
    )
    watch.add_argument(
        "--event", default="", metavar="NAME", help="where the people of cards in no sub-folder were met"
    )
    watch.add_argument(
        "--no-follow-ups",
        action="store_const",
        const=-1,
        dest="follow_up_days",
        help="have nobody followed up, as for a shoebox of old cards",
    )
    watch.add_argument(
        "--settle",
        type=float,
        default=10.0,
        metavar="SECONDS",
        help="take a file that has not changed for so long (default: 10)",
    )
    watch.add_argument(
        "--poll", type=float, default=1.0, metavar="SECONDS", help="look so often (default: 1)"
    )
    watch.add_argument(
        "--log-format", choices=("text", "json"), default="text", help="one line a file on stderr"
    )
    add_workforce(watch)
    add_reader(watch)
    add_region(watch)
    watch.set_defaults(run=_watch)


def _watch(options: argparse.Namespace, settings: Settings) -> ExitCode:
    """Read what is dropped into the folder; what concerns one file is said on stderr while others go on."""
    from cardscan.cli.watching import Teller

    teller = Teller(as_json=options.log_format == "json")
    try:
        _keep_watching(options, settings, teller)
    except CardscanError as error:
        if not teller.as_json:
            raise
        teller.complain(error)
        return error.exit_code
    return ExitCode.SOME_FAILED if options.once and teller.counts["failed"] else ExitCode.OK


def _keep_watching(options: argparse.Namespace, settings: Settings, teller: Teller) -> None:
    from cardscan.book import Event
    from cardscan.cli.watching import keep_watching
    from cardscan.cli.workforce import workforce
    from cardscan.inbox import Folders, event_named

    if options.settle < 0 or options.poll <= 0:
        raise UsageError("--settle and --poll are seconds, and --poll is more than 0")
    place = book_folder(settings)
    watched, filed = Path(options.folder), Path(options.filed) if options.filed else None
    folders = Folders.checked(_own_folder(place) if options.copy else watched, filed, place)
    event = event_named(options.event) if options.event else Event()
    with ExitStack() as stack:
        readers = stack.enter_context(workforce(settings, _MANY, apart=True))
        stopped = stack.enter_context(_stopped_by_signals())
        settle = options.settle
        if options.copy:
            source = Folders.checked(watched, None, place).inbox
            settle = min(settle, _SETTLED_OWN)
            stack.enter_context(_copied(source, folders.inbox, place, options, settings, stopped))
        keep_watching(
            folders, place, readers, teller, stopped,
            event=event, settle=settle, poll=options.poll, once=options.once,
        )  # fmt: skip


def _own_folder(book: Path) -> Path:
    """Return where copies are read, and then lie: beside the book."""
    folder = book.with_name(f"{book.name}-copied")
    try:
        private.make_folder(folder)
    except OSError as error:
        raise OutputError(
            f"{folder}: cannot be made: {error.strerror}", "choose another place for the book with --book"
        ) from error
    return folder


def _copied(
    source: Path,
    inbox: Path,
    book: Path,
    options: argparse.Namespace,
    settings: Settings,
    stopped: threading.Event,
) -> AbstractContextManager[None]:
    from cardscan.cli.scanning.copying import copying

    return copying(
        source, inbox, book, stopped,
        settle=options.settle, poll=options.poll, largest=settings.max_bytes, once=options.once,
    )  # fmt: skip


@contextmanager
def _stopped_by_signals() -> Iterator[threading.Event]:
    """Yield what SIGTERM and Ctrl-C set; a second one ends the program at once."""
    stopped = threading.Event()
    heard: SimpleQueue[Callable[[], None]] = SimpleQueue()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def stop(number: int, frame: object) -> None:
        heard.put(stopped.set)  # to set it here would hang where the signal interrupts a wait() for it
        signal.signal(number, before[signal.Signals(number)])

    listener = threading.Thread(target=lambda: heard.get()(), name="signals", daemon=True)
    listener.start()
    for number in before:
        signal.signal(number, stop)
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        heard.put(lambda: None)
        listener.join()
