"""Follow-ups on real servers: sent once, ticked off there, moved there, changed on both sides."""

from collections import Counter
from datetime import timedelta

import pytest

from cardscan.book import Book
from cardscan.book.daily.dealing import Deed
from cardscan.caldav.task_list import TaskList
from cardscan.dav.outcomes import Difference
from cardscan.model import Contact
from tests.support.books import Clock
from tests.support.servers import (
    Between,
    DavServer,
    Radicale,
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
def there(each_server: DavServer) -> TaskList:
    return each_server.task_list()


def test_follow_ups_arrive_once_and_their_end_is_told(
    book: Book, there: TaskList, uids: tuple[str, str], clock: Clock
) -> None:
    assert verdicts(book, there) == {"new": 2}
    [berta, carlo] = (next_of(book, uid).uid for uid in uids)
    assert tasks_there(there)[berta]["SUMMARY"] == "Berta Álvarez: follow up"
    assert tasks_there(there)[berta]["DUE"] == "20261122"
    assert verdicts(book, there) == {"unchanged": 2}
    clock.tick()
    book.daily.dealings.log(uids[0], Deed("called", next_due="2026-12-06", next_text="ask whether it fits"))
    book.daily.dealings.drop(uids[1])
    assert verdicts(book, there) == {"new": 1, "updated": 2}
    assert status_there(there) == {
        berta: "COMPLETED",
        carlo: "CANCELLED",
        next_of(book, uids[0]).uid: "NEEDS-ACTION",
    }
    assert tasks_there(there)[berta]["COMPLETED"] == "20261122T093100Z"
    assert verdicts(book, there) == {"unchanged": 1}
    clock.now += timedelta(days=90)
    book.daily.dealings.undo(uids[1])
    assert verdicts(book, there) == {"unchanged": 1, "updated": 1}
    assert status_there(there)[carlo] == "NEEDS-ACTION"


def test_a_second_push_sends_no_request_that_writes_and_one_request_in_all(
    book: Book, server: Radicale, uids: tuple[str, str]
) -> None:
    there = server.task_list()
    with Between(server.url) as between:
        far = through(between, server, there)
        pushed(book, far)
        between.seen.clear()
        assert verdicts(book, far) == {"unchanged": 2}
        assert [method for method, _, _ in between.seen] == ["PROPFIND"]


def test_what_is_renamed_here_is_renamed_there(book: Book, there: TaskList, uids: tuple[str, str]) -> None:
    pushed(book, there)
    book.correct(uids[0], Contact(given_name="Berta", family_name="Klein"))
    assert verdicts(book, there) == {"updated": 1, "unchanged": 1}
    assert tasks_there(there)[next_of(book, uids[0]).uid]["SUMMARY"] == "Berta Klein: follow up"


def test_details_leave_the_book_only_where_that_is_asked_for(
    book: Book, there: TaskList, uids: tuple[str, str]
) -> None:
    pushed(book, there)
    assert "DESCRIPTION" not in tasks_there(there)[next_of(book, uids[0]).uid]
    assert verdicts(book, there, details=True) == {"updated": 2}
    assert "berta@tea.example" in tasks_there(there)[next_of(book, uids[0]).uid]["DESCRIPTION"]


def test_ticked_off_there_is_done_here(
    book: Book, there: TaskList, uids: tuple[str, str], clock: Clock
) -> None:
    book.daily.dealings.promise(uids[0], "2026-11-20", "send the list")
    pushed(book, there)
    promise = next_of(book, uids[0])
    clock.now += timedelta(days=3)
    change_there(there, promise.uid, STATUS="COMPLETED", COMPLETED="20261123T120000Z")
    before = there.etags()
    assert pushed(book, there)[promise.uid].verdict == "taken"
    assert logged(book, uids[0]) == [("2026-11-23", "wrote")]
    assert book.daily.dealings.open(uids[0]) == ()  # it ended the first follow-up, too
    assert len(status_there(there)) == 3 and set(status_there(there).values()) == {
        "COMPLETED",
        "NEEDS-ACTION",
    }
    assert sum(there.etags()[name] != etag for name, etag in before.items()) == 1
    assert verdicts(book, there) == {"unchanged": 1}
    assert len(logged(book, uids[0])) == 1


def test_cancelled_there_is_dropped_here(book: Book, there: TaskList, uids: tuple[str, str]) -> None:
    pushed(book, there)
    task = next_of(book, uids[0]).uid
    change_there(there, task, STATUS="CANCELLED")
    assert pushed(book, there)[task].verdict == "taken"
    assert book.daily.dealings.open(uids[0]) == () and logged(book, uids[0]) == []
    assert verdicts(book, there) == {"unchanged": 1}


def test_keeping_in_touch_goes_on_when_it_was_ticked_off_there(
    book: Book, there: TaskList, uids: tuple[str, str]
) -> None:
    book.tag(uids[0], "advocate")
    pushed(book, there)
    [kept] = [task for task in book.daily.dealings.open(uids[0]) if task.kind == 2]
    change_there(there, kept.uid, STATUS="COMPLETED", COMPLETED="20261122T080000Z")
    outcomes = pushed(book, there)
    after = next_of(book, uids[0])
    assert (outcomes[kept.uid].verdict, outcomes[after.uid].verdict) == ("taken", "new")
    assert tasks_there(there)[after.uid]["DUE"] == "20261222"


def test_moved_there_is_put_off_here(book: Book, there: TaskList, uids: tuple[str, str]) -> None:
    pushed(book, there)
    task = next_of(book, uids[0])
    change_there(there, task.uid, DUE="20261201T180000")
    assert pushed(book, there)[task.uid].verdict == "taken"
    assert (next_of(book, uids[0]).due, next_of(book, uids[0]).snoozed) == ("2026-12-01", 1)
    assert verdicts(book, there) == {"unchanged": 2}
    book.daily.dealings.snooze(uids[0], "2026-12-03")
    assert verdicts(book, there) == {"updated": 1, "unchanged": 1}
    assert tasks_there(there)[task.uid]["DUE"] == "20261203T180000"  # the time that was set there


@pytest.mark.parametrize(
    ("side", "verdict", "day"), [("ours", "updated", "2026-12-01"), ("theirs", "taken", "2026-12-24")]
)
def test_moved_on_both_sides_is_a_conflict_and_nothing_is_overwritten(
    book: Book, there: TaskList, uids: tuple[str, str], side: str, verdict: str, day: str
) -> None:
    pushed(book, there)
    task = next_of(book, uids[0]).uid
    book.daily.dealings.snooze(uids[0], "2026-12-01")
    change_there(there, task, DUE="20261224")
    for _ in range(2):
        outcome = pushed(book, there)[task]
        assert (outcome.verdict, outcome.reason) == ("conflict", "changed here and on the server")
        assert outcome.differences == (Difference("due", ("2026-12-01",), ("2026-12-24",)),)
        assert outcome.url == f"{there.url}{task}.ics"
    assert (next_of(book, uids[0]).due, tasks_there(there)[task]["DUE"]) == ("2026-12-01", "20261224")
    assert pushed(book, there, settled={task: side})[task].verdict == verdict
    assert (next_of(book, uids[0]).due, tasks_there(there)[task]["DUE"]) == (day, day.replace("-", ""))
    assert verdicts(book, there) == {"unchanged": 2}


def test_what_a_phone_added_stays(book: Book, there: TaskList, uids: tuple[str, str]) -> None:
    pushed(book, there)
    task = next_of(book, uids[0]).uid
    change_there(there, task, PRIORITY="1", DESCRIPTION="bring cake", X_PHONE="kept", SUMMARY="Berta!")
    data, etag = there.item(f"{task}.ics")
    alarm = b"BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT10M\r\nDESCRIPTION:Ring\r\nEND:VALARM\r\nEND:VTODO"
    assert there.put(f"{task}.ics", data.replace(b"END:VTODO", alarm), etag).status in (200, 201, 204)
    assert verdicts(book, there) == {"unchanged": 2}
    book.daily.dealings.log(uids[0], Deed("wrote"))
    assert pushed(book, there)[task].verdict == "updated"
    now = tasks_there(there)[task]
    assert (now["STATUS"], now["PRIORITY"], now["DESCRIPTION"], now["X-PHONE"], now["SUMMARY"]) == (
        "COMPLETED", "1", "bring cake", "kept", "Berta!",
    )  # fmt: skip
    assert b"TRIGGER:-PT10M" in there.item(f"{task}.ics")[0]


def test_deleted_there_is_told_and_not_made_again(book: Book, there: TaskList, uids: tuple[str, str]) -> None:
    pushed(book, there)
    task = next_of(book, uids[0]).uid
    there.delete(f"{task}.ics", there.etags()[f"{task}.ics"])
    for _ in range(2):
        assert pushed(book, there)[task].verdict == "gone"
    assert task not in tasks_there(there) and next_of(book, uids[0]).uid == task
    assert pushed(book, there, settled={task: "ours"})[task].verdict == "new"
    there.delete(f"{task}.ics", there.etags()[f"{task}.ics"])
    book.daily.dealings.drop(uids[0])
    assert pushed(book, there)[task].verdict == "unchanged"
    assert verdicts(book, there) == {"unchanged": 1}


def test_what_is_taken_back_or_deleted_here_is_deleted_there_unless_it_was_changed(
    book: Book, there: TaskList, uids: tuple[str, str]
) -> None:
    book.daily.dealings.log(uids[0], Deed("wrote", next_due="2026-12-01"))
    pushed(book, there)
    step, first = next_of(book, uids[0]).uid, next_of(book, uids[1]).uid
    change_there(there, first, SUMMARY="Carlo!")
    book.daily.dealings.undo(uids[0])
    book.delete(uids[1])
    outcomes = pushed(book, there)
    assert (outcomes[step].verdict, outcomes[first].verdict) == ("deleted", "conflict")
    assert outcomes[first].reason == "taken back or deleted here, changed on the server"
    assert step not in tasks_there(there) and first in tasks_there(there)
    assert pushed(book, there, settled={first: "ours"})[first].verdict == "deleted"
    assert first not in tasks_there(there)
    book.undelete(uids[1])
    assert pushed(book, there)[first].verdict == "new"
    change_there(there, first, SUMMARY="Carlo!")
    book.delete(uids[1])
    assert pushed(book, there, settled={first: "theirs"})[first].verdict == "unchanged"
    assert first in tasks_there(there) and first not in pushed(book, there)


def test_what_a_phone_added_alone_is_a_change_there_too(
    book: Book, there: TaskList, uids: tuple[str, str]
) -> None:
    pushed(book, there)
    tasks = [next_of(book, uid).uid for uid in uids]
    change_there(there, tasks[0], PRIORITY="1")
    for uid in uids:
        book.delete(uid)
    outcomes = pushed(book, there)
    assert [outcomes[task].verdict for task in tasks] == ["conflict", "deleted"]
    assert list(tasks_there(there)) == tasks[:1]


def test_an_end_that_is_taken_back_there_is_told(book: Book, there: TaskList, uids: tuple[str, str]) -> None:
    pushed(book, there)
    task = next_of(book, uids[0]).uid
    book.daily.dealings.log(uids[0], Deed("wrote"))
    pushed(book, there)
    change_there(there, task, STATUS="NEEDS-ACTION", COMPLETED="")
    outcome = pushed(book, there)[task]
    assert outcome.verdict == "conflict"
    assert outcome.differences[0] == Difference("status", ("done",), ("open",))
    assert pushed(book, there, settled={task: "ours"})[task].verdict == "updated"
    assert status_there(there)[task] == "COMPLETED"


def test_what_ended_twice_between_two_pushes_is_looked_at_once(
    book: Book, there: TaskList, uids: tuple[str, str]
) -> None:
    book.daily.dealings.promise(uids[0], "2026-12-01", "call")
    pushed(book, there)
    for _ in range(2):
        book.daily.dealings.drop(uids[1])
        assert verdicts(book, there)["unchanged"] >= 2
        book.daily.dealings.undo(uids[1])
        book.daily.dealings.drop(uids[1])
        assert verdicts(book, there) == {"unchanged": 3}
        assert verdicts(book, there) == {"unchanged": 2}
        book.daily.dealings.undo(uids[1])


def test_merged_people_keep_their_tasks(book: Book, there: TaskList, uids: tuple[str, str]) -> None:
    pushed(book, there)
    tasks = set(tasks_there(there))
    book.duplicates.merge(uids[0], uids[1])
    assert verdicts(book, there) == {"unchanged": 1, "updated": 1}
    assert set(tasks_there(there)) == tasks
    assert {task["SUMMARY"] for task in tasks_there(there).values()} == {"Berta Álvarez: follow up"}


def test_a_dry_run_tells_the_same_and_changes_neither_side(
    book: Book, there: TaskList, uids: tuple[str, str]
) -> None:
    assert verdicts(book, there, dry_run=True) == {"new": 2} and there.etags() == {}
    book.daily.dealings.log(uids[0], Deed("wrote", next_due="2026-12-01"))
    book.daily.dealings.promise(uids[1], "2026-12-01", "call")
    pushed(book, there)
    step, (first, call) = next_of(book, uids[0]).uid, (task.uid for task in book.daily.dealings.open(uids[1]))
    book.daily.dealings.undo(uids[0])
    change_there(there, first, STATUS="COMPLETED")
    change_there(there, call, DUE="20261224")
    book.correct(uids[1], Contact(given_name="Carla"))
    before, log = there.etags(), logged(book, uids[1])
    told = {uid: outcome.verdict for uid, outcome in pushed(book, there, dry_run=True).items()}
    assert (told[step], told[first]) == ("deleted", "merged")
    assert (there.etags(), logged(book, uids[1])) == (before, log)
    assert {uid: outcome.verdict for uid, outcome in pushed(book, there).items()} == told


def test_only_those_of_the_tag_or_event_are_sent(book: Book, there: TaskList, uids: tuple[str, str]) -> None:
    book.tag(uids[0], "tea")
    assert verdicts(book, there, event="Fair") == {}
    assert verdicts(book, there, tag="tea", event="Mixer") == {"new": 1}
    assert verdicts(book, there, event="Mixer") == {"new": 1, "unchanged": 1}


def test_a_book_that_lost_its_memory_finds_its_tasks_again_under_any_name(
    book: Book, there: TaskList, uids: tuple[str, str]
) -> None:
    pushed(book, there)
    first, second = (next_of(book, uid).uid for uid in uids)
    data, etag = there.item(f"{first}.ics")
    there.delete(f"{first}.ics", etag)
    there.put("imported.ics", data)
    for task in first, second:
        book.daily.task_pushes(there.url).forget(task)
    assert verdicts(book, there) == {"unchanged": 2}
    change_there(there, second, STATUS="COMPLETED")
    book.daily.task_pushes(there.url).forget(second)
    assert pushed(book, there)[second].reason == "on the server already, and not the same"
    assert pushed(book, there, settled={second: "theirs"})[second].verdict == "taken"
    book.daily.dealings.drop(uids[0])
    assert pushed(book, there)[first].verdict == "updated"
    assert Counter(status_there(there).values()) == {"CANCELLED": 1, "COMPLETED": 1}
    assert set(there.etags()) == {"imported.ics", f"{second}.ics"}
