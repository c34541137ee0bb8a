"""`cardscan stats`, `cardscan goal`: what came of it, and one sentence of advice."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING, cast

from cardscan.cli.commands.daily.columns import print_rows
from cardscan.cli.parsing.parser import examples
from cardscan.cli.place import add_book, book_folder
from cardscan.cli.report import remark
from cardscan.errors import ExitCode, UsageError
from cardscan.visible import escaped, visible

if TYPE_CHECKING:
    import argparse

    from cardscan.book.daybook import Month, Per
    from cardscan.settings import Settings

_HEADER = ("month", "events", "new", "known", "2 days", "7 days", "given", "got")
_MOST_MONTHS = 240
_GOAL = re.compile(r"([0-9]{1,5})(?:/(week|month|year))?")


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands `stats` and `goal`."""
    stats = commands.add_parser(
        "stats",
        description="Print for each month: events, people met for the first time, known people spoken to, "
        "follow-ups of the new ones within two and seven days, what was given and got; then this "
        "month's goals "
        "and one sentence of advice.",
        epilog=examples("cardscan stats", "cardscan stats --json"),
    )
    stats.add_argument("--months", type=int, default=12, metavar="N", help="so many months (default: 12)")
    stats.add_argument("--json", action="store_true", help="print one JSON object a month")
    stats.set_defaults(run=_stats)
    goal = commands.add_parser(
        "goal",
        description="Set a goal for each month, week or year: events, new (people), known (people spoken "
        "to), given. Without arguments, print them and how far they are.",
        epilog=examples("cardscan goal events 2", "cardscan goal known 3/week"),
    )
    goal.add_argument("name", nargs="?", default="", metavar="NAME", help="events, new, known or given")
    goal.add_argument(
        "number", nargs="?", default="", metavar="N", help="how many: 2 or 2/month, 1/week, 20/year"
    )
    goal.set_defaults(run=_goal)
    for parser in (stats, goal):
        add_book(parser)


def _told(month: Month) -> dict[str, object]:
    """Return a month as JSON says it: without a median where nobody heard from one."""
    return {name: value for name, value in asdict(month).items() if name != "median" or month.median >= 0}


def _stats(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book
    from cardscan.book.daily.advice import advice

    if not 1 <= options.months <= _MOST_MONTHS:
        raise UsageError(f"--months is between 1 and {_MOST_MONTHS}")
    with Book.open(book_folder(settings), create=False) as book:
        months = book.daily.results.months(options.months)
        together = book.daily.results.together(months)
        goals = book.daily.goals.all()
        weeks = book.daily.results.weeks()
        sentence = advice(book.daily, book.daily.dealings.today(), months)
    if options.json:
        for month in months:
            print(escaped(json.dumps(_told(month), ensure_ascii=False)))
        return ExitCode.OK
    print_rows([_row(month) for month in (*months, together)], _HEADER)
    if together.median >= 0:
        remark(f"half of the new people heard from you within {together.median:g} days")
    remark(f"{sum(weeks)} of the last {len(weeks)} weeks with a contact")
    remark(" · ".join(map(str, goals)))
    remark(sentence)
    return ExitCode.OK


def _row(month: Month) -> tuple[str, ...]:
    shares = (
        f"{100 * part / month.new:.0f} %" if month.new else ""
        for part in (month.within_two, month.within_seven)
    )
    known = str(month.known) if month.known >= 0 else ""
    return (
        month.name or "together", str(month.events), str(month.new), known, *shares,
        str(month.given), str(month.got),
    )  # fmt: skip


def _goal(options: argparse.Namespace, settings: Settings) -> ExitCode:
    from cardscan.book import Book
    from cardscan.book.daily.goals import GOALS

    said = _GOAL.fullmatch(options.number)
    if options.name and (options.name not in GOALS or said is None):
        raise UsageError(
            f"{' '.join((options.name, options.number)).strip()}: no goal",
            f"one of {', '.join(GOALS)}, and how many: 2/month, 1/week, 20/year",
        )
    with Book.open(book_folder(settings), create=bool(options.name)) as book:
        if said:
            book.daily.goals.set(options.name, int(said[1]), cast("Per", said[2] or "month"))
        goals = book.daily.goals.all()
    for goal in goals:
        print(visible(f"{goal.name}: {goal}"))
    return ExitCode.OK
