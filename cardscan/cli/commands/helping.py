"""`cardscan help`: what there is, and what a command takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.cli.parsing.parser import examples
from cardscan.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from cardscan.cli.parsing.parser import Parser
    from cardscan.settings import Settings


def add_parser(commands: argparse._SubParsersAction[Parser], top: Parser) -> None:
    """Add the command `help`, for all commands of `top`."""
    parser = commands.add_parser(
        "help",
        help="show what there is, or what a command takes",
        description="Show all commands, or what one of them takes: the same as COMMAND --help.",
        epilog=examples("cardscan help", "cardscan help scan", "cardscan help book restore"),
    )
    parser.add_argument("words", nargs="*", metavar="COMMAND", help="the command")

    def run(options: argparse.Namespace, settings: Settings) -> ExitCode:
        top.parse_args([*options.words, "--help"])
        return ExitCode.OK

    parser.set_defaults(run=run)
