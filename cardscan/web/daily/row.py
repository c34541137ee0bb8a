"""The row below a card's fields: when to follow up, about what, and tags; caught while it is fresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan.book.daybook import FIRST, PROMISE
from cardscan.days import moved
from cardscan.text import words

if TYPE_CHECKING:
    from cardscan.book import Book
    from cardscan.model import Contact
    from cardscan.settings import Settings
    from cardscan.web.asking import Ask

CHOICES = (
    ("", "as planned"),
    ("1", "tomorrow"),
    ("2", "in 2 days"),
    ("7", "in a week"),
    ("14", "in 2 weeks"),
    ("30", "in a month"),
    ("never", "not at all"),
)
"""What can be chosen: days from today."""
_DAYS = {choice for choice, _ in CHOICES if choice.isdecimal()}
_USUAL = "2"
_LONGEST_TEXT, _LONGEST_TAG = 2000, 100


def offered_tags(book: Book) -> tuple[str, ...]:
    """Return the tags that say how often to keep in touch."""
    return tuple(name for name, _ in book.daily.dealings.intervals()[:6])


def may_know_many(contact: Contact, settings: Settings) -> bool:
    """Tell whether the title is of those who meet many: bankers, solicitors, accountants."""
    title = f" {' '.join(words(contact.title))} "
    return any(f" {' '.join(words(said))} " in title for said in settings.influencer_words)


def keep_row(book: Book, uid: str, ask: Ask) -> None:
    """Do what the row of a card's form says; nothing where the form has none."""
    when = ask.said("follow_up")
    about = " ".join(ask.said("about").split())[:_LONGEST_TEXT]
    dealings = book.daily.dealings
    firsts = [task for task in dealings.open(uid) if task.kind == FIRST]
    if when == "never" and firsts:
        dealings.drop(uid)
    elif when == "never":
        pass
    elif about:
        due = moved(dealings.today(), int(when if when in _DAYS else _USUAL))
        same = (task for task in dealings.open(uid) if task.kind == PROMISE and task.text == about)
        if not any(same):
            dealings.promise(uid, due, about)
    elif when in _DAYS and firsts:
        dealings.snooze(uid, moved(dealings.today(), int(when)))
    known = book.entry(uid).tags
    for tag in (*ask.form.get("tag", ()), ask.said("new_tag")):
        name = " ".join(tag.split())[:_LONGEST_TAG]
        if name and name not in known:
            book.tag(uid, name)
