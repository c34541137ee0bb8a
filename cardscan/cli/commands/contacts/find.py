"""`cardscan find`: the contacts that have all the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.cli.options import at_least
from cardscan.cli.output.lines import print_lines, row_of
from cardscan.cli.output.target import Target, add_output
from cardscan.cli.parsing.parser import examples
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.report import remark
from cardscan.errors import ExitCode, UsageError

if TYPE_CHECKING:
    import argparse

    from cardscan.settings import Settings

_MOST = 50


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `find`."""
    find = commands.add_parser(
        "find",
        description="Print the contacts that have all the words, in any field: names, companies, parts of "
        "numbers, towns, tags, notes, events. Words may be cut short; case and accents do not matter. Where "
        "nobody has them, words that are spelt almost so are looked for.",
        epilog=examples(
            "cardscan find anna web",
            "cardscan find 030 1234",
            "cardscan find mixer -o mixer.vcf",
            "cardscan find --met 2026-10",
            "cardscan find customer --json | jq -r .contact.full_name",
        ),
    )
    find.add_argument("words", nargs="*", metavar="TEXT", help="what to look for")
    find.add_argument(
        "--met", default="", metavar="WHEN", help="only people met then: 2026, 2026-10 or 2026-10-20"
    )
    find.add_argument(
        "--limit", type=at_least(1), default=_MOST, metavar="N", help=f"at most so many (default: {_MOST})"
    )
    add_output(find)
    add_book(find)
    find.set_defaults(run=_find)


def _find(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book
    from cardscan.days import stretch

    words = " ".join(options.words).strip()
    if not words and not options.met:
        raise UsageError("find what?", "name words, or --met with a year, a month or a day")
    met = stretch(options.met) if options.met else ("", "")
    listed = options.output == "-" and not options.format
    target = Target.of(options, small_letters=settings.small_letters)
    target.expect_room()
    with Book.open(book_folder(settings), create=False) as book:
        found, read_as = book.listing.look_up(words, met, options.limit)
        scans = [entry.scan if listed else book.scan(entry) for entry in found]
    if read_as:
        remark(f"no contact has {words!r}; these have almost that: {read_as!r}")
    if not found:
        remark(f"no contact has {words!r}" if words else f"nobody was met in {options.met}")
    elif listed:
        print_lines(map(row_of, scans))
    else:
        target.write(scans)
    if len(found) == options.limit:
        remark(f"these are the first {options.limit}: --limit shows more, another word fewer")
    return ExitCode.OK
