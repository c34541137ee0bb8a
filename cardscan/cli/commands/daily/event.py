"""`cardscan event`: where people were met, and what it brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.cli.commands.daily.columns import print_rows
from cardscan.cli.parsing.parser import examples
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.report import counted, remark
from cardscan.errors import ExitCode, UsageError

if TYPE_CHECKING:
    import argparse

    from cardscan.book import Entry
    from cardscan.book.daybook import Group, Happened
    from cardscan.settings import Settings

_HEADER = (
    "event", "visits", "last", "hours", "new", "known", "followed 2d", "sought", "advocates", "got",
    "return/h",
)  # fmt: skip
_JUDGED_AFTER = 3


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command `event`."""
    event = commands.add_parser(
        "event",
        description="Without a NAME, list all events by name: visits, people met for the first time and "
        "known before, follow-ups within two days, how many of the new ones have a tag of the setting "
        "target, advocates among them, what they did for you. With a NAME, its days and whom you may meet "
        "again, or say more about it. The folders' names make events by themselves.",
        epilog=examples("cardscan event", 'cardscan event "Chamber mixer" --hours 2 --place Hull'),
    )
    event.add_argument("name", nargs="?", default="", metavar="NAME", help="an event's name")
    event.add_argument("--day", default="", metavar="DAY", help="only the one on that day: 2026-11-20")
    event.add_argument("--hours", type=float, default=0.0, metavar="N", help="how long each was")
    event.add_argument("--place", default="", metavar="TEXT", help="where it was")
    event.add_argument("--remark", default="", metavar="TEXT", help='such as "gave a talk"')
    event.add_argument("--rename", metavar="NEW", help="call it so; folders of the old name go on finding it")
    add_book(event)
    event.set_defaults(run=_event)


def _event(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book
    from cardscan.days import is_day

    saying = bool(options.hours or options.place or options.remark)
    renaming = options.rename is not None
    if not options.name and (saying or renaming or options.day):
        raise UsageError("which event?", "`cardscan event` lists them")
    if options.day and not is_day(options.day):
        raise UsageError(f"{options.day!r}: no day", "such as 2026-11-20")
    with Book.open(book_folder(settings), create=False) as book:
        events = book.daily.events
        if not options.name:
            groups = book.daily.results.groups(target=settings.target_tags)
            print_rows([_group_row(group) for group in groups], _HEADER)
            return ExitCode.OK
        if saying:
            number = events.describe(
                options.name, options.day, hours=options.hours, place=options.place, remark=options.remark
            )
            remark(f"{options.name}: noted for {counted(number, 'event')}")
        name = options.name
        if renaming:
            name = " ".join(options.rename.split())
            number = events.rename(options.name, name, options.day)
            remark(f"{counted(number, 'event')} called {name!r} now")
        found = [event for event in events.of(name) if options.day in ("", event.date)]
        if not found:
            on = f" on {options.day}" if options.day else ""
            raise UsageError(f"there is no event {name!r}{on}", "`cardscan event` lists them")
        print_rows([_row(happened) for happened in found])
        _say_before_one_goes(events.regulars(name), settings.offer)
    return ExitCode.OK


def _say_before_one_goes(regulars: tuple[Entry, ...], offer: str) -> None:
    from cardscan.cli.people.who import in_short

    if regulars:
        people = "; ".join(f"{entry.number} {in_short(entry)}" for entry in regulars)
        remark(f"you may meet again: {people}")
    if offer:
        remark(f"what you do: {offer}")


def _row(event: Happened) -> tuple[str, ...]:
    hours = f"{event.hours:g} h" if event.hours else ""
    return (event.date, event.name, event.place, hours, counted(event.people, "contact"), event.remark)


def _group_row(group: Group) -> tuple[str, ...]:
    judged = group.visits >= _JUDGED_AFTER
    share = f"{100 * group.followed / group.new:.0f} %" if group.new else ""
    back = f"{(group.got + group.advocates) / group.hours:.1f}" if group.hours else "hours?"
    numbers = (group.new, group.known)
    return (
        group.name, str(group.visits), group.last, f"{group.hours:g}" if group.hours else "",
        *map(str, numbers), share, str(group.target), str(group.advocates), str(group.got),
        back if judged else f"not judged before {_JUDGED_AFTER} visits",
    )  # fmt: skip
