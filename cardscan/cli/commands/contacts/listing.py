"""`cardscan list`: the book's contacts by name, a line each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cardscan.cli.output.lines import print_lines, row_of
from cardscan.cli.output.target import add_json
from cardscan.cli.parsing.moments import moment
from cardscan.cli.parsing.parser import examples
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.report import remark
from cardscan.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from cardscan.settings import Settings


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `list`."""
    parser = commands.add_parser(
        "list",
        description="List the contacts by name: the number that commands take, name, company, phone and "
        "e-mail, parted by tabs where the output goes to a file or a program. A ? marks one with a doubt.",
        epilog=examples(
            "cardscan list",
            "cardscan list --event 'Chamber mixer'",
            "cardscan list --doubtful --json | jq .needs_review",
        ),
    )
    parser.add_argument("--tag", default="", metavar="NAME", help="only contacts with this tag")
    parser.add_argument("--event", default="", metavar="NAME", help="only people met at this event")
    parser.add_argument(
        "--since", default="", metavar="DATE", help="only contacts changed since then: 2026-11-20"
    )
    parser.add_argument("--doubtful", action="store_true", help="only contacts with a field to check")
    add_json(parser)
    add_book(parser)
    parser.set_defaults(run=_list, format="")


def _list(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book
    from cardscan.export import EXPORTERS, ExportOptions

    since = moment(options.since) if options.since else ""
    with Book.open(book_folder(settings), create=False) as book:
        entries = book.entries(tag=options.tag, event=options.event, since=since)
        scans = (entry.scan for entry in entries if entry.needs_review or not options.doubtful)
        if options.format:
            EXPORTERS[options.format].write(scans, sys.stdout.buffer, ExportOptions())
        elif not print_lines(map(row_of, scans)):
            remark(
                "no contact is like that" if book.count() else "the book is empty: `cardscan app` fills it"
            )
    return ExitCode.OK
