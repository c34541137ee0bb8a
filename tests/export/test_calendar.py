"""Calendar files, read back by three programs, in every time zone the same bytes."""

import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cardscan.export.calendar import Item, calendar, daily_entry
from tests.export.oracles import Oracle, javascript
from tests.support.calendars import components, of_ical, of_todoman

AT = "2026-11-22T09:30:00Z"
OPEN = Item(
    "u-1", "2026-12-07", "Anna Weber: send the price list", "+49 30 1234\nanna@weber.example", "open", 2, AT
)
ITEMS = (
    OPEN,
    Item("u-2", "2028-02-29", "Bo; Li, \\n & Söhne 株式会社: " + "ä" * 200, "", "done", 0, AT),
    Item("u-3", "2026-10-25", "Eve\r\nEND:VTODO\r\nSTATUS:CANCELLED\x07", "", "dropped", 1, AT),
    Item("u-4", "9999-12-31", "Last day", "", "open", 0, AT),
)
PLAIN = {
    "u-1": "Anna Weber: send the price list",
    "u-2": ITEMS[1].summary,
    "u-3": "Eve\nEND:VTODO\nSTATUS:CANCELLED",
    "u-4": "Last day",
}
STATUS = {"u-1": "NEEDS-ACTION", "u-2": "COMPLETED", "u-3": "CANCELLED", "u-4": "NEEDS-ACTION"}


@pytest.fixture(scope="module")
def ical() -> Iterator[Oracle]:
    with javascript() as running:
        yield running


def test_tasks_are_read_with_equal_values_by_ical_js_and_icalendar(ical: Oracle) -> None:
    data = calendar(ITEMS, "tasks")
    read = of_ical(ical, data)
    assert {uid: task["summary"] for uid, task in read.items()} == PLAIN
    assert {uid: task["due"] for uid, task in read.items()} == {item.uid: item.day for item in ITEMS}
    assert {uid: task["status"] for uid, task in read.items()} == STATUS
    assert (read["u-1"]["description"], read["u-1"]["sequence"]) == (OPEN.description, 2)
    tasks = components(data, "VTODO")
    assert {str(task["UID"]): str(task["SUMMARY"]) for task in tasks} == PLAIN
    assert {str(task["UID"]): task["DUE"].dt for task in tasks} == {
        item.uid: date.fromisoformat(item.day) for item in ITEMS
    }
    assert {str(task["UID"]): str(task["STATUS"]) for task in tasks} == STATUS


def test_days_are_whole_days_without_an_alarm_and_only_the_open_ones(ical: Oracle) -> None:
    data = calendar(ITEMS, "days")
    read = of_ical(ical, data)
    assert {uid: (day["dtstart"], day["dtend"]) for uid, day in read.items()} == {
        "u-1-day": ("2026-12-07", "2026-12-08"),
        "u-4-day": ("9999-12-31", "9999-12-31"),
    }
    assert b"VALARM" not in data
    days = components(data, "VEVENT")
    assert [str(day["TRANSP"]) for day in days] == ["TRANSPARENT"] * 2


def test_todoman_lists_the_tasks(tmp_path: Path) -> None:
    listed = of_todoman({item.uid: calendar([item], "tasks") for item in ITEMS[:3]}, tmp_path)
    done = {summary: completed for summary, _, completed in listed}
    assert set(done) == {PLAIN[uid] for uid in ("u-1", "u-2", "u-3")}
    assert [done[PLAIN[uid]] for uid in ("u-1", "u-2")] == [False, True]
    assert (PLAIN["u-1"], date(2026, 12, 7), False) in listed


def test_no_line_is_over_75_octets_and_the_same_items_are_the_same_bytes() -> None:
    data = calendar(ITEMS, "tasks")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert data == calendar(ITEMS, "tasks")
    assert b"TZID" not in data + calendar(ITEMS, "days") + daily_entry("2026-11-23", "08:45", "", AT)


@pytest.mark.parametrize("zone", ["UTC+11", "UTC", "UTC-14", "America/New_York", "Australia/Lord_Howe"])
def test_the_zone_changes_nothing(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = calendar(ITEMS, "tasks"), calendar(ITEMS, "days")
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        assert (calendar(ITEMS, "tasks"), calendar(ITEMS, "days")) == expected
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_daily_entry_floats_and_comes_on_working_days(ical: Oracle) -> None:
    data = daily_entry("2026-11-23", "08:45", "http://127.0.0.1:8765/", AT)
    [entry] = of_ical(ical, data).values()
    assert entry["dtstart"] == "2026-11-23T08:45:00"  # no "Z", and no zone
    assert entry["rrule"]["byday"] == ["MO", "TU", "WE", "TH", "FR"]
    [event] = components(data, "VEVENT")
    assert (event["DTSTART"].dt, event["DTSTART"].dt.tzinfo) == (datetime(2026, 11, 23, 8, 45), None)
    [alarm] = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == timedelta(0)
    for day in ("2026-11-21", "2026-11-22"):  # of a weekend
        [event] = components(daily_entry(day, "08:45", "", AT), "VEVENT")
        assert event["DTSTART"].dt == datetime(2026, 11, 23, 8, 45)
