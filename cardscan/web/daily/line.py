"""A person who is due, as the pages show them, and what the buttons of their line do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan import messages
from cardscan.book.daily.dealing import Deed
from cardscan.book.daily.letters import message_for
from cardscan.book.daily.wording import reason, since, step
from cardscan.book.daybook import LOG_KINDS
from cardscan.days import moved

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cardscan.book import Book, Entry
    from cardscan.book.daybook import Due
    from cardscan.messages import Message
    from cardscan.settings import Settings

_LATER = {"tomorrow": 1, "week": 7}
_OFTEN = 3
"""Times that somebody was put off, after which letting go is offered first."""

TOLD: dict[str, str] = {
    **dict(zip(LOG_KINDS, LOG_KINDS, strict=True)),
    "tomorrow": "moved to tomorrow", "week": "moved by a week", "drop": "let go", "word": "noted",
}  # fmt: skip
"""What was done by a button, in words."""


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


def line_of(due: Due, today: str, templates: Mapping[str, str], settings: Settings) -> Line:
    """Return the line; `templates` are the user's own messages."""
    return Line(
        due,
        reason(due, today),
        since(due.task, today),
        tuple(map(step, due.others)),
        message_for(due, {**messages.TEMPLATES, **templates}, settings),
        message_for(due, templates, settings, "ask").link if due.standing.gave and "ask" in templates else "",
        messages.call_link(due.entry.contact),
    )


def deal(book: Book, entry: Entry, doing: str, text: str = "") -> bool:
    """Do what a button of a line says; tell whether it is one."""
    dealings = book.daily.dealings
    if doing in LOG_KINDS:
        today = dealings.today()
        due = any(task.due <= today for task in dealings.open(entry.uid))
        dealings.log(entry.uid, Deed(doing, text=text), done=due)
    elif doing in _LATER:
        dealings.snooze(entry.uid, moved(dealings.today(), _LATER[doing]))
    elif doing == "drop":
        dealings.drop(entry.uid)
    elif doing == "take-back":
        dealings.undo(entry.uid)
    elif doing == "word":
        dealings.add_word(entry.uid, text)
    else:
        return False
    return True
