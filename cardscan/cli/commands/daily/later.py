"""`cardscan snooze`, `drop`, `undo`: what is not for today, what is let go, and what is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.cli.parsing.parser import examples
from cardscan.cli.people.who import add_who, people_named
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.report import counted, remark
from cardscan.errors import ExitCode, UsageError

if TYPE_CHECKING:
    import argparse

    from cardscan.book import Book
    from cardscan.settings import Settings


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands `snooze`, `drop` and `undo`."""
    snooze = commands.add_parser(
        "snooze",
        description="Move what is due of WHO's to WHEN, from today: 3d, 2w, 1m, tomorrow, mon, "
        "2026-12-01. It is no longer overdue.",
        epilog=examples("cardscan snooze 107 1w", "cardscan snooze 107 418 mon"),
    )
    snooze.add_argument(
        "words",
        nargs="+",
        metavar="WHO … WHEN",
        help="people, then one day or span such as 1w for all of them",
    )
    snooze.usage = "%(prog)s WHO ... WHEN [--book DIR]"
    snooze.set_defaults(run=_snooze)
    drop = commands.add_parser(
        "drop",
        description="End what is due of WHO's without having done it. They stay in the book; a tag's "
        "interval goes on. Whole piles with --event or --older.",
        epilog=examples(
            "cardscan drop 422", 'cardscan drop --event "Chamber mixer"', "cardscan drop --older 60d"
        ),
    )
    drop.add_argument("who", nargs="*", metavar="WHO", help="numbers or words of people")
    drop.add_argument("--event", default="", metavar="NAME", help="of all who were met there")
    drop.add_argument("--older", default="", metavar="SPAN", help="of all who have been due for longer: 60d")
    drop.set_defaults(run=_drop)
    undo = commands.add_parser(
        "undo",
        description="Take back the last `done`, `log`, `snooze` or `drop` of WHO. What it ended is "
        "open again.",
        epilog=examples("cardscan undo 107"),
    )
    add_who(undo)
    undo.set_defaults(run=_undo)
    for parser in (snooze, drop, undo):
        add_book(parser)


def _snooze(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book
    from cardscan.days import read_day, shown

    *names, when = options.words
    if not names:
        raise UsageError("snooze whom until when?", "such as `cardscan snooze 107 1w`")
    with Book.open(book_folder(settings), create=False) as book:
        today = book.daily.dealings.today()
        due = read_day(when, today)
        for entry in people_named(book, names):
            book.daily.dealings.snooze(entry.uid, due)
            remark(f"{entry.contact.display_name}: moved to {shown(due, today)}")
    return ExitCode.OK


def _drop(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book

    pile = bool(options.event or options.older)
    if pile == bool(options.who):
        raise UsageError("drop whom?", "name people, or --event NAME, or --older 60d")
    with Book.open(book_folder(settings), create=False) as book:
        if pile:
            remark(f"{counted(_drop_pile(book, options), 'follow-up')} let go")
        for entry in people_named(book, options.who):
            book.daily.dealings.drop(entry.uid)
            left = book.daily.dealings.open(entry.uid)
            remark(f"{entry.contact.display_name}: let go{_goes_on(left[0].due) if left else ''}")
    return ExitCode.OK


def _drop_pile(book: Book, options: argparse.Namespace) -> int:
    from cardscan.days import moved, read_interval

    if options.event and not book.daily.events.of(options.event):
        raise UsageError(f"there is no event {options.event!r}", "`cardscan event` lists them")
    days = read_interval(options.older) if options.older else 0
    before = moved(book.daily.dealings.today(), -days) if options.older else ""
    return book.daily.dealings.drop_pile(event=options.event, before=before)


def _goes_on(due: str) -> str:
    return f"; next on {due}"


def _undo(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book

    with Book.open(book_folder(settings), create=False) as book:
        for entry in people_named(book, options.who):
            remark(f"{entry.contact.display_name}: {book.daily.dealings.undo(entry.uid)}")
    return ExitCode.OK
