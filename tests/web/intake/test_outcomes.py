"""What is said of a picture's outcome, on the computer and on a phone."""

from pathlib import Path

from cardscan.book import Book
from cardscan.inbox import Row
from cardscan.web.intake.outcomes import Doings, Told, doings, outcome_told

PLACE = Path("/in/a.png")


def test_a_phone_is_told_the_outcome_and_no_name() -> None:
    done = Row("a.png", "done", PLACE, "Anna Weber (new)", ("u1", "u2"), 2)
    partly = Row("a.png", "failed", PLACE, "page 2 is broken; in the book: Anna Weber (new)", ("u1",), 1)
    known = Row("a.png", "duplicate", PLACE, "the same file as /home/anna/done/x.png, whose cards are known")
    nothing = Row("a.png", "failed", PLACE, "no card found (take the photo closer)")
    assert outcome_told(done) == "2 cards"
    assert outcome_told(partly) == "1 card, but not all of it could be read"
    assert outcome_told(known) == "known already: this very picture has been read before"
    assert outcome_told(nothing) == "not read: no card found (take the photo closer)"
    assert outcome_told(None) == "arrived"
    assert not any(
        "Anna" in outcome_told(row) or "/home" in outcome_told(row) for row in (done, partly, known)
    )


def test_files_without_a_row_count_as_left() -> None:
    waiting = Told(Row("a.png", "waiting", PLACE))
    reading = Told(Row("b.png", "reading", PLACE))
    assert Doings((waiting, reading), waiting=900).left == 901
    assert Doings((waiting, reading), waiting=0).left == 2


def test_what_is_being_read_is_shown_before_what_waits(book: Book) -> None:
    rows = [Row("a.png", "waiting", PLACE), Row("b.png", "done", PLACE), Row("c.png", "reading", PLACE)]
    shown = doings(book, rows, 1, "")
    assert [told.name for told in shown.under_way] == ["c.png", "a.png"]
    assert [told.name for told in shown.read] == ["b.png"]


def test_a_row_says_the_event_and_the_name_that_a_person_knows() -> None:
    told = Told(Row("2026-11-20 Chamber mixer/0123abcd anna_front.png", "waiting", PLACE))
    assert (told.event, told.name) == ("2026-11-20 Chamber mixer", "anna_front.png")
