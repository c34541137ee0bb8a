"""Days as people say them, at the ends of months and years, and across time zones."""

import time
from collections.abc import Iterator

import pytest

from cardscan.days import is_day, local_day, moved, read_day, read_interval, shown_short
from cardscan.errors import UsageError


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("text", "today", "meant"),
    [
        ("2026-12-01", "2026-11-23", "2026-12-01"),
        ("today", "2026-11-23", "2026-11-23"),
        ("Tomorrow", "2026-12-31", "2027-01-01"),
        ("mon", "2026-11-23", "2026-11-30"),  # a Monday: the next one
        ("sunday", "2026-11-23", "2026-11-29"),
        ("3d", "2026-11-29", "2026-12-02"),
        ("2w", "2026-11-23", "2026-12-07"),
        ("1m", "2027-01-31", "2027-02-28"),
        ("1m", "2028-01-31", "2028-02-29"),
        ("1y", "2028-02-29", "2029-02-28"),
        ("4y", "2028-02-29", "2032-02-29"),
        ("12m", "2026-12-31", "2027-12-31"),
        ("1y", "9999-06-01", "9999-12-31"),
        ("99999d", "9999-06-01", "9999-12-31"),
    ],
)
def test_a_day_is_read_as_it_is_meant(text: str, today: str, meant: str) -> None:
    assert read_day(text, today) == meant


def test_backwards_it_is_the_last_one() -> None:
    assert read_day("mon", "2026-11-23", direction=-1) == "2026-11-16"
    assert read_day("60d", "2026-11-23", direction=-1) == "2026-09-24"
    assert read_day("1m", "2026-03-31", direction=-1) == "2026-02-28"


@pytest.mark.parametrize("text", ["", "29 February", "2027-02-29", "20270101", "mo", "monkey", "1", "d"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no day"):
        read_day(text, "2026-11-23")
    assert not is_day(text)


@pytest.mark.parametrize("text", ["0d", "often", "30", ""])
def test_what_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no span"):
        read_interval(text)


@pytest.mark.parametrize(
    ("name", "moment", "day"),
    [
        ("UTC+11", "2026-11-22T10:59:00Z", "2026-11-21"),  # POSIX: eleven hours behind
        ("UTC-14", "2026-11-22T10:01:00Z", "2026-11-23"),
        ("America/New_York", "2026-11-01T04:30:00Z", "2026-11-01"),  # the hour that comes twice
        ("Australia/Lord_Howe", "2026-10-03T15:29:00Z", "2026-10-04"),
        ("Africa/Casablanca", "2026-02-14T23:59:00Z", "2026-02-15"),
    ],
)
def test_a_moment_is_on_the_day_of_the_user_s_own_calendar(
    zone: pytest.MonkeyPatch, name: str, moment: str, day: str
) -> None:
    zone.setenv("TZ", name)
    time.tzset()
    assert local_day(moment) == day


def test_a_day_moves_by_days_wherever_one_is(zone: pytest.MonkeyPatch) -> None:
    for name in ("UTC+11", "UTC-14", "America/New_York"):
        zone.setenv("TZ", name)
        time.tzset()
        assert moved("2026-10-31", 2) == "2026-11-02"
        assert shown_short("2026-11-02", "2026-10-31") == "Mon 2"
