"""`cardscan export`: the book's contacts to a file or a folder."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import chain, islice
from typing import TYPE_CHECKING

from cardscan.cli.output import Target, add_output
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.report import remark
from cardscan.errors import ExitCode, UsageError

if TYPE_CHECKING:
    import argparse

    from cardscan.settings import Settings


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `export`."""
    export = commands.add_parser(
        "export",
        help="write the book's contacts to a file",
        description="Write all contacts of the book, or those of a tag, an event or a time, sorted by name.",
        epilog="Examples: cardscan export -o contacts.vcf; cardscan export --event 'Chamber mixer' -o mixer/",
    )
    add_output(export)
    export.add_argument("--tag", default="", metavar="NAME", help="only contacts with this tag")
    export.add_argument("--event", default="", metavar="NAME", help="only people met at this event")
    export.add_argument(
        "--since", default="", metavar="DATE", help="only contacts changed since then: 2026-11-20"
    )
    add_book(export)
    export.set_defaults(run=_export)


def _export(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book

    target = Target.of(options.output, options.format, options.encoding or "")
    since = _utc(options.since) if options.since else ""
    with Book.open(book_folder(settings), create=False) as book:
        entries = book.entries(tag=options.tag, event=options.event, since=since)
        first = tuple(islice(entries, 1))  # without a contact, no file is begun
        if first:
            target.write(entry.scan for entry in chain(first, entries))
        else:
            remark("no contacts to export")
    return ExitCode.OK


def _utc(text: str) -> str:
    """Return the day, or the moment, of this place's time as the book writes times.

    >>> _utc("2026-11-20T10:00:00+01:00")
    '2026-11-20T09:00:00Z'
    """
    try:
        moment = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"--since {text}: no date", "write it as 2026-11-20") from error
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
