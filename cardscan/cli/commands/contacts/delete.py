"""`cardscan delete`: contacts out of the book's lists, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.cli.parsing.parser import examples
from cardscan.cli.people.who import add_who, in_short, people_named
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.report import remark
from cardscan.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from cardscan.settings import Settings


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `delete`."""
    parser = commands.add_parser(
        "delete",
        description="Take contacts out of the book's lists and exports. Their cards and what was known of "
        "them stay, so that --undo brings them back.",
        epilog=examples("cardscan delete 417", "cardscan delete 417 --undo"),
    )
    add_who(parser)
    parser.add_argument("--undo", action="store_true", help="bring back those of these numbers")
    add_book(parser)
    parser.set_defaults(run=_delete)


def _delete(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book

    with Book.open(book_folder(settings), create=False) as book:
        for entry in people_named(book, options.who, deleted=options.undo):
            named = f"{entry.number} {in_short(entry)}"
            if not options.undo:
                book.delete(entry.uid)
                remark(f"{named}: deleted; `cardscan delete {entry.number} --undo` brings it back")
            elif entry.deleted:
                book.undelete(entry.uid)
                remark(f"{named}: is back")
            else:
                remark(f"{named}: is in the book")
    return ExitCode.OK
