import pytest

from cardscan.book import Book
from cardscan.book.daily.dealing import Deed
from cardscan.book.daily.pushed_tasks import PushedTask
from tests.support.books import BERTA, CARLO, put

HERE, THERE = "https://cloud.example/a/", "https://cloud.example/b/"


@pytest.fixture
def uids(book: Book) -> tuple[str, str]:
    return put(book, BERTA, "b.jpg"), put(book, CARLO, "c.jpg")


def task(book: Book, uid: str) -> str:
    return book.daily.dealings.open(uid)[0].uid


def test_what_was_sent_is_known_before_and_after_its_answer(book: Book) -> None:
    pushes = book.daily.task_pushes(HERE)
    assert pushes.of("a") == ()
    pushes.begin("a", "a.ics", "sent", anew=True)
    assert pushes.of("a") == (PushedTask("a", "a.ics", sent="sent"),)
    agreed = PushedTask("a", "a.ics", '"1"', 3, "agreed")
    pushes.agree(agreed)
    assert pushes.of("a") == (agreed,) and pushes.etags() == {"a": ("a.ics", '"1"')}
    pushes.begin("a", "a.ics", "other", anew=False)
    assert pushes.of("a") == (PushedTask("a", "a.ics", '"1"', 3, "agreed", "other"),)
    pushes.begin("a", "a.ics", "other", anew=True)
    assert pushes.of("a")[0].agreed == pushes.of("a")[0].etag == ""
    assert book.daily.task_pushes(THERE).etags() == {}
    pushes.forget("a")
    assert pushes.of("a") == ()


def test_open_follow_ups_wait_and_ended_ones_until_that_was_told(book: Book, uids: tuple[str, str]) -> None:
    pushes = book.daily.task_pushes(HERE)
    berta, carlo = (task(book, uid) for uid in uids)
    assert pushes.waiting() == (berta, carlo)
    pushes.agree(PushedTask(berta, "b.ics", '"1"', 0, "agreed"))
    book.daily.dealings.log(uids[0], Deed("wrote"))
    book.daily.dealings.log(uids[1], Deed("wrote"))  # was never sent
    assert pushes.waiting() == (berta,)
    pushes.agree(PushedTask(berta, "b.ics", '"2"', 1, "agreed"))
    assert pushes.waiting() == ()
    book.daily.dealings.undo(uids[0])
    assert pushes.waiting() == (berta,)


def test_what_is_gone_here_waits_to_be_taken_out_there(book: Book, uids: tuple[str, str]) -> None:
    pushes = book.daily.task_pushes(HERE)
    berta, carlo = (task(book, uid) for uid in uids)
    book.daily.dealings.log(uids[1], Deed("wrote", next_due="2026-12-01"))
    next_step = task(book, uids[1])
    for uid in (berta, next_step):
        pushes.agree(PushedTask(uid, f"{uid}.ics", '"1"', 0, "agreed"))
    book.delete(uids[0])
    book.daily.dealings.undo(uids[1])
    assert pushes.waiting() == (carlo, *sorted((berta, next_step)))
    book.undelete(uids[0])
    assert set(pushes.waiting()) == {carlo, berta, next_step}
