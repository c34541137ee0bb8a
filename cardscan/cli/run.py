"""All commands in one parser, and how an error becomes one line and an exit code."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from cardscan import __version__
from cardscan.cli.commands import COMMANDS
from cardscan.cli.output.stdout import open_what_is_closed, printed_in_full
from cardscan.cli.parsing.commands import Commands
from cardscan.cli.parsing.parser import Parser, examples
from cardscan.cli.report import complain
from cardscan.errors import CardscanError, ExitCode, MissingError, OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

_EPILOG = examples(
    "cardscan app                       everything in the browser: add, check, export",
    "cardscan scan cards/ -o cards.vcf  read pictures into a file for your address book",
    "cardscan find anna                 look somebody up",
    "cardscan help scan                 what a command takes",
    "",
    "Everything stays on this computer: nothing but `cardscan push` goes online.",
)


def run(arguments: list[str]) -> int:
    """Run a command; every error is one line on stderr and its own exit code."""
    open_what_is_closed()
    try:
        with printed_in_full():
            return int(_command(build_parser(), arguments))
    except MissingError as error:
        from cardscan.cli.installing import here

        complain(here(error))
        return int(error.exit_code)
    except CardscanError as error:
        complain(error)
        return int(error.exit_code)
    except OSError as error:
        if error.filename is None:
            raise
        complain(OutputError(f"{error.filename}: {error.strerror}", "see that it is there, and yours to use"))
        return int(ExitCode.CANNOT_WRITE)
    return int(ExitCode.OK)  # nobody reads on


def build_parser() -> Parser:
    """Return the parser for all commands."""
    parser = Parser(
        prog="cardscan",
        description="Business cards from photos, scans and PDFs into contacts.",
        epilog=_EPILOG,
    )
    parser.add_argument("-V", "--version", action="version", version=f"cardscan {__version__}")
    parser.add_argument("-v", "--verbose", action="store_true", help="say more on stderr")
    parser.set_defaults(top=parser)
    commands = cast(
        "Commands",
        parser.add_subparsers(dest="command", required=True, metavar="COMMAND", action=Commands),
    )
    for module, lines in COMMANDS.items():
        commands.promise(lines, partial(_make, commands, module, lines))
    return parser


def _make(commands: Commands, module: str, lines: Iterable[str]) -> None:
    """Add a module's commands, which may be told to say more as the command line as a whole may be."""
    import_module(f"cardscan.cli.commands.{module}").add_parser(commands)
    for name in (names.split()[0] for names in lines):
        for leaf in commands.choices[name].leaves:
            leaf.add_argument(
                "-v",
                "--verbose",
                action="store_true",
                default=argparse.SUPPRESS,
                help="say more on stderr",
            )


def _command(parser: Parser, arguments: list[str]) -> ExitCode:
    if not arguments:
        return _alone(parser)
    options = parser.parse_args(arguments)
    from cardscan.cli.logs import say_what_is_logged

    say_what_is_logged(verbose=options.verbose)
    return _run(options)


def _alone(parser: Parser) -> ExitCode:
    """Say what to begin with to a person; a program that names no command has made a mistake."""
    if not sys.stdout.isatty():
        raise UsageError("which command?", "`cardscan help` lists them")
    print("`cardscan app` opens everything in the browser: add cards, check them, export contacts.\n")
    print(parser.format_help(), end="")
    return ExitCode.OK


def _run(options: argparse.Namespace) -> ExitCode:
    from cardscan import private
    from cardscan.cli.place import settings_file
    from cardscan.settings import Settings, load_settings

    names = {name for name in Settings.__slots__ if getattr(options, name, None) is not None}
    overrides = {name: getattr(options, name) for name in names}
    private.close(settings_file().parent)  # an older cardscan may have left it open
    settings = load_settings(overrides, file=settings_file())
    if hasattr(options, "region"):
        from cardscan.asked.countries import check_country

        check_country(settings.region, "--region")
    if hasattr(options, "lang"):
        from cardscan.asked.languages import check_languages

        check_languages(settings.lang, "--lang")
    return ExitCode(options.run(options, settings))
