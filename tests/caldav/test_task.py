"""Tasks as other programs write them: what they say, and that a change leaves all else as it is."""

import time

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.caldav.task import Agreed, Field, Said, ServerTask, task_of, uids_of
from cardscan.export.calendar import Item, one_task

UID = "u-1"
OPEN = Item(UID, "2026-12-07", "Anna Weber: send; the, price\\list", "", "open", 2, "2026-11-22T09:30:00Z")
DONE = Item(UID, "2026-12-14", "Anna Klein: write", "more", "done", 3, "2026-11-23T09:30:00Z")

OTHERS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Other//Program//EN
X-WR-CALNAME:Mine
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:STANDARD
DTSTART:19701025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VTODO
UID:u-1
DTSTAMP:20261101T000000Z
SEQUENCE:7
SUMMARY;LANGUAGE=de:Anna: anrufen
DESCRIPTION:bring\\, cake
DTSTART;TZID=Europe/Berlin:20261206T090000
DUE;TZID=Europe/Berlin:20261207T170000
PERCENT-COMPLETE:40
STATUS:IN-PROCESS
PRIORITY:1
X-APPLE-SORT-ORDER:12
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER;RELATED=END:-PT1H
DESCRIPTION:Ring
SUMMARY:An alarm's own
DUE:19990101
END:VALARM
END:VTODO
END:VCALENDAR
"""


def read(text: str | bytes) -> ServerTask:
    [task] = task_of(text.encode() if isinstance(text, str) else text, UID)
    return task


def task(lines: str) -> str:
    return f"BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:u-1\n{lines}\nEND:VTODO\nEND:VCALENDAR\n"


def properties(data: bytes) -> dict[str, str]:
    [found] = icalendar.Calendar.from_ical(data).walk("VTODO")
    return {name: value.to_ical().decode() for name, value in found.items()}


def test_our_own_task_says_what_the_follow_up_does() -> None:
    assert read(one_task(OPEN)).said == Said("open", "2026-12-07", OPEN.summary, "")
    assert read(one_task(DONE)).said == Said("done", "2026-12-14", DONE.summary, "more")
    assert read(one_task(DONE)).completed == "2026-11-23"
    assert b"METHOD" not in one_task(OPEN)


def test_another_program_s_task_is_read_without_its_alarm() -> None:
    assert read(OTHERS).said == Said("open", "2026-12-07", "Anna: anrufen", "bring, cake")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("DUE;VALUE=DATE:20261207", "2026-12-07"),
        ("due:20261207T235959", "2026-12-07"),
        ("DUE;TZID=Asia/Tokyo:20261207T000000", "2026-12-07"),
        ("DUE:20261207T120000Z", "2026-12-07"),
        ("DUE:20270229", ""),
        ("DUE:20261207T250000Z", ""),
        ("DUE:00000000", ""),
        ("DUE:tomorrow", ""),
        ("X:1", ""),
    ],
)
def test_days_of_all_forms_are_read(line: str, day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for zone in ("UTC+11", "UTC-11"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        try:
            said = read(task(line)).said.day
        finally:
            monkeypatch.undo()
            time.tzset()
        assert said == day


@pytest.mark.parametrize("moment", ["00010101T000000Z", "99991231T235959Z"])
@pytest.mark.parametrize("zone", ["UTC+11", "UTC-11"])
def test_at_the_ends_of_the_calendar_there_is_a_day_or_none(
    zone: str, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert read(task(f"DUE:{moment}")).said.day in ("", f"{moment[:4]}-{moment[4:6]}-{moment[6:8]}")
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ("STATUS:COMPLETED", "done"),
        ("STATUS:cancelled", "dropped"),
        ("STATUS:IN-PROCESS", "open"),
        ("STATUS:NEEDS-ACTION\nCOMPLETED:20261122T000000Z", "open"),
        ("COMPLETED:20261122T000000Z", "done"),
        ("STATUS:\x1b[2J", "open"),
        ("PERCENT-COMPLETE:100", "open"),
    ],
)
def test_whether_it_has_ended(lines: str, status: str) -> None:
    assert read(task(lines)).said.status == status


def test_a_change_leaves_what_others_wrote_and_moves_what_hangs_together() -> None:
    data = read(OTHERS).changed(read(one_task(DONE)), ("day", "summary"))
    expected = OTHERS
    for old, new in (
        ("SUMMARY;LANGUAGE=de:Anna: anrufen", "SUMMARY:Anna Klein: write"),
        ("20261206T090000", "20261213T090000"),
        ("20261207T170000", "20261214T170000"),
        ("SEQUENCE:7", "SEQUENCE:8"),
        ("DTSTAMP:20261101T000000Z", "DTSTAMP:20261123T093000Z"),
        ("END:VALARM\nEND:VTODO", "END:VALARM\nLAST-MODIFIED:20261123T093000Z\nEND:VTODO"),
    ):
        assert old in expected
        expected = expected.replace(old, new)
    assert data.decode() == expected.replace("\n", "\r\n")
    assert properties(data)["PRIORITY"] == "1"


def test_an_end_and_its_taking_back() -> None:
    status: tuple[Field, ...] = ("status",)
    ended = read(OTHERS).changed(read(one_task(DONE)), status)
    assert properties(ended)["COMPLETED"] == "20261123T093000Z"
    assert (properties(ended)["STATUS"], properties(ended)["PERCENT-COMPLETE"]) == ("COMPLETED", "100")
    again = properties(read(ended).changed(read(one_task(OPEN)), status))
    assert again["STATUS"] == "NEEDS-ACTION" and not {"COMPLETED", "PERCENT-COMPLETE"} & again.keys()


def test_a_day_and_details_where_there_were_none() -> None:
    bare = read(task("DURATION:PT1H\nDTSTART:20261201T080000\nDESCRIPTION:a\nDESCRIPTION:b"))
    changed = bare.changed(read(one_task(OPEN)), ("day", "description"))
    assert properties(changed)["DUE"] == "20261207" and "DURATION" not in properties(changed)
    assert b"DTSTART:20261201T080000" in changed and b"DESCRIPTION" not in changed


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0\xff",
        "BEGIN:VTODO\nUID:u-1\nEND:VTODO",
        "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:u-1\nEND:VTODO",
        "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:u-1\nEND:VCALENDAR\nEND:VTODO",
        "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:u-1\nBEGIN:VALARM\nEND:VTODO\nEND:VCALENDAR",
        "END:VCALENDAR\n" * 9,
        task("").replace("u-1", "other"),
        task("RECURRENCE-ID:20261122"),
        task("").replace("VTODO", "VEVENT"),
        task("").replace("UID:u-1\n", ""),
        "BEGIN:VCALENDAR\n" * 100_000,
    ],
)
def test_what_is_broken_or_somebody_else_s_is_no_task(text: str) -> None:
    assert task_of(text.encode(), UID) == ()


def test_of_a_recurring_task_the_whole_is_meant() -> None:
    text = task("RECURRENCE-ID:20261122\nSTATUS:COMPLETED").replace("END:VCALENDAR\n", "")
    assert read(text + task("STATUS:CANCELLED").partition("\n")[2]).said.status == "dropped"


@given(st.text(st.sampled_from('BEGIN:VTODO\nUID;DEST="\\,\x00\xa0é10 ')).map(task) | st.text().map(task))
def test_whatever_a_task_holds_it_is_read_and_changed_or_is_none(text: str) -> None:
    for found in task_of(text.encode(errors="replace"), UID):
        said = found.said
        assert Agreed.of_text(Agreed(said, said).to_text()) == (Agreed(said, said),)
        ours = read(one_task(DONE))
        data = found.changed(ours, ("status", "day", "summary", "description"))
        assert [again.said for again in task_of(data, UID)] in ([ours.said], [])


def test_uids_of_a_file() -> None:
    assert list(uids_of(OTHERS)) == ["u-1"]
    assert list(uids_of("BEGIN:VCALENDAR")) == []
    assert Agreed.of_text("") == ()
