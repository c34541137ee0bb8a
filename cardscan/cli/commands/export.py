"""`cardscan export`: the book's contacts to a file or a folder, and what programs make of such a file."""

from __future__ import annotations

import logging
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.cli.output.target import Target, add_limit, add_output
from cardscan.cli.parsing.moments import moment
from cardscan.cli.parsing.parser import examples
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.report import counted, remark
from cardscan.errors import BookCorruptError, BookError, ExitCode, UsageError
from cardscan.model import Face
from cardscan.visible import visible

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Iterator

    from cardscan.book import Book, Entry
    from cardscan.model import CardScan
    from cardscan.settings import Settings

_log = logging.getLogger(__name__)


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `export`."""
    export = commands.add_parser(
        "export",
        description="Write all contacts of the book, or those of a tag, an event or a time, sorted by name.",
        epilog=examples(
            "cardscan export -o contacts.vcf",
            "cardscan export --event 'Chamber mixer' -o mixer/",
            "cardscan export --format google-csv -o google.csv --new",
            "cardscan export --check contacts.vcf --for outlook",
            "cardscan export --json | jq -r '.contact.emails[].value'",
        ),
    )
    add_output(export)
    add_limit(export)
    export.add_argument(
        "--new", action="store_true", help="only what is new or changed since the last export of this format"
    )
    export.add_argument("--tag", default="", metavar="NAME", help="only contacts with this tag")
    export.add_argument("--event", default="", metavar="NAME", help="only people met at this event")
    export.add_argument(
        "--since", default="", metavar="DATE", help="only contacts changed since then: 2026-11-20"
    )
    export.add_argument(
        "--check", default="", metavar="FILE", help="write nothing; say what programs make of this file"
    )
    export.add_argument(
        "--for",
        dest="program",
        default="",
        metavar="PROGRAM",
        help="with --check: google, outlook, outlook-classic, thunderbird, apple, android or nextcloud",
    )
    add_book(export)
    export.set_defaults(run=_export)


def _export(options: argparse.Namespace, settings: Settings) -> ExitCode:
    if options.check:
        return _check(options.check, options.program)
    if options.program:
        raise UsageError("--for goes with --check FILE")
    from cardscan.book import Book

    target = Target.of(options, small_letters=settings.small_letters)
    since = moment(options.since) if options.since else ""
    new = target.kind if options.new else ""
    with Book.open(book_folder(settings), create=False) as book:
        entries = book.entries(tag=options.tag, event=options.event, since=since, new=new)
        first = tuple(islice(entries, 1))  # without a contact, no file is begun
        if first:
            target.expect_room()
            with book.exports.run(target.kind, options.output) as exported:
                target.write(_scans(chain(first, entries), book, target, exported))
        else:
            remark("no new contacts to export" if new else "no contacts to export")
    return ExitCode.OK


def _scans(
    entries: Iterable[Entry], book: Book, target: Target, exported: Callable[[Entry], None]
) -> Iterator[CardScan]:
    for entry in entries:
        exported(entry)
        yield _with_picture(book, entry) if target.wants_pictures else book.scan(entry)


def _with_picture(book: Book, entry: Entry) -> CardScan:
    """Return the contact with the front of its newest card that the book has a picture of."""
    fronts = [card.faces[0] for card in reversed(book.cards(entry.uid))]
    for front in (front for front in fronts if front.picture):
        try:
            face = Face(front.source, book.face(front.picture), front.width, front.height)
        except BookCorruptError:
            raise
        except BookError as error:
            _log.warning("%s", error)
            continue
        return replace(book.scan(entry), faces=(face,))
    return book.scan(entry)


def _check(file: str, program: str) -> ExitCode:
    from cardscan.export.checks.importers import PROGRAMS, check_file

    if program not in ("", *PROGRAMS):
        raise UsageError(f"--for {program}: no such program", f"one of: {', '.join(PROGRAMS)}")
    checked = check_file(Path(file), program)
    print(f"{visible(file)}: {checked.format}, {counted(checked.contacts, 'contact')}")
    for loss in checked.losses:
        names = f" ({visible('; '.join(loss.names))})" if loss.names else ""
        print(f"{loss.program}: {loss.text}{names}")
    for name in checked.unharmed:
        print(f"{name}: keeps everything that cardscan knows of")
    return ExitCode.OK
