"""Goals of a week, a month and a year, counted by hand."""

from datetime import timedelta

from cardscan.book import Book, Event
from cardscan.book.daily.dealing import Deed
from cardscan.book.daybook import Goal
from cardscan.model import Contact, Email
from tests.support.books import Clock, put


def met(book: Book, name: str, event: str, date: str) -> str:
    contact = Contact(given_name=name, emails=(Email(f"{name.lower()}@people.example"),))
    return put(book, contact, f"{name}{date}.jpg", Event(event, date))


def reached(book: Book) -> dict[str, int]:
    return {goal.name: goal.reached for goal in book.daily.goals.all()}


def test_what_counts_is_what_was_in_the_week_the_month_or_the_year(book: Book, clock: Clock) -> None:
    ada = met(book, "Ada", "Club", "2026-01-05")
    ben = met(book, "Ben", "Mixer", "2026-11-10")
    cy = met(book, "Cy", "Fair", "2026-11-17")  # of the week that ends on Sunday the 22nd
    met(book, "Dan", "Ball", "2026-11-23")  # which is to come
    for uid, kind, day in (
        (ada, "called", "2026-03-01"),
        (ben, "wrote", "2026-11-12"),
        (ben, "gave", "2026-11-12"),
        (cy, "called", "2026-11-20"),
        (cy, "wrote", "2026-11-21"),
        (cy, "referred", "2026-11-22"),
    ):
        book.daily.dealings.log(uid, Deed(kind, day=day))  # type: ignore[arg-type]
    goals = book.daily.goals
    assert goals.all() == (
        Goal("events", "events", 2, 2),
        Goal("known", "known people spoken to", 5, 2),
        Goal("new", "new people", 4, 2),
        Goal("given", "given", 30, 2),
    )
    for name in ("events", "known", "new", "given"):
        goals.set(name, 7, "week")
    assert reached(book) == {"events": 1, "known": 1, "new": 1, "given": 1}
    for name in ("events", "known", "new", "given"):
        goals.set(name, 70, "year")
    assert reached(book) == {"events": 3, "known": 3, "new": 3, "given": 2}
    assert str(goals.all()[0]) == "events 3 of 70 this year"
    clock.now += timedelta(days=40)
    assert reached(book) == {"events": 0, "known": 0, "new": 0, "given": 0}
