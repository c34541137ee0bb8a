"""Who is due: five people a day, promises first, one place for keeping in touch."""

from datetime import timedelta

from cardscan.book import Book, Event
from cardscan.book.daily.dealing import Deed
from cardscan.book.daily.wording import counted_to_many
from cardscan.book.daybook import MANY
from cardscan.model import Contact, Email
from tests.support.books import Clock, put

MIXER = Event("Mixer", "2026-11-20")


def people(book: Book, number: int, event: Event = MIXER) -> list[str]:
    contacts = [
        Contact(given_name=f"{event.name}{n}", emails=(Email(f"p{n}@{event.name.lower()}.example"),))
        for n in range(number)
    ]
    return [put(book, contact, f"{event.name}{n}.jpg", event) for n, contact in enumerate(contacts)]


def shown(book: Book) -> list[str]:
    return [line.entry.contact.given_name for line in book.daily.plan.agenda().people]


def test_forty_cards_of_one_event_are_worked_off_in_eight_days_with_no_day_over_five(
    book: Book, clock: Clock
) -> None:
    people(book, 40)
    days = []
    while book.daily.plan.agenda(everybody=True).people:
        today = 0
        while lines := book.daily.plan.agenda().people:
            assert len(lines) <= 5 - today
            book.daily.dealings.log(lines[0].entry.uid, Deed("wrote"), done=True)
            today += 1
        days.append(today)
        assert book.daily.plan.agenda().finished == today
        clock.now += timedelta(days=1)
    assert days == [5] * 8


def test_keeping_in_touch_has_a_place_each_day_however_many_cards_came(book: Book, clock: Clock) -> None:
    people(book, 40)
    for uid in people(book, 3, Event("Fair", "2026-07-01")):
        book.tag(uid, "advocate")
    for day in range(3):
        assert shown(book) == [*(f"Mixer{4 * day + n}" for n in range(4)), f"Fair{day}"]
        assert (book.daily.plan.agenda().waiting, len(book.daily.plan.agenda(everybody=True).people)) == (
            43 - 5 * day,
        ) * 2
        for line in book.daily.plan.agenda().people:
            book.daily.dealings.log(line.entry.uid, Deed("called"), done=True)
        clock.now += timedelta(days=1)


def test_promises_come_first_and_a_person_comes_once(book: Book) -> None:
    first, second = people(book, 2)
    book.daily.dealings.promise(second, "2026-11-22", "price list")
    book.daily.dealings.promise(second, "2026-11-23", "not yet")
    line, other = book.daily.plan.agenda().people
    assert (line.entry.uid, line.task.text, len(line.others), line.others[0].kind) == (
        second,
        "price list",
        1,
        1,
    )
    assert (other.entry.uid, other.standing.met_at, other.last[0].by_card) == (first, "Mixer", True)
    assert line.picture


def test_what_is_put_off_comes_back_on_its_day_and_the_deleted_do_not(book: Book, clock: Clock) -> None:
    first, second = people(book, 2)
    book.daily.dealings.snooze(first, "2026-11-29")
    book.delete(second)
    assert shown(book) == []
    assert book.daily.plan.agenda().waiting == 0
    clock.now += timedelta(days=7)
    assert shown(book) == ["Mixer0"]
    book.undelete(second)
    assert shown(book) == ["Mixer1", "Mixer0"]  # by due day


def test_a_clock_that_is_set_back_shows_nothing_twice(book: Book, clock: Clock) -> None:
    people(book, 2)
    book.daily.dealings.log(book.daily.plan.agenda().people[0].entry.uid, Deed("wrote"), done=True)
    clock.now -= timedelta(days=1)
    assert shown(book) == []  # the other is due tomorrow, then
    clock.now += timedelta(days=1)
    assert shown(book) == ["Mixer1"]


def test_more_than_a_hundred_who_are_due_are_not_counted_but_shown_where_asked(
    book: Book, clock: Clock
) -> None:
    people(book, MANY + 2)
    clock.tick(60)
    assert (book.daily.plan.agenda().waiting, book.reviews.count_waiting(MANY + 1)) == (MANY + 1,) * 2
    everybody = book.daily.plan.agenda(everybody=True)
    assert (everybody.waiting, len(everybody.people)) == (MANY + 2,) * 2
    for line in everybody.people[:2]:
        book.reviews.save(line.entry.uid, line.entry.contact)
        book.daily.dealings.drop(line.entry.uid)
    assert (book.daily.plan.agenda().waiting, book.reviews.count_waiting(MANY + 1)) == (MANY,) * 2
    assert (counted_to_many(MANY), counted_to_many(MANY + 1)) == ("100", "more than 100")
