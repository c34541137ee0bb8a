"""One contact: its values to be called, written to and copied, its next step, its cards and its past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardscan import messages
from cardscan.book.daily.wording import stands, step
from cardscan.book.daybook import LOG_KINDS
from cardscan.contact_fields import DETAILS
from cardscan.days import moved, shown
from cardscan.web.asking import address
from cardscan.web.checking.card_view import card_view
from cardscan.web.contacts.timeline import steps
from cardscan.web.daily.line import TOLD, deal, line_of
from cardscan.web.in_words import contact_text
from cardscan.web.rendering import see

if TYPE_CHECKING:
    from starlette.responses import Response

    from cardscan.book import Book
    from cardscan.model import Contact
    from cardscan.settings import Settings
    from cardscan.web.asking import Ask
    from cardscan.web.daily.line import Line
    from cardscan.web.rendering import Pages

A_PAGE = 50
"""Steps of the past that are shown at once."""
_DIGITS = 8
_LONGEST = 2000
"""Signs of a note; a tag has at most a twentieth."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is to be done about a contact, and how things stand."""

    tasks: tuple[tuple[str, str, bool], ...]
    """What, when, and whether that has come; the next first."""
    lines: tuple[Line, ...]
    """The next one as Today shows it, or ()."""
    stands: str
    want: str
    tomorrow: str


def show(book: Book, ask: Ask, pages: Pages, settings: Settings) -> Response:
    """Show one contact."""
    entry = book.entry(ask.query.get("uid", ""))
    first = _place(ask.query.get("from", ""))
    seen = steps(book, entry, first, A_PAGE + 1)
    return pages.page(
        "contact.html",
        ask,
        entry=entry,
        details=_details(entry.contact),
        text=contact_text(entry.contact),
        view=card_view(entry.contact, entry.needs_review, book.cards(entry.uid)),
        ahead=() if entry.deleted else (_ahead(book, entry.uid, settings),),
        kinds=LOG_KINDS,
        said=TOLD.get(ask.query.get("said", ""), ""),
        timeline=seen[:A_PAGE],
        first=first,
        newer=max(0, first - A_PAGE),
        older=first + A_PAGE if len(seen) > A_PAGE else 0,
        can_undo=book.reviews.can_undo(entry.uid),
        tags=book.reviews.tags(),
    )


def act(book: Book, ask: Ask, pages: Pages) -> Response:
    """Do what the pressed button says."""
    uid = ask.query.get("uid", "")
    doing, text = ask.said("do"), ask.said("text").strip()[:_LONGEST]
    if doing == "delete":
        book.delete(uid)
        return see(address("/contacts", ask, deleted=uid))
    if doing == "undo":
        book.reviews.undo(uid)
    elif doing == "untag":
        book.untag(uid, ask.said("tag"))
    elif doing == "tag" and text:
        book.tag(uid, " ".join(text.split())[: _LONGEST // 20])
    elif doing == "note" and text:
        book.note(uid, text.replace("\r\n", "\n"))
    elif doing == "want":
        book.daily.dealings.set_want(uid, " ".join(text.split()))
    elif doing == "plan":
        book.daily.dealings.promise(uid, ask.said("due"), " ".join(text.split()))
    elif deal(book, book.entry(uid), doing, " ".join(text.split())) and doing in TOLD:
        return see(address("/contact", ask, uid=uid, said=doing))
    return see(address("/contact", ask, uid=uid))


def _ahead(book: Book, uid: str, settings: Settings) -> Ahead:
    dealings = book.daily.dealings
    today = dealings.today()
    templates = messages.templates(messages.own_folder())
    return Ahead(
        tuple((step(task), shown(task.due, today), task.due <= today) for task in dealings.open(uid)),
        tuple(line_of(due, today, templates, settings) for due in book.daily.plan.people(uid)),
        " ".join(map(stands, dealings.standing(uid))),
        dealings.want(uid),
        moved(today, 1),
    )


def _place(text: str) -> int:
    """Return the place in the list that the address names; the beginning where it names none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _DIGITS else 0


def _details(contact: Contact) -> tuple[str, ...]:
    """Return what is said below the name, the company unless it stands for the name."""
    named = contact.organization != contact.display_name
    said = (field.of(contact) for field in DETAILS if named or field.key != "organization")
    return tuple(filter(None, said))
