"""`cardscan find`: the contacts that have all the words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cardscan.cli.output import Target, add_output
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.report import remark
from cardscan.errors import ExitCode, UsageError
from cardscan.visible import visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from cardscan.book import Entry
    from cardscan.settings import Settings

_MOST = 50


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `find`."""
    find = commands.add_parser(
        "find",
        help="look contacts up in the book",
        description="Print the contacts that have all the words, in any field: names, companies, parts of "
        "numbers, towns, tags, notes, events. Words may be cut short; case and accents do not matter.",
        epilog="Examples: cardscan find anna web; cardscan find 030 1234; cardscan find mixer -o mixer.vcf",
    )
    find.add_argument("words", nargs="+", metavar="TEXT", help="what to look for")
    find.add_argument(
        "--limit", type=int, default=_MOST, metavar="N", help=f"at most so many (default: {_MOST})"
    )
    add_output(find)
    add_book(find)
    find.set_defaults(run=_find)


def _find(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book

    if options.limit < 1:
        raise UsageError("--limit is at least 1")
    listed = options.output == "-" and not options.format
    target = Target.of(options, small_letters=settings.small_letters)
    with Book.open(book_folder(settings), create=False) as book:
        found = book.search(" ".join(options.words), options.limit)
        scans = () if listed else tuple(book.scan(entry) for entry in found)
    if not found:
        remark(f"no contact has {' '.join(options.words)!r}")
    elif listed:
        _list(found)
    else:
        target.write(scans)
    if len(found) == options.limit:
        remark(f"these are the first {options.limit}: --limit shows more, another word fewer")
    return ExitCode.OK


def _list(found: Sequence[Entry]) -> None:
    """Print a contact a line, parted by tabs where no person looks on, else below each other."""
    from cardscan.export.values import grouped, plain_contact

    rows = []
    for entry in found:
        contact = plain_contact(entry.contact)
        phone = grouped(contact.phones[0]) if contact.phones else ""
        email = contact.emails[0].value if contact.emails else ""
        company = contact.organization if contact.display_name != contact.organization else ""
        rows.append(tuple(map(visible, (contact.display_name, company, phone, email))))
    if not sys.stdout.isatty():
        for row in rows:
            print("\t".join(row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for column in ("Name", "Company", "Phone", "E-mail"):
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console().print(table)
