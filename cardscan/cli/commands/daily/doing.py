"""`cardscan done`, `cardscan log`: what was done with people, in a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.cli.parsing.parser import examples
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.report import counted, remark
from cardscan.errors import ExitCode, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from cardscan.book import Book, Entry
    from cardscan.book.daily.dealing import Deed
    from cardscan.settings import Settings

_WITH_A_WORD = ("gave", "referred", "got")
"""Kinds that say what: "introduction"."""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands `done` and `log`."""
    done = commands.add_parser(
        "done",
        description="Write down what was done with WHO: wrote, called, met, gave, referred (you sent them "
        "somebody) or got (they did something for you). All that is due of theirs is ended, promises "
        "too; where nothing is, the promise that comes next. Whoever has a tag with an interval is due "
        "again then.",
        epilog=examples("cardscan done 418 422 called", 'cardscan done 107 gave introduction "to Bo Li"'),
    )
    log = commands.add_parser(
        "log",
        description="Write down what was done with WHO, or with all who were met at an event, due or not. "
        "Promises stay open.",
        epilog=examples(
            "cardscan log 107 met --on yesterday", 'cardscan log --event "Chamber mixer" wrote "thanks"'
        ),
    )
    log.usage = "%(prog)s (WHO ... | --event NAME) WHAT [TEXT ...] [--on WHEN] [--next WHEN [TEXT ...]]"
    done.usage = "%(prog)s WHO ... WHAT [TEXT ...] [--on WHEN] [--next WHEN [TEXT ...]]"
    for parser in (done, log):
        parser.add_argument(
            "words",
            nargs="+",
            metavar="WHO … WHAT [TEXT]",
            help="numbers or words of people, then once wrote, called, met, gave, referred or got, then a "
            "remark in quotes; after the last three a word may say what",
        )
        parser.add_argument("--on", default="today", metavar="WHEN", help="when it was (default: today)")
        parser.add_argument(
            "--next", nargs="+", default=[], metavar=("WHEN", "TEXT"), help="what you promised, and for when"
        )
        add_book(parser)
    log.add_argument("--event", default="", metavar="NAME", help="everybody who was met there")
    done.set_defaults(run=_done, event="")
    log.set_defaults(run=_log)


def _done(options: argparse.Namespace, settings: Settings) -> ExitCode:
    return _write(options, settings, done=True)


def _log(options: argparse.Namespace, settings: Settings) -> ExitCode:
    return _write(options, settings, done=False)


def _write(options: argparse.Namespace, settings: Settings, *, done: bool) -> ExitCode:
    from cardscan.book import Book
    from cardscan.cli.people.who import people_named

    with Book.open(book_folder(settings), create=False) as book:
        names, deed = _deed(options, book.daily.dealings.today())
        if options.event:
            _log_event(book, options.event, names, deed)
            return ExitCode.OK
        if not names:
            raise UsageError("who?", "name people before what was done: `cardscan done 417 wrote`")
        for entry in people_named(book, names):
            remark(_done_with(book, entry, deed, done=done))
    return ExitCode.OK


def _deed(options: argparse.Namespace, today: str) -> tuple[Sequence[str], Deed]:
    """Return who is named, and what was done."""
    from cardscan.book.daily.dealing import Deed
    from cardscan.book.daybook import LOG_KINDS
    from cardscan.days import read_day

    kind = next((kind for word in options.words for kind in LOG_KINDS if word == kind), None)
    if kind is None:
        raise UsageError("what was done?", f"one of: {', '.join(LOG_KINDS)}")
    place = options.words.index(kind)
    names, rest = options.words[:place], options.words[place + 1 :]
    if again := next((word for word in rest if word in LOG_KINDS), ""):
        raise UsageError(
            f"{kind}, and {again}? one thing at a time", "say the other for itself, or a remark in quotes"
        )
    what = rest.pop(0) if kind in _WITH_A_WORD and rest and len(rest[0].split()) == 1 else ""
    due, *text = options.next or [""]
    return names, Deed(
        kind, what, " ".join(rest), read_day(options.on, today, direction=-1),
        read_day(due, today) if due else "", " ".join(text),
    )  # fmt: skip


def _log_event(book: Book, event: str, names: Sequence[str], deed: Deed) -> None:
    if names:
        raise UsageError(f"--event means all who were met there, not {' '.join(names)}")
    if not book.daily.events.of(event):
        raise UsageError(f"there is no event {event!r}", "`cardscan event` lists them")
    uids = book.daily.events.people(event)
    book.daily.dealings.log_all(list(uids), deed)
    remark(f"{event}: {deed.kind}: {counted(len(uids), 'contact')}")


def _done_with(book: Book, entry: Entry, deed: Deed, *, done: bool) -> str:
    """Write it down for one person; return what that ended and what comes next, in words."""
    from cardscan.book.daily.wording import step
    from cardscan.days import shown

    dealings = book.daily.dealings
    before, today = dealings.open(entry.uid), dealings.today()
    following = dealings.log(entry.uid, deed, done=done)
    left = {task.uid for task in dealings.open(entry.uid)}
    ended = [step(task) for task in before if task.uid not in left]
    name = entry.contact.display_name or "(no name)"
    told = f"{name}: {' '.join(filter(None, (deed.kind, deed.what)))}."
    told += f" Ended: {'; '.join(ended)}." if ended else ""
    for task in following:
        told += f" Next: {shown(task.due, today)}, {step(task)}."
    return f"{told} `cardscan undo {entry.number}` takes it back"
