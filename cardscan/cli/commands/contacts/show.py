"""`cardscan show`: all that the book knows of some contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.cli.output.target import Target, add_confidence, add_json
from cardscan.cli.parsing.parser import examples
from cardscan.cli.people.who import add_who, people_named
from cardscan.cli.place import add_book, book_folder
from cardscan.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from cardscan.settings import Settings


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `show`."""
    parser = commands.add_parser(
        "show",
        help="show all that is known of a contact",
        description="Show contacts whole: what their cards say, tags, notes, and where they were met. A ? "
        "marks what should be compared with the card.",
        epilog=examples(
            "cardscan show 417",
            "cardscan show 'anna weber' haddad",
            "cardscan show 417 --json | jq -r '.contact.emails[].value'",
        ),
    )
    add_who(parser)
    add_json(parser)
    add_confidence(parser)
    add_book(parser)
    parser.set_defaults(run=_show, format="text")


def _show(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book
    from cardscan.export import ExportOptions

    with Book.open(book_folder(settings), create=False) as book:
        scans = [book.scan(entry) for entry in people_named(book, options.who)]
    shown = ExportOptions(confidence=options.confidence)
    Target("-", options.format, to_folder=False, options=shown).write(scans)
    return ExitCode.OK
