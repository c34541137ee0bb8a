"""What goes wrong between follow-ups and a task list: nothing is doubled or lost."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.book.daily.dealing import Deed
from cardscan.dav.errors import ServerError, UnreachableError
from cardscan.dav.patience import Patience
from tests.support.books import BERTA, CARLO, Clock, put
from tests.support.servers import (
    PASSWORD,
    USER,
    Between,
    Radicale,
    answer_lost,
    answers,
    etag_withheld,
    passed,
    request_lost,
)
from tests.support.tasks import (
    change_there,
    logged,
    next_of,
    pushed,
    status_there,
    tasks_there,
    through,
    verdicts,
)


@pytest.fixture
def between(server: Radicale) -> Iterator[Between]:
    with Between(server.url) as running:
        yield running


HOSTILE = (
    b"",
    b"\x00\xff<html>",
    b"BEGIN:VCALENDAR\r\n" * 1000,
    b"BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nUID:other\r\nEND:VTODO\r\nEND:VCALENDAR\r\n",
    b"BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nSTATUS:COMPLETED\r\nEND:VCALENDAR\r\n",
)


@pytest.mark.parametrize("body", HOSTILE)
def test_a_task_that_makes_no_sense_is_told_and_stops_no_other(
    book: Book, server: Radicale, between: Between, uids: tuple[str, str], body: bytes
) -> None:
    there = server.task_list()
    far = through(between, server, there)
    pushed(book, far)
    first, second = (next_of(book, uid).uid for uid in uids)
    change_there(there, first, PRIORITY="1")
    book.daily.dealings.log(uids[1], Deed("wrote"))
    between.faults = [("GET", answers(200, body))]
    outcomes = pushed(book, far)
    told = "gone" if not body else "conflict"
    assert (outcomes[first].verdict, outcomes[second].verdict) == (told, "updated")
    assert outcomes[first].name == "Berta Álvarez: follow up"
    assert next_of(book, uids[0]).uid == first
    assert verdicts(book, far) == {"unchanged": 1}


def test_what_makes_no_sense_there_can_be_replaced(
    book: Book, server: Radicale, between: Between, uids: tuple[str, str]
) -> None:
    there = server.task_list()
    far = through(between, server, there)
    pushed(book, far)
    first = next_of(book, uids[0]).uid
    change_there(there, first, PRIORITY="1")
    between.faults = [("GET", answers(200, HOSTILE[3], ETag=there.etags()[f"{first}.ics"]))]
    assert pushed(book, far, settled={first: "ours"})[first].verdict == "updated"
    assert "PRIORITY" not in tasks_there(there)[first]


@pytest.mark.parametrize("moment", ["99999999T999999Z", "00000101", "x" * 5000, "20999999", ""])
def test_days_that_are_none_are_today_or_none(
    book: Book, server: Radicale, between: Between, uids: tuple[str, str], moment: str
) -> None:
    there = server.task_list()
    far = through(between, server, there)
    pushed(book, far)
    first, second = (next_of(book, uid).uid for uid in uids)
    ticked = f"STATUS:COMPLETED\r\nCOMPLETED:{moment}\r\nUID:{first}"
    moved = f"DUE:{moment}\r\nUID:{second}"
    bodies = dict(zip((first, second), (ticked, moved), strict=True))
    for task in sorted(bodies):
        change_there(there, task, PRIORITY="1")
        body = f"BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\n{bodies[task]}\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
        between.faults.append(("GET", answers(200, body.encode())))
    outcomes = pushed(book, far)
    assert (outcomes[first].verdict, outcomes[second].verdict) == ("taken", "unchanged")
    assert logged(book, uids[0]) == [("2026-11-22", "wrote")]
    assert next_of(book, uids[1]).due == "2026-11-22"


@pytest.mark.parametrize("status", [403, 415])
def test_a_calendar_that_takes_no_tasks_says_what_to_do(
    book: Book, server: Radicale, between: Between, uids: tuple[str, str], status: int
) -> None:
    far = through(between, server, server.task_list())
    between.faults = [("PUT", answers(status))]
    with pytest.raises(ServerError, match="takes no tasks") as caught:
        pushed(book, far)
    assert "cardscan due --ics" in caught.value.hint and "--create" in caught.value.hint
    between.faults = [("PUT", answers(403, b"<C:valid-calendar-data/>"))]
    assert verdicts(book, far) == {"failed": 1, "new": 1}


def test_a_task_that_the_server_refuses_stops_no_other_and_five_stop_all(
    book: Book, server: Radicale, between: Between, uids: tuple[str, str]
) -> None:
    there = server.task_list()
    far = through(between, server, there)
    between.faults = [("PUT", answers(413)), ("PUT", passed)]
    assert verdicts(book, far) == {"failed": 1, "new": 1}
    for number in range(9):
        book.daily.dealings.promise(uids[0], "2026-12-01", f"step {number}")
    between.faults = [("PUT", answers(507))] * 9
    with pytest.raises(ServerError, match="refused 5 tasks in a row"):
        pushed(book, far)


def test_lost_answers_and_withheld_etags_double_nothing(
    book: Book, server: Radicale, between: Between, uids: tuple[str, str]
) -> None:
    there = server.task_list()
    far = through(between, server, there, Patience(sleep=lambda _: None))
    between.faults = [("PUT", answer_lost), ("PUT", request_lost), ("PUT", etag_withheld)]
    assert verdicts(book, far) == {"new": 2}
    book.daily.dealings.snooze(uids[0], "2026-12-01")
    between.faults = [("PUT", answer_lost)]
    assert verdicts(book, far) == {"updated": 1, "unchanged": 1}
    assert verdicts(book, far) == {"unchanged": 2} and len(tasks_there(there)) == 2


def test_a_tick_between_a_sending_and_its_proof_is_seen_next_time(
    book: Book, server: Radicale, between: Between, uids: tuple[str, str]
) -> None:
    there = server.task_list()
    far = through(between, server, there)
    pushed(book, far)
    task = next_of(book, uids[0]).uid
    book.daily.dealings.snooze(uids[0], "2026-12-01")

    def ticked(handler: BaseHTTPRequestHandler) -> bool:
        change_there(there, task, STATUS="COMPLETED", COMPLETED="20261122T080000Z")
        return True

    between.faults = [("GET", passed), ("GET", ticked)]
    assert pushed(book, far)[task].verdict == "updated"
    assert logged(book, uids[0]) == []
    assert pushed(book, far)[task].verdict == "taken"
    assert logged(book, uids[0]) == [("2026-11-22", "wrote")]


def test_a_task_changed_while_it_is_sent_is_left_for_the_next_push(
    book: Book, server: Radicale, between: Between, uids: tuple[str, str]
) -> None:
    there = server.task_list()
    far = through(between, server, there)
    pushed(book, far)
    task = next_of(book, uids[0]).uid
    book.daily.dealings.snooze(uids[0], "2026-12-01")

    def renamed(handler: BaseHTTPRequestHandler) -> bool:
        change_there(there, task, SUMMARY="Berta!")
        return True

    between.faults = [("PUT", renamed)]
    outcome = pushed(book, far)[task]
    assert (outcome.verdict, outcome.reason) == (
        "failed",
        "changed on the server at this moment; run this again",
    )
    assert pushed(book, far)[task].verdict == "updated"
    assert (tasks_there(there)[task]["SUMMARY"], tasks_there(there)[task]["DUE"]) == ("Berta!", "20261201")


def test_a_task_changed_after_its_answer_was_lost_is_no_conflict(
    book: Book, server: Radicale, between: Between, uids: tuple[str, str]
) -> None:
    there = server.task_list()
    far = through(between, server, there)
    task = next_of(book, uids[0]).uid
    for day in ("2026-12-01", "2026-12-03"):
        between.faults = [("PUT", answer_lost)]
        with pytest.raises(UnreachableError):
            pushed(book, far)
        book.daily.dealings.snooze(uids[0], day)
        assert pushed(book, far)[task].verdict == "updated"
        book.daily.dealings.snooze(uids[0], "2026-12-02")
    assert Counter(task["DUE"] for task in tasks_there(there).values()) == {"20261203": 1, "20261122": 1}


def killing(process: Callable[[], subprocess.Popen[bytes]], *, arrives: bool) -> Callable[..., bool]:
    """Return a fault that kills the process with SIGKILL, before its request arrives or just behind it."""

    def fault(handler: BaseHTTPRequestHandler) -> bool:
        process().send_signal(signal.SIGKILL)
        process().wait()
        return arrives

    return fault


@pytest.mark.long
@pytest.mark.parametrize("arrives", [True, False])
def test_killed_at_every_request_no_task_is_there_twice_and_no_tick_counts_twice(
    book_folder: Path, server: Radicale, between: Between, clock: Clock, arrives: bool
) -> None:
    there = server.task_list()
    url = there.url.replace(server.url, between.url)
    with Book.open(book_folder) as book:
        uids = [put(book, BERTA, "b.jpg"), put(book, CARLO, "c.jpg")]
        pushed(book, through(between, server, there))
        ticked, moved = (next_of(book, uid).uid for uid in uids)
        change_there(there, ticked, STATUS="COMPLETED", SUMMARY="Berta!")
        book.daily.dealings.snooze(uids[1], "2099-12-01")
        book.daily.dealings.promise(uids[1], "2099-12-01", "call")
    command = [sys.executable, "-m", "cardscan", "push", "--tasks", url, "--user", USER]
    environ = {**os.environ, "CARDSCAN_PASSWORD": PASSWORD, "CARDSCAN_BOOK": str(book_folder)}
    running: list[subprocess.Popen[bytes]] = []
    codes = []
    for number in range(30):
        fault = killing(lambda: running[-1], arrives=arrives)
        between.faults = [*[("*", passed)] * number, ("*", fault)]
        running.append(subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL))
        codes.append(running[-1].wait())
        assert len(there.etags()) == len(tasks_there(there)) <= 3
        if codes[-1] == 0:
            break
    assert codes[-1] == 0 and set(codes[:-1]) == {-signal.SIGKILL} and len(codes) > 3
    between.faults = []
    with Book.open(book_folder) as book:
        assert verdicts(book, through(between, server, there)) == {"unchanged": 2}
        assert [kind for _, kind in logged(book, uids[0])] == ["wrote"]
    assert Counter(status_there(there).values()) == {"COMPLETED": 1, "NEEDS-ACTION": 2}
    assert tasks_there(there)[moved]["DUE"] == "20991201"
