"""Days of the user's own calendar, as texts: read as people say them, moved on, shown."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime, timedelta
from typing import Literal

from cardscan.errors import UsageError

_SPAN = re.compile(r"([0-9]{1,5})([dwmy])")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED = {"today": 0, "tomorrow": 1, "yesterday": -1}
_HINT = "such as 2026-12-01, today, tomorrow, mon, 3d, 2w, 1m or 1y"


def is_day(text: str) -> bool:
    """Tell whether this is a real day, written as ISO 8601 does.

    >>> is_day("2028-02-29"), is_day("2027-02-29"), is_day("20270101")
    (True, False, False)
    """
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def local_day(moment: str) -> str:
    """Return the day on the user's own calendar at a moment that the book wrote.

    >>> local_day("2026-11-22T12:00:00Z")[:8]
    '2026-11-'
    """
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d}"


def moved(day: str, days: int) -> str:
    """Return the day so many days later; the last that a calendar has where there is no later one.

    >>> moved("2026-12-31", 1), moved("9999-12-31", 1)
    ('2027-01-01', '9999-12-31')
    """
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return (date.max if days > 0 else date.min).isoformat()


def between(day: str, later: str) -> int:
    """Return how many days lie between two.

    >>> between("2026-11-20", "2026-12-01")
    11
    """
    return (date.fromisoformat(later) - date.fromisoformat(day)).days


def read_day(text: str, today: str, *, direction: Literal[1, -1] = 1) -> str:
    """Return the day that a person means; raises UsageError where that cannot be told.

    A weekday is the next one; with direction -1 the last one, and spans go back.

    >>> read_day("1m", "2027-01-31"), read_day("1y", "2028-02-29"), read_day("mon", "2026-11-23")
    ('2027-02-28', '2029-02-28', '2026-11-30')
    """
    word = text.strip().lower()
    if is_day(word):
        return word
    if word in _NAMED:
        return moved(today, _NAMED[word])
    if word[:3] in _WEEKDAYS and word in {name.lower()[: max(3, len(word))] for name in calendar.day_name}:
        ahead = _WEEKDAYS.index(word[:3]) - date.fromisoformat(today).weekday()
        return moved(today, direction * ((direction * ahead - 1) % 7 + 1))
    if span := _SPAN.fullmatch(word):
        number = direction * int(span[1])
        if span[2] in "dw":
            return moved(today, number * (7 if span[2] == "w" else 1))
        return _months_later(today, number * (12 if span[2] == "y" else 1))
    raise UsageError(f"{text!r}: no day", _HINT)


def read_interval(text: str) -> int:
    """Return how many days a span such as "30d" or "2w" has; 0 for "never"; raises UsageError.

    >>> read_interval("2w"), read_interval("1m"), read_interval("never")
    (14, 30, 0)
    """
    word = text.strip().lower()
    if word == "never":
        return 0
    span = _SPAN.fullmatch(word)
    if not span or not int(span[1]):
        raise UsageError(f"{text!r}: no span of time", "such as 30d, 2w, 3m, 1y, or never")
    return int(span[1]) * {"d": 1, "w": 7, "m": 30, "y": 365}[span[2]]


def shown(day: str, today: str = "") -> str:
    """Return the day in words; the year only where it is not that of `today`.

    >>> shown("2026-12-07", "2026-11-23"), shown("2027-01-04", "2026-11-23")
    ('Mon 7 December', 'Mon 4 January 2027')
    """
    found = date.fromisoformat(day)
    text = f"{calendar.day_abbr[found.weekday()]} {found.day} {calendar.month_name[found.month]}"
    return text if day[:4] == today[:4] else f"{text} {found.year}"


def shown_short(day: str, today: str) -> str:
    """Return the day in few signs: the weekday within a week, else the date.

    >>> shown_short("2026-11-21", "2026-11-23"), shown_short("2026-10-14", "2026-11-23")
    ('Sat 21', '14 Oct')
    """
    found = date.fromisoformat(day)
    if abs(between(day, today)) < 7:
        return f"{calendar.day_abbr[found.weekday()]} {found.day}"
    text = f"{found.day} {calendar.month_abbr[found.month]}"
    return text if day[:4] == today[:4] else f"{text} {found.year}"


def stretch(text: str) -> tuple[str, str]:
    """Return the first and the last day of a year, a month or a day; raises UsageError.

    >>> stretch("2028-02")
    ('2028-02-01', '2028-02-29')
    """
    if re.fullmatch(r"[0-9]{4}", text):
        return f"{text}-01-01", f"{text}-12-31"
    if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text) and text > "0001":
        return f"{text}-01", month_end(text)
    if is_day(text):
        return text, text
    raise UsageError(f"{text!r}: no year, month or day", "such as 2026, 2026-10 or 2026-10-20")


def period(day: str, per: Literal["week", "month", "year"]) -> tuple[str, str]:
    """Return the first and the last day of the week, which begins on Monday, the month or the year.

    >>> period("2026-11-25", "week"), period("2028-02-01", "month")
    (('2026-11-23', '2026-11-29'), ('2028-02-01', '2028-02-29'))
    """
    if per == "week":
        first = moved(day, -date.fromisoformat(day).weekday())
        return first, moved(first, 6)
    return stretch(day[: 4 if per == "year" else 7])


def month_before(month: str, months: int) -> str:
    """Return the month so many months earlier.

    >>> month_before("2026-11", 11)
    '2025-12'
    """
    count = int(month[:4]) * 12 + int(month[5:7]) - 1 - months
    return f"{count // 12:04}-{count % 12 + 1:02}"


def month_end(month: str) -> str:
    """Return the last day of a month.

    >>> month_end("2028-02")
    '2028-02-29'
    """
    return f"{month}-{calendar.monthrange(int(month[:4]), int(month[5:7]))[1]:02}"


def _months_later(day: str, months: int) -> str:
    """Return the same day of another month, or that month's last."""
    count = int(day[:4]) * 12 + int(day[5:7]) - 1 + months
    if count >= 12 * (date.max.year + 1):
        return date.max.isoformat()
    month = f"{max(count // 12, 1):04}-{count % 12 + 1:02}"
    return min(f"{month}-{day[8:]}", month_end(month))
