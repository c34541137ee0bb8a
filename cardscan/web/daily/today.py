"""Today: a handful of people, each with one next step; a tap ends a line, and can be taken back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan import messages
from cardscan.book.daily.wording import given
from cardscan.book.daybook import MANY
from cardscan.days import shown
from cardscan.errors import UsageError
from cardscan.web.asking import address
from cardscan.web.daily.line import TOLD, deal, line_of
from cardscan.web.rendering import see

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.responses import Response

    from cardscan.book import Book, Entry
    from cardscan.inbox import Board
    from cardscan.settings import Settings
    from cardscan.web.asking import Ask
    from cardscan.web.rendering import Pages

_DOING = re.compile(r"([a-z-]+?)(?:-([0-9]{1,18}))?")
_LONGEST = 2000
_ALONE = "alone"
"""What is said where there is nobody else to give something to."""


def start(book: Book, ask: Ask, pages: Pages) -> Response:
    """Lead to the page that opens first: this one, or where cards are added while nobody was ever due."""
    return see("/today" if book.daily.plan.begun() else "/")


def show(book: Book, ask: Ask, pages: Pages, settings: Settings, *, board: Board) -> Response:
    """Show the day's work; `board` knows which pictures could not be read."""
    agenda = book.daily.plan.agenda(settings.daily, everybody=ask.query.get("all") == "1")
    templates = messages.templates(messages.own_folder())
    gifts = book.daily.giving.gift()
    return pages.page(
        "today.html",
        ask,
        agenda=agenda,
        empty=not book.count(),
        day=shown(agenda.today),
        lines=[line_of(due, agenda.today, templates, settings) for due in agenda.people],
        gifts=[(gift, given(gift)) for gift in gifts],
        squares=book.daily.giving.days_given(),
        goals=book.daily.goals.all(),
        to_check=book.reviews.count_waiting(MANY + 1),
        failed=sum(row.state == "failed" for row in board.rows()),
        saved=_named(book, ask.query.get("saved", "").split()),
        alone=ask.query.get("said", "") == _ALONE,
        said=ask.query.get("said", ""),
        told=TOLD,
    )


def act(book: Book, ask: Ask, pages: Pages) -> Response:
    """Do what the pressed button says, for one person or for those that are ticked."""
    found = _DOING.fullmatch(ask.said("do"))
    if found is None:
        return see("/today")
    doing, number = found.groups()
    people = _named(book, [number] if number else ask.form.get("who", ()))
    if doing == "another":
        others = [book.daily.giving.pass_over(entry.uid) for entry in people]
        return see(address("/today", ask, said="" if all(others) else _ALONE))
    for entry in people:
        if not deal(book, entry, doing, " ".join(ask.said("text").split())[:_LONGEST]):
            raise UsageError(f"{doing}: the page has no such button")
    saved = " ".join(str(entry.number) for entry in people) if doing in TOLD else ""
    return see(address("/today", ask, saved=saved, said=doing if saved else ""))


def _named(book: Book, numbers: Iterable[str]) -> list[Entry]:
    """Return the people of these numbers, without those who are deleted."""
    found = (book.numbered(int(number)) for number in numbers if number.isdecimal() and len(number) < 19)
    return [entry for entries in found for entry in entries if not entry.deleted]
