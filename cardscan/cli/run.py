"""What each command takes, and how an error becomes one line and an exit code."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from pathlib import Path

from cardscan import __version__
from cardscan.cli import book, duplicates, export, find, push, review
from cardscan.cli.output import Target, add_output
from cardscan.cli.report import complain
from cardscan.errors import CardscanError, ExitCode

_READERS = ("auto", "rapid", "tesseract")
_EPILOG = "Everything stays on this computer: nothing but `cardscan push` goes online."


def run(arguments: list[str]) -> int:
    """Run a command; every error is one line on stderr and its own exit code."""
    options = build_parser().parse_args(arguments)
    logging.basicConfig(
        level=logging.DEBUG if options.verbose else logging.WARNING, format="cardscan: %(message)s"
    )
    try:
        return int(_command(options))
    except CardscanError as error:
        complain(error)
        return int(error.exit_code)
    except KeyboardInterrupt:
        print("cardscan: interrupted", file=sys.stderr)
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:  # the reader of our output had enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.OK)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser for all commands."""
    parser = argparse.ArgumentParser(
        prog="cardscan",
        description="Business cards from photos, scans and PDFs into contacts.",
        epilog=_EPILOG,
    )
    parser.add_argument("-V", "--version", action="version", version=f"cardscan {__version__}")
    parser.add_argument("-v", "--verbose", action="store_true", help="say more on stderr")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_scan(commands)
    _add_watch(commands)
    for module in (book, find, export, push, duplicates, review):
        module.add_parser(commands)
    check = commands.add_parser("check", help="say what is installed and whether reading works")
    _add_reading(check)
    return parser


def _add_scan(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    scan = commands.add_parser(
        "scan",
        help="read pictures of cards and write contacts",
        description="Read every card in photos, scans and PDFs, or in lines of text, and write contacts.",
    )
    scan.add_argument(
        "pictures",
        nargs="+",
        metavar="PICTURE",
        help="a picture, PDF, folder or pattern; a .txt file with a signature; - for standard input",
    )
    add_output(scan)
    scan.add_argument(
        "--sides",
        action="store_true",
        help="NAME_front and NAME_back (or -a, -b; 1, 2) and each two pages of a PDF are one card's sides",
    )
    _add_reading(scan)
    scan.add_argument(
        "--region", metavar="CC", help="country of the cards where they do not tell, such as DE"
    )
    _add_workforce(scan)
    scan.add_argument("--debug", dest="debug_dir", metavar="DIR", help="leave a picture of every step in DIR")
    scan.add_argument("--no-progress", action="store_true", help="show no progress bar")


def _add_watch(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    watch = commands.add_parser(
        "watch",
        help="read what is dropped into a folder into the book",
        description="Read each picture dropped into a folder, keep its cards in the book and move it into "
        "done, duplicate or failed. A sub-folder such as '2026-11-20 Chamber mixer' is an event.",
    )
    watch.add_argument("folder", metavar="FOLDER", help="the folder to watch")
    watch.add_argument(
        "--once", action="store_true", help="end when everything there has been read, for cron"
    )
    watch.add_argument("--book", metavar="DIR", help="the book's folder")
    watch.add_argument(
        "--filed", default="", metavar="DIR", help="where done, duplicate and failed are (default: in FOLDER)"
    )
    watch.add_argument(
        "--event", default="", metavar="NAME", help="where the people of cards in no sub-folder were met"
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
    _add_workforce(watch)
    _add_reading(watch)
    watch.add_argument(
        "--region", metavar="CC", help="country of the cards where they do not tell, such as DE"
    )


def _add_workforce(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers", type=int, metavar="N", help="read with N processes (default: one a core, if it pays)"
    )
    parser.add_argument(
        "--cluster", metavar="ADDRESS", help="read on the Dask cluster of this scheduler: tcp://HOST:8786"
    )


def _add_reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reader", choices=_READERS, help="what reads the text (default: auto)")
    parser.add_argument(
        "--lang", metavar="LANGS", help="languages on the cards as Tesseract names them: deu+rus"
    )


def _command(options: argparse.Namespace) -> ExitCode:
    import platformdirs

    from cardscan.settings import Settings, load_settings

    names = {name for name in Settings.__slots__ if getattr(options, name, None) is not None}
    overrides = {name: getattr(options, name) for name in names}
    file = Path(platformdirs.user_config_dir("cardscan", appauthor=False)) / "cardscan.toml"
    settings = load_settings(overrides, file=file)
    if "run" in options:
        return ExitCode(options.run(options, settings))
    if options.command == "check":
        from cardscan.cli.check import check

        return check(settings)
    if options.command == "watch":
        from cardscan.cli.watch import watch

        return watch(
            options.folder,
            settings,
            once=options.once,
            filed=options.filed,
            event=options.event,
            settle=options.settle,
            poll=options.poll,
            log_format=options.log_format,
        )
    from cardscan.cli.scan import scan

    return scan(
        options.pictures,
        settings,
        target=Target.of(options),
        progress=not options.no_progress,
        sides=options.sides,
    )
