"""Today: a handful of people, each with one next step; a tap ends a line, and can be taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan import messages
from cardscan.book.daily.dealing import Deed
from cardscan.book.daily.letters import message_for
from cardscan.book.daily.wording import given, reason, since
from cardscan.book.daybook import LOG_KINDS
from cardscan.days import moved, shown
from cardscan.errors import UsageError
from cardscan.web.asking import address
from cardscan.web.rendering import see

if TYPE_CHECKING:
    from starlette.responses import Response

    from cardscan.book import Book, Entry
    from cardscan.book.daybook import Due
    from cardscan.messages import Message
    from cardscan.settings import Settings
    from cardscan.web.asking import Ask
    from cardscan.web.rendering import Pages

_DOING = re.compile(r"([a-z]+)(?:-([0-9]{1,18}))?")
_LATER = {"tomorrow": 1, "week": 7}
_LONGEST = 2000
_OFTEN = 3
"""Times that somebody was put off, after which letting go is offered first."""


@dataclass(frozen=True, slots=True)
class Line:
    """A person who is due, as the page shows them."""

    due: Due
    why: str
    since: str
    further: tuple[str, ...]
    """What is due beside that."""
    message: Message
    ask: str
    """The link of a message that asks for something, where something was given before; else ""."""
    call: str

    @property
    def often(self) -> bool:
        """Whether letting go is offered first."""
        return self.due.task.snoozed >= _OFTEN


def start(book: Book, ask: Ask, pages: Pages) -> Response:
    """Lead to the page that opens first: this one, or where cards are added while nobody was ever due."""
    return see("/today" if book.daily.plan.begun() else "/")


def show(book: Book, ask: Ask, pages: Pages, settings: Settings) -> Response:
    """Show the day's work."""
    agenda = book.daily.plan.agenda(settings.daily, everybody=ask.query.get("all") == "1")
    templates = messages.templates(messages.own_folder())
    gifts = book.daily.giving.gift()
    return pages.page(
        "today.html",
        ask,
        agenda=agenda,
        day=shown(agenda.today),
        lines=[_line(due, agenda.today, templates, settings) for due in agenda.people],
        gifts=[(gift, given(gift)) for gift in gifts],
        squares=book.daily.giving.days_given(),
        goals=book.daily.results.goals(),
        to_check=book.reviews.left().all,
        saved=_saved(book, ask),
        said=ask.query.get("said", ""),
    )


def act(book: Book, ask: Ask, pages: Pages) -> Response:
    """Do what the pressed button says, for one person or for those that are ticked."""
    found = _DOING.fullmatch(ask.said("do"))
    if found is None:
        return see("/today")
    doing, number = found.groups()
    names = [number] if number else [text for text in ask.form.get("who", ()) if text.isdecimal()]
    people = [entry for name in names for entry in book.numbered(int(name[:18])) if not entry.deleted]
    for entry in people:
        _do(book, entry, doing, ask)
    shown_saved = str(people[-1].number) if people and doing not in ("undo", "another") else ""
    return see(address("/today", ask, saved=shown_saved, said=doing if shown_saved else ""))


def _do(book: Book, entry: Entry, doing: str, ask: Ask) -> None:
    dealings = book.daily.dealings
    if doing in LOG_KINDS:
        dealings.log(entry.uid, Deed(doing), done=True)
    elif doing in _LATER:
        dealings.snooze(entry.uid, moved(dealings.today(), _LATER[doing]))
    elif doing == "drop":
        dealings.drop(entry.uid)
    elif doing == "undo":
        dealings.undo(entry.uid)
    elif doing == "another":
        book.daily.giving.pass_over(entry.uid)
    elif doing == "word":
        dealings.add_word(entry.uid, " ".join(ask.said("text").split())[:_LONGEST])
    else:
        raise UsageError(f"{doing}: the page has no such button")


def _line(due: Due, today: str, templates: dict[str, str], settings: Settings) -> Line:
    return Line(
        due,
        reason(due, today),
        since(due.task, today),
        tuple(task.text or "follow up" for task in due.others),
        message_for(due, {**messages.TEMPLATES, **templates}, settings),
        message_for(due, templates, settings, "ask").link if due.standing.gave and "ask" in templates else "",
        messages.call_link(due.entry.contact),
    )


def _saved(book: Book, ask: Ask) -> Entry | None:
    """Return the person with whom something was done just before, which can be taken back."""
    number = ask.query.get("saved", "")
    found = book.numbered(int(number)) if number.isdecimal() and len(number) < 19 else ()
    return next((entry for entry in found if not entry.deleted), None)
