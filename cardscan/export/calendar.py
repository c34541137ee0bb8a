"""Calendar files (RFC 5545): follow-ups as tasks or as whole days, and the one daily entry.

Days are days and the one clock time is floating: no time zone is ever named, so that each stays where it is
wherever the calendar is read. Whole days have no alarm: programs place it on another day each.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from cardscan.days import moved
from cardscan.export.values import plain_text
from cardscan.vcards.lines import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Form = Literal["tasks", "days"]

MOST = 1_000
"""Entries of one file; some programs take no more."""
_WORKDAYS = "MO,TU,WE,TH,FR"
_FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Item:
    """A follow-up, as a calendar is told of it."""

    uid: str
    day: str
    """When it is due, ISO 8601."""
    summary: str
    description: str
    status: Literal["open", "done", "dropped"]
    revision: int
    changed: str
    """The moment of its last change: UTC, ISO 8601 with seconds and "Z"."""


def calendar(items: Iterable[Item], form: Form) -> bytes:
    """Return a file of these; the same items are the same bytes. Those that are ended are tasks only."""
    lines = [*_HEAD, _PUBLISHED]
    for item in items:
        if form == "tasks":
            lines += _task(item)
        elif item.status == "open":
            lines += _day(item)
    return _written([*lines, "END:VCALENDAR"])


def one_task(item: Item) -> bytes:
    """Return a file of this one as a task, as servers take it: without a METHOD (RFC 4791, 4.1)."""
    return _written([*_HEAD, *_task(item), "END:VCALENDAR"])


def daily_entry(start: str, time: str, address: str, at: str) -> bytes:
    """Return a file with one entry for each working day at that time, wherever one is.

    It begins on the day `start`, or the Monday after it where that is no working day; `time` is as in
    "08:45", `at` the moment it was made. It holds nobody's name, and so it never needs an update.
    """
    weekday = date.fromisoformat(start).weekday()
    first = moved(start, 7 - weekday if weekday > _FRIDAY else 0)
    text = f"cardscan due, or {address}" if address else "cardscan due"
    return _written(
        [
            *_HEAD,
            _PUBLISHED,
            "BEGIN:VEVENT",
            "UID:cardscan-five-minutes-a-day",
            f"DTSTAMP:{_moment(at)}",
            f"DTSTART:{_compact(first)}T{time.replace(':', '')}00",
            "DURATION:PT10M",
            f"RRULE:FREQ=WEEKLY;BYDAY={_WORKDAYS}",
            "SUMMARY:Five minutes for people",
            f"DESCRIPTION:{_escaped(text)}",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:PT0S",
            f"DESCRIPTION:{_escaped(text)}",
            "END:VALARM",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    )


_HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//cardscan//cardscan//EN",
    "CALSCALE:GREGORIAN",
)
_PUBLISHED = "METHOD:PUBLISH"


def _task(item: Item) -> Iterator[str]:
    yield "BEGIN:VTODO"
    yield from _common(item, item.uid)
    yield f"DUE;VALUE=DATE:{_compact(item.day)}"
    if item.status == "done":
        yield from ("STATUS:COMPLETED", f"COMPLETED:{_moment(item.changed)}", "PERCENT-COMPLETE:100")
    else:
        yield f"STATUS:{'CANCELLED' if item.status == 'dropped' else 'NEEDS-ACTION'}"
    yield "END:VTODO"


def _day(item: Item) -> Iterator[str]:
    following = date.fromisoformat(item.day)
    following = min(following, date.max - timedelta(days=1)) + timedelta(days=1)
    yield "BEGIN:VEVENT"
    yield from _common(item, f"{item.uid}-day")
    yield f"DTSTART;VALUE=DATE:{_compact(item.day)}"
    yield f"DTEND;VALUE=DATE:{_compact(following.isoformat())}"
    yield "TRANSP:TRANSPARENT"
    yield "X-MICROSOFT-CDO-BUSYSTATUS:FREE"
    yield "END:VEVENT"


def _common(item: Item, uid: str) -> Iterator[str]:
    yield f"UID:{_escaped(uid)}"
    yield f"DTSTAMP:{_moment(item.changed)}"
    yield f"LAST-MODIFIED:{_moment(item.changed)}"
    yield f"SEQUENCE:{item.revision}"
    yield f"SUMMARY:{_escaped(item.summary)}"
    if item.description:
        yield f"DESCRIPTION:{_escaped(item.description)}"
    yield "CATEGORIES:cardscan"


def _written(lines: Iterable[str]) -> bytes:
    return b"".join(folded(line.encode(errors="replace")) for line in lines)


def _escaped(text: str) -> str:
    r"""Return the text as a value: what a stranger's card says ends no line and no property.

    >>> print(_escaped("a;b, c\nEND:VCALENDAR"))
    a\;b\, c\nEND:VCALENDAR
    """
    plain = plain_text(text, multiline=True).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\n", "\\n")


def _compact(day: str) -> str:
    return day.replace("-", "")


def _moment(at: str) -> str:
    return at.replace("-", "").replace(":", "")
