"""All commands in one parser, and how an error becomes one line and an exit code."""

from __future__ import annotations

import argparse
import logging
import os
import sys

from cardscan import __version__
from cardscan.cli.commands import app, book, check, duplicates, export, find, push, scan, watch
from cardscan.cli.report import complain
from cardscan.errors import CardscanError, ExitCode
from cardscan.visible import visible

_EPILOG = "Everything stays on this computer: nothing but `cardscan push` goes online."


def run(arguments: list[str]) -> int:
    """Run a command; every error is one line on stderr and its own exit code."""
    options = build_parser().parse_args(arguments)
    handler = logging.StreamHandler()
    handler.setFormatter(_Formatter("cardscan: %(message)s"))
    logging.basicConfig(level=logging.DEBUG if options.verbose else logging.WARNING, handlers=[handler])
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


class _Formatter(logging.Formatter):
    """Shows what is said of files and servers as it is: none of it acts on the terminal."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        return visible(super().formatMessage(record))


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
    for module in (app, scan, watch, book, find, export, push, duplicates, check):
        module.add_parser(commands)
    return parser


def _command(options: argparse.Namespace) -> ExitCode:
    from cardscan.cli.place import settings_file
    from cardscan.settings import Settings, load_settings

    names = {name for name in Settings.__slots__ if getattr(options, name, None) is not None}
    overrides = {name: getattr(options, name) for name in names}
    settings = load_settings(overrides, file=settings_file())
    return ExitCode(options.run(options, settings))
