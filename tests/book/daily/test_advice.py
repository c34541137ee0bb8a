"""One sentence, the first thing to work on."""

from cardscan.book import Book, Event
from cardscan.book.daily.advice import advice, sentence
from cardscan.book.daybook import Goal, Group, Month
from tests.support.books import BERTA, put

STEADY = (Month("", new=4, within_seven=3),)


def behind(*names: str) -> dict[str, Goal]:
    return {name: Goal(name, name, 4, 3) for name in names}


def test_the_first_unmet_thing_is_named_in_this_order() -> None:
    nothing = Group("Club", 3, "2026-11-01", 6.0, 3, 1, 0, 0, 0, 0)
    early = Group("Mixer", 2, "2026-11-01", 6.0, 3, 1, 0, 0, 0, 0)
    every = behind("given", "known", "new", "events")
    assert "one more event" in sentence(every, STEADY, tuple)
    assert "meet new people; 3 of 4" in sentence(behind("given", "known", "new"), STEADY, tuple)
    assert "people you know" in sentence(behind("given", "known"), STEADY, tuple)
    assert "within a week; 25 %" in sentence(behind("given"), (Month("", new=4, within_seven=1),), tuple)
    assert "one person a day" in sentence(behind("given"), STEADY, lambda: (nothing,))
    assert "Club brought nothing in 3 visits" in sentence({}, STEADY, lambda: (early, nothing))
    assert sentence({}, STEADY, lambda: (early,)) == "Steady: keep at it."


def test_a_goal_is_behind_by_the_share_of_the_month_that_has_passed(book: Book) -> None:
    put(book, BERTA, "b.jpg", Event("Mixer", "2026-11-20"))
    assert "event" in advice(book.daily, "2026-11-30", ())
    assert "event" not in advice(book.daily, "2026-11-22", ())  # one of two, and the month is not over


def test_a_goal_of_a_week_and_one_of_a_year_have_their_own_share(book: Book) -> None:
    put(book, BERTA, "b.jpg", Event("Mixer", "2026-11-20"))
    book.daily.goals.set("events", 2, "week")
    assert "one more event this week" in advice(book.daily, "2026-11-22", ())  # Sunday
    assert "event" not in advice(book.daily, "2026-11-19", ())
    book.daily.goals.set("events", 12, "year")
    assert "11 more events this year" in advice(book.daily, "2026-11-22", ())
