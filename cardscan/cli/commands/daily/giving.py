"""`cardscan give`, `want`, `keep`: whom to give something, what they look for, how often to keep in touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.cli.commands.daily.columns import print_rows
from cardscan.cli.parsing.parser import examples
from cardscan.cli.people.who import people_named
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.report import counted, remark
from cardscan.errors import ExitCode, UsageError
from cardscan.visible import visible

if TYPE_CHECKING:
    import argparse

    from cardscan.settings import Settings


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands `give`, `want` and `keep`."""
    give = commands.add_parser(
        "give",
        description="Print one person to give something to today: an introduction, information, help. First "
        "somebody whose want a new card fits; else, of those with a tag of `keep`, the one to whom you owe "
        "most or gave least.",
        epilog=examples("cardscan give", "cardscan give --another"),
    )
    give.add_argument("--another", action="store_true", help="propose somebody else today")
    give.set_defaults(run=_give)
    want = commands.add_parser(
        "want",
        description="Note what a good prospect for WHO is. New cards that fit are proposed as an "
        'introduction. "" takes it out.',
        epilog=examples('cardscan want 107 "property managers with flat roofs"'),
    )
    want.add_argument("who", metavar="WHO", help="a contact's number, or words that only one contact has")
    want.add_argument("text", nargs="?", metavar="TEXT", help="what they look for; without it, print it")
    want.set_defaults(run=_want)
    keep = commands.add_parser(
        "keep",
        description="Have all with a TAG turn up in `due` so many days after anything was done with them. "
        "Without arguments, list the tags that do.",
        epilog=examples("cardscan keep advocate 30d", "cardscan keep friend never"),
    )
    keep.add_argument("tag", nargs="?", default="", metavar="TAG", help="a tag")
    keep.add_argument("every", nargs="?", default="", metavar="SPAN", help="such as 30d, 2w, 3m, 1y or never")
    keep.set_defaults(run=_keep)
    for parser in (give, want, keep):
        add_book(parser)


def _give(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book
    from cardscan.book.daily.wording import given

    with Book.open(book_folder(settings), create=False) as book:
        if options.another:
            for gift in book.daily.giving.gift():
                if not book.daily.giving.pass_over(gift.entry.uid):
                    remark("nobody else today")
        gifts = book.daily.giving.gift()
        days = book.daily.giving.days_given()
    for gift in gifts:
        print(visible(f"{gift.entry.number}  {given(gift)}{'; given today' if gift.given else ''}"))
    if not gifts:
        remark("nobody to propose: `cardscan want` and tags such as advocate tell whom to look after")
    remark(f"given on {sum(days)} of {counted(len(days), 'day')} this month")
    return ExitCode.OK


def _want(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book

    with Book.open(book_folder(settings), create=False) as book:
        [entry] = people_named(book, [options.who])
        if options.text is None:
            print(visible(book.daily.dealings.want(entry.uid), breaks="\n"))
            return ExitCode.OK
        book.daily.dealings.set_want(entry.uid, " ".join(options.text.split()))
    remark(f"{entry.contact.display_name}: {'looks for ' + options.text if options.text else 'taken out'}")
    return ExitCode.OK


def _keep(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book
    from cardscan.days import read_interval

    if options.tag and not options.every:
        raise UsageError(f"{options.tag}: how often?", "such as 30d, 2w, 3m, 1y or never")
    with Book.open(book_folder(settings), create=bool(options.tag)) as book:
        if not options.tag:
            print_rows([(name, f"every {days} days") for name, days in book.daily.dealings.intervals()])
            return ExitCode.OK
        days = read_interval(options.every)
        people = book.daily.dealings.keep(options.tag, days)
    told = f"every {counted(days, 'day')}" if days else "never"
    remark(f"{options.tag}: {told}, {counted(people, 'contact')}")
    return ExitCode.OK
