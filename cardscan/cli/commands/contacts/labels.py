"""`cardscan tag`, `untag` and `note`: what you say of a contact yourself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.cli.parsing.parser import examples
from cardscan.cli.people.who import add_who, in_short, people_named
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.report import remark
from cardscan.errors import ExitCode, UsageError

if TYPE_CHECKING:
    import argparse

    from cardscan.book import Book, Entry
    from cardscan.settings import Settings


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands `tag`, `untag` and `note`."""
    tag = commands.add_parser(
        "tag",
        description="Put a tag on contacts. Tags become groups in address books, and `--tag` of other "
        "commands chooses by them.",
        epilog=examples("cardscan tag 417 customer", "cardscan tag 417 'bilal haddad' customer"),
    )
    untag = commands.add_parser(
        "untag",
        description="Take a tag off contacts.",
        epilog=examples("cardscan untag 417 customer"),
    )
    note = commands.add_parser(
        "note",
        description="Write a note about contacts. It is exported with them, and `cardscan find` finds it.",
        epilog=examples("cardscan note 417 'daughter starts school'"),
    )
    for parser, act, text in ((tag, _tag, "TAG"), (untag, _untag, "TAG"), (note, _note, "TEXT")):
        add_who(parser)
        parser.add_argument("text", metavar=text, help="the tag" if text == "TAG" else "the note")
        add_book(parser)
        parser.set_defaults(run=act)


def _tag(options: argparse.Namespace, settings: Settings) -> ExitCode:
    with _opened(options, settings) as book:
        for entry in people_named(book, options.who):
            book.tag(entry.uid, options.text.strip())
            remark(f"{_named(entry)}: tagged {options.text.strip()}")
    return ExitCode.OK


def _untag(options: argparse.Namespace, settings: Settings) -> ExitCode:
    tag = options.text.strip()
    with _opened(options, settings) as book:
        for entry in people_named(book, options.who):
            if tag not in entry.tags:
                remark(f"{_named(entry)}: has no tag {tag}" + _those_of(entry))
                continue
            book.untag(entry.uid, tag)
            remark(f"{_named(entry)}: no longer tagged {tag}")
    return ExitCode.OK


def _note(options: argparse.Namespace, settings: Settings) -> ExitCode:
    with _opened(options, settings) as book:
        for entry in people_named(book, options.who):
            book.note(entry.uid, options.text.strip())
            remark(f"{_named(entry)}: noted")
    return ExitCode.OK


def _opened(options: argparse.Namespace, settings: Settings) -> Book:
    from cardscan.book import Book

    if not options.text.strip():
        raise UsageError(
            f"{options.command}: there is nothing to say", f"cardscan {options.command} 417 TEXT"
        )
    return Book.open(book_folder(settings), create=False)


def _named(entry: Entry) -> str:
    return f"{entry.number} {in_short(entry)}"


def _those_of(entry: Entry) -> str:
    return f", only {', '.join(entry.tags)}" if entry.tags else ""
