"""What is written down ends follow-ups and plans the next; all of it can be taken back."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from cardscan.book import Book, Event
from cardscan.book.care.verifying import verify
from cardscan.book.daily.dealing import Deed
from cardscan.book.daybook import FIRST, KEEP, PROMISE, LogKind
from cardscan.days import moved
from cardscan.errors import BookError, UsageError
from tests.support.books import BERTA, CARLO, Clock, card, original, put

MIXER = Event("Mixer", "2026-11-20")
TODAY = "2026-11-22"


def open_(book: Book, uid: str) -> list[tuple[int, str, str]]:
    return [(task.kind, task.due, task.text) for task in book.daily.dealings.open(uid)]


def log(book: Book, uid: str) -> list[tuple[str, str, bool]]:
    return [(entry.day, entry.kind, entry.by_card) for entry in book.daily.dealings.entries(uid)]


def test_a_new_card_is_to_be_followed_up_two_days_after_the_meeting(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg", MIXER)
    assert open_(book, uid) == [(FIRST, "2026-11-22", "")]
    assert log(book, uid) == [("2026-11-20", "met", True)]
    assert put(book, BERTA, "b2.jpg", MIXER) == uid  # the same event again is no news
    assert len(open_(book, uid)) == len(log(book, uid)) == 1


def test_a_card_without_an_event_was_met_when_it_came(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg")
    assert open_(book, uid) == [(FIRST, "2026-11-24", "")]
    assert log(book, uid) == []


@pytest.mark.parametrize(
    ("taken", "due"),
    [("2026-11-19", "2026-11-21"), ("2026-11-23", "2026-11-24"), ("", "2026-11-24"), ("2026-10-01", "")],
)
def test_the_day_on_the_photo_is_believed_unless_it_is_to_come(book: Book, taken: str, due: str) -> None:
    scan = card(BERTA, "b.jpg")
    scan = replace(scan, source=replace(scan.source, taken=taken))
    [receipt] = book.receive([original("b.jpg")], [scan])
    assert [task[1] for task in open_(book, receipt.uid)] == ([due] if due else [])


def test_nobody_is_followed_up_after_a_month_and_nobody_where_that_is_not_wished(
    book: Book, tmp_path_factory: pytest.TempPathFactory, clock: Clock
) -> None:
    assert open_(book, put(book, BERTA, "b.jpg", Event("Fair", "2026-10-22"))) == []
    with Book.open(tmp_path_factory.mktemp("other"), clock=clock, follow_up_days=-1) as other:
        assert open_(other, put(other, BERTA, "b.jpg", MIXER)) == []


def test_who_is_met_again_is_followed_up_again_unless_spoken_to_since(book: Book, clock: Clock) -> None:
    uid = put(book, BERTA, "b.jpg", MIXER)
    book.daily.dealings.log(uid, Deed("wrote"), done=True)
    clock.tick(86_400 * 3)
    put(book, BERTA, "b2.jpg", Event("Breakfast", "2026-11-24"))
    assert open_(book, uid) == [(FIRST, "2026-11-26", "")]
    book.daily.dealings.log(uid, Deed("called"))
    assert open_(book, uid) == []
    put(book, BERTA, "b3.jpg", Event("Lunch", "2026-11-25"))  # a card of a meeting that was spoken of since
    assert open_(book, uid) == []


@pytest.mark.parametrize("kind", ["wrote", "called", "met", "gave", "referred"])
def test_whatever_i_do_ends_the_first_follow_up_and_restarts_the_interval(book: Book, kind: LogKind) -> None:
    uid = put(book, BERTA, "b.jpg", MIXER)
    book.tag(uid, "advocate")
    assert open_(book, uid) == [(FIRST, "2026-11-22", ""), (KEEP, "2026-12-20", "")]
    book.daily.dealings.log(uid, Deed(kind))
    assert open_(book, uid) == [(KEEP, "2026-12-22", "")]


def test_what_others_do_restarts_nothing_and_is_to_be_thanked_for(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg", MIXER)
    book.tag(uid, "advocate")
    book.daily.dealings.log(uid, Deed("got", "referral"))
    assert open_(book, uid) == [
        (FIRST, "2026-11-22", ""),
        (PROMISE, "2026-11-23", "thank for referral"),
        (KEEP, "2026-12-20", ""),
    ]
    [standing] = book.daily.dealings.standing(uid)
    assert (standing.gave, standing.got, standing.touched) == (0, 1, "2026-11-20")


def test_done_ends_the_promises_that_are_due_and_plans_the_next_step(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg", MIXER)
    book.daily.dealings.promise(uid, "2026-11-21", "price list")
    book.daily.dealings.promise(uid, "2026-12-21", "later")
    book.daily.dealings.log(uid, Deed("met"))
    assert [task[0] for task in open_(book, uid)] == [PROMISE, PROMISE]  # a talk is not the price list
    [following] = book.daily.dealings.log(
        uid, Deed("wrote", next_due="2026-12-06", next_text="ask"), done=True
    )
    assert (following.due, following.text) == ("2026-12-06", "ask")
    assert [task[2] for task in open_(book, uid)] == ["ask", "later"]
    book.daily.dealings.log(uid, Deed("wrote"), done=True)  # nothing is due: the next one is meant
    assert [task[2] for task in open_(book, uid)] == ["later"]


def test_an_earlier_talk_neither_restarts_the_interval_nor_is_one_to_come_taken(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg", MIXER)
    book.tag(uid, "advocate")
    book.daily.dealings.log(uid, Deed("called", day="2026-11-01"))
    assert open_(book, uid) == [(FIRST, "2026-11-22", ""), (KEEP, "2026-12-20", "")]
    for day in ("2026-11-23", "2026-02-29", "yesterday"):
        with pytest.raises(UsageError):
            book.daily.dealings.log(uid, Deed("called", day=day))
    assert len(log(book, uid)) == 2


@pytest.mark.parametrize(
    "act",
    [
        lambda book, uid: book.daily.dealings.log(uid, Deed("wrote", next_due="2027-01-01"), done=True),
        lambda book, uid: book.daily.dealings.log(uid, Deed("got")),
        lambda book, uid: book.daily.dealings.snooze(uid, "2026-12-24"),
        lambda book, uid: book.daily.dealings.drop(uid),
    ],
)
def test_the_last_thing_done_is_taken_back(
    book: Book, clock: Clock, act: Callable[[Book, str], object]
) -> None:
    uid = put(book, BERTA, "b.jpg", MIXER)
    book.tag(uid, "client")
    book.daily.dealings.promise(uid, TODAY, "price list")
    clock.tick()
    book.daily.dealings.log(uid, Deed("called", day="2026-11-21"))
    before = open_(book, uid), log(book, uid), [task.snoozed for task in book.daily.dealings.open(uid)]
    clock.tick()
    act(book, uid)
    assert before != (
        open_(book, uid),
        log(book, uid),
        [task.snoozed for task in book.daily.dealings.open(uid)],
    )
    clock.tick()
    book.daily.dealings.undo(uid)
    assert before == (
        open_(book, uid),
        log(book, uid),
        [task.snoozed for task in book.daily.dealings.open(uid)],
    )
    clock.tick()
    book.daily.dealings.undo(uid)
    assert [task[0] for task in open_(book, uid)] == [PROMISE, FIRST, KEEP]
    with pytest.raises(BookError, match="nothing to take back"):
        book.daily.dealings.undo(uid)


def test_putting_off_moves_what_is_due_and_letting_go_ends_it(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg", MIXER)
    with pytest.raises(UsageError):
        book.daily.dealings.snooze(uid, TODAY)
    book.daily.dealings.snooze(uid, "2026-11-29")
    [task] = book.daily.dealings.open(uid)
    assert (task.due, task.snoozed, task.revision) == ("2026-11-29", 1, 1)
    book.daily.dealings.drop(uid)
    assert open_(book, uid) == []
    assert book.daily.dealings.standing(uid)[0].touched == "2026-11-20"
    with pytest.raises(BookError, match="nothing is to be done"):
        book.daily.dealings.drop(uid)


def test_letting_go_of_keeping_in_touch_waits_for_a_whole_interval(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg", Event("Fair", "2026-09-01"))
    book.tag(uid, "advocate")
    assert open_(book, uid) == [(KEEP, "2026-10-01", "")]
    book.daily.dealings.drop(uid)
    assert open_(book, uid) == [(KEEP, "2026-12-22", "")]


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("name", "moment", "day"),
    [
        ("UTC+11", "2026-11-22T10:59:00Z", "2026-11-21"),  # POSIX: eleven hours behind; 23:59 there
        ("UTC+11", "2026-11-22T11:01:00Z", "2026-11-22"),
        ("UTC-14", "2026-11-22T09:59:00Z", "2026-11-22"),
        ("UTC-14", "2026-11-22T10:01:00Z", "2026-11-23"),
        ("America/New_York", "2026-11-01T05:30:00Z", "2026-11-01"),  # in the hour that comes twice
        ("Australia/Lord_Howe", "2026-10-03T15:31:00Z", "2026-10-04"),  # half an hour is left out
        ("Africa/Casablanca", "2026-02-14T23:59:00Z", "2026-02-15"),
        ("UTC", "2028-02-29T12:00:00Z", "2028-02-29"),
    ],
)
def test_days_are_those_of_where_one_is_and_stay_when_one_travels(
    book: Book, clock: Clock, zone: pytest.MonkeyPatch, name: str, moment: str, day: str
) -> None:
    zone.setenv("TZ", name)
    time.tzset()
    clock.now = datetime.fromisoformat(moment)
    uid = put(book, BERTA, "b.jpg")
    book.tag(uid, "advocate")
    assert [task[1] for task in open_(book, uid)] == [moved(day, 2), moved(day, 30)]
    book.daily.dealings.snooze(uid, moved(day, 1))
    book.daily.dealings.log(uid, Deed("got"))
    for elsewhere in ("UTC+11", "UTC-14"):
        zone.setenv("TZ", elsewhere)
        time.tzset()
        with Book.open(book.folder, clock=clock) as there:
            assert [task[1] for task in open_(there, uid)] == [moved(day, 1), moved(day, 1), moved(day, 30)]
            assert [entry.day for entry in there.daily.dealings.entries(uid)] == [day]
        assert [finding for finding in verify(book.folder) if finding.damage] == []


def test_the_shortest_interval_of_the_tags_counts(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg", Event("Fair", "2026-09-01"))
    book.tag(uid, "client")
    book.tag(uid, "advocate")
    assert open_(book, uid) == [(KEEP, "2026-10-01", "")]
    assert book.daily.dealings.keep("advocate", 0) == 1
    assert open_(book, uid) == [(KEEP, "2026-10-31", "")]
    book.untag(uid, "client")
    assert open_(book, uid) == []
    assert book.daily.dealings.intervals() == (("client", 60),)


def test_whole_piles_are_let_go(book: Book) -> None:
    uids = [put(book, BERTA, "b.jpg", MIXER), put(book, CARLO, "c.jpg", Event("Fair", "2026-11-10"))]
    book.tag(uids[0], "advocate")
    assert book.daily.dealings.drop_pile(before="2026-11-22") == 1
    assert book.daily.dealings.drop_pile(event="Mixer") == 1
    assert [open_(book, uid) for uid in uids] == [[(KEEP, "2026-12-20", "")], []]


def test_a_merger_moves_what_was_done_and_is_to_be_done_and_undoing_it_moves_it_back(book: Book) -> None:
    berta, carlo = put(book, BERTA, "b.jpg", MIXER), put(book, CARLO, "c.jpg", MIXER)
    book.daily.dealings.promise(carlo, "2026-12-01", "call")
    book.daily.dealings.log(carlo, Deed("called", text="about tea"))
    book.daily.dealings.set_want(carlo, "tea")
    book.daily.dealings.set_want(berta, "roofs")
    for uid in (berta, carlo):
        book.tag(uid, "advocate")
    uids = {task.uid for uid in (berta, carlo) for task in book.daily.dealings.open(uid)}
    before = [(open_(book, uid), log(book, uid), book.daily.dealings.want(uid)) for uid in (berta, carlo)]
    book.duplicates.merge(berta, carlo)
    assert open_(book, carlo) == []
    assert [task[0] for task in open_(book, berta)] == [FIRST, PROMISE, KEEP]
    assert {task.uid for task in book.daily.dealings.open(berta)} < uids
    assert log(book, berta) == [("2026-11-22", "called", False), ("2026-11-20", "met", True)]
    assert book.daily.dealings.want(berta) == "roofs\ntea"
    book.reviews.undo(berta)
    assert before == [
        (open_(book, uid), log(book, uid), book.daily.dealings.want(uid)) for uid in (berta, carlo)
    ]
    assert uids == {task.uid for uid in (berta, carlo) for task in book.daily.dealings.open(uid)}


def test_one_entry_for_all_of_an_event(book: Book) -> None:
    uids = [put(book, BERTA, "b.jpg", MIXER), put(book, CARLO, "c.jpg", MIXER)]
    book.daily.dealings.log_all(list(book.daily.events.people("Mixer")), Deed("wrote", text="thanks"))
    assert [log(book, uid)[0][1] for uid in uids] == ["wrote", "wrote"]
    assert book.daily.plan.agenda().people == ()


def test_a_follow_up_ticked_off_elsewhere_is_written_down_and_leaves_other_promises(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg", MIXER)
    book.daily.dealings.promise(uid, "2026-11-21", "send the list")
    book.daily.dealings.promise(uid, "2026-11-21", "call")
    [task] = [task for task in book.daily.dealings.open(uid) if task.text == "send the list"]
    book.daily.dealings.tick_off(task.uid, "2026-11-21")
    assert open_(book, uid) == [(PROMISE, "2026-11-21", "call")]  # any dealing ends the first follow-up
    [entry] = [entry for entry in book.daily.dealings.entries(uid) if not entry.by_card]
    assert (entry.day, entry.kind, entry.text) == ("2026-11-21", "wrote", "ticked off: send the list")
    book.daily.dealings.tick_off(task.uid, TODAY)
    book.daily.dealings.tick_off("nothing", TODAY)
    assert len(log(book, uid)) == 2
    book.daily.dealings.undo(uid)
    assert len(open_(book, uid)) == 3


@pytest.mark.parametrize("day", ["", "2999-01-01"])
def test_what_was_ticked_off_on_no_day_or_one_to_come_was_today(book: Book, day: str) -> None:
    uid = put(book, BERTA, "b.jpg", MIXER)
    book.daily.dealings.tick_off(book.daily.dealings.open(uid)[0].uid, day)
    assert (TODAY, "wrote", False) in log(book, uid)


def test_one_follow_up_is_moved_or_let_go_without_the_others(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg", MIXER)
    book.daily.dealings.promise(uid, "2026-11-21", "call")
    first = next(task.uid for task in book.daily.dealings.open(uid) if task.kind == FIRST)
    book.daily.dealings.move_one(first, "2026-11-20")
    assert open_(book, uid) == [(FIRST, "2026-11-20", ""), (PROMISE, "2026-11-21", "call")]
    book.daily.dealings.drop_one(first)
    book.daily.dealings.move_one(first, "2026-12-24")
    assert open_(book, uid) == [(PROMISE, "2026-11-21", "call")]
    book.daily.dealings.undo(uid)
    assert open_(book, uid)[0] == (FIRST, "2026-11-20", "")


def test_keeping_in_touch_that_is_let_go_elsewhere_comes_again_an_interval_later(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg", MIXER)
    book.tag(uid, "advocate")
    [kept] = [task for task in book.daily.dealings.open(uid) if task.kind == KEEP]
    book.daily.dealings.drop_one(kept.uid)
    [after] = [task for task in book.daily.dealings.open(uid) if task.kind == KEEP]
    assert (after.due, after.uid == kept.uid) == ("2026-12-22", False)
