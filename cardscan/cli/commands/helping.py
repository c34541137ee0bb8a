"""`cardscan help`: what there is, and what a command takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.cli.parsing.parser import examples
from cardscan.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from cardscan.settings import Settings


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `help`."""
    parser = commands.add_parser(
        "help",
        description="Show all commands, or what one of them takes: the same as COMMAND --help.",
        epilog=examples("cardscan help", "cardscan help scan", "cardscan help book restore"),
    )
    parser.add_argument("words", nargs="*", metavar="COMMAND", help="the command")

    parser.set_defaults(run=_help)


def _help(options: argparse.Namespace, settings: Settings) -> ExitCode:
    options.top.parse_args([*options.words, "--help"])
    return ExitCode.OK
