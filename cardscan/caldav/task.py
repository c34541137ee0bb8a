"""A task as a server has it (RFC 5545, 3.6.2): read whatever it holds, changed property by property."""

from __future__ import annotations

import json
import re
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from cardscan.days import between, is_day, local_day, moved
from cardscan.vcards.lines import lines_of, made_line, unescaped, written

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from cardscan.vcards.lines import ContentLine

Field: TypeAlias = Literal["status", "day", "summary", "description"]

_PROPERTIES: dict[Field, frozenset[str]] = {
    "status": frozenset({"STATUS", "COMPLETED", "PERCENT-COMPLETE"}),
    "day": frozenset({"DUE", "DURATION"}),
    "summary": frozenset({"SUMMARY"}),
    "description": frozenset({"DESCRIPTION"}),
}
_OF_EACH_CHANGE = frozenset({"DTSTAMP", "LAST-MODIFIED", "SEQUENCE"})
_MOVED_TOGETHER = frozenset({"DTSTART", "DUE"})
_ENDED = {"COMPLETED": "done", "CANCELLED": "dropped"}
_TASK = ["VCALENDAR", "VTODO"]
_MOMENT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})(Z?))?")


@dataclass(frozen=True, slots=True)
class Said:
    """What a task says, as far as the book knows of it."""

    status: Literal["open", "done", "dropped"]
    day: str
    """When it is due: ISO 8601, on the user's own calendar; "" for none that can be read."""
    summary: str
    description: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a task said here and there when both were at one: not the same, where it was renamed there."""

    here: Said
    there: Said

    def to_text(self) -> str:
        """Return it as the book keeps it."""
        return json.dumps([astuple(self.here), astuple(self.there)])

    @classmethod
    def of_text(cls, text: str) -> tuple[Agreed, ...]:
        """Return what the book kept; () for ""."""
        return (cls(*(Said(*said) for said in json.loads(text))),) if text else ()


@dataclass(frozen=True, slots=True)
class ServerTask:
    """A task within the file that a server has of it, with all that others wrote into it."""

    lines: tuple[ContentLine, ...]
    own: range
    """Between the lines that begin and end the task; alarms lie there, too."""

    @property
    def said(self) -> Said:
        """What it says."""
        first: dict[str, ContentLine] = {}
        for _, line in self._properties():
            first.setdefault(line.name, line)
        text = {name: unescaped(line.value).strip() for name, line in first.items()}
        status = _ENDED.get(text.get("STATUS", "COMPLETED" if "COMPLETED" in text else "").upper(), "open")
        day = _day(first["DUE"]) if "DUE" in first else ""
        return Said(status, day, text.get("SUMMARY", ""), text.get("DESCRIPTION", ""))  # type: ignore[arg-type]

    @property
    def completed(self) -> str:
        """The day on which it was ticked off, or "" where it does not say."""
        return next((_day(line) for _, line in self._properties() if line.name == "COMPLETED"), "")

    def changed(self, ours: ServerTask, fields: Collection[Field]) -> bytes:
        """Return the file with these fields as ours has them; all else stays as it is."""
        names = _OF_EACH_CHANGE.union(*(_PROPERTIES[field] for field in fields))
        days = 0
        if "day" in fields and self.said.day:  # what hangs together and its times of day stay so
            days = between(self.said.day, ours.said.day)
            names -= _PROPERTIES["day"]
        new = [line for _, line in ours._properties() if line.name in names]
        properties = {place: line for place, line in self._properties()}
        kept: list[ContentLine] = []
        for place, line in enumerate(self.lines):
            if place == self.own.stop:
                kept += new
            if place not in properties or line.name not in names:
                kept.append(_later(line, days) if place in properties else line)
            elif line.name in {item.name for item in new}:
                kept += [_counted_on(line, item) for item in new if item.name == line.name]
                new = [item for item in new if item.name != line.name]
        return written(kept)

    def _properties(self) -> Iterator[tuple[int, ContentLine]]:
        """Yield the task's own properties and their places, without those of its alarms."""
        depth = 0
        for place in self.own:
            line = self.lines[place]
            depth += (line.name == "BEGIN") - (line.name == "END")
            if not depth and line.name != "END":
                yield place, line


def task_of(data: bytes, uid: str) -> tuple[ServerTask, ...]:
    """Return the task of this UID; () where there is none, or the file is broken."""
    for task in _tasks(lines_of(data)):
        found = {line.name: line.value for _, line in reversed(list(task._properties()))}
        if unescaped(found.get("UID", "")).strip() == uid and "RECURRENCE-ID" not in found:
            return (task,)
    return ()


def uids_of(text: str) -> Iterator[str]:
    """Yield the UIDs of the tasks in a file."""
    for task in _tasks(lines_of(text)):
        for _, line in task._properties():
            if line.name == "UID":
                yield unescaped(line.value).strip()


def _tasks(lines: Sequence[ContentLine]) -> list[ServerTask]:
    """Return the tasks of a file; [] where its components do not end as they begin."""
    within: list[str] = []
    begin = 0
    found = []
    for place, line in enumerate(lines):
        if line.name == "BEGIN":
            within.append(line.value.strip().upper())
            begin = place if within == _TASK else begin
        elif line.name == "END":
            if not within or within[-1] != line.value.strip().upper():
                return []
            if within == _TASK:
                found.append(ServerTask(tuple(lines), range(begin + 1, place)))
            within.pop()
    return [] if within else found


def _day(line: ContentLine) -> str:
    """Return the day of a date or moment on the user's own calendar; of another zone's, as it is there."""
    match = _MOMENT.fullmatch(line.value.strip())
    if not match:
        return ""
    year, month, day, hour, minute, second, universal = match.groups()
    written_day = f"{year}-{month}-{day}"
    if not is_day(written_day):
        return ""
    try:
        found = local_day(f"{written_day}T{hour}:{minute}:{second}Z") if universal else written_day
    except (ValueError, OverflowError):
        return ""
    return found if is_day(found) else ""


def _later(line: ContentLine, days: int) -> ContentLine:
    """Return a property so many days later where it is a day of the task's."""
    match = _MOMENT.fullmatch(line.value.strip())
    if not days or line.name not in _MOVED_TOGETHER or not match or not _day(line):
        return line
    day = moved("-".join(match.groups()[:3]), days).replace("-", "")
    return made_line(line.name, day + line.value.strip()[8:], line.parameters, line.group)


def _counted_on(theirs: ContentLine, ours: ContentLine) -> ContentLine:
    """Return our property in the place of theirs; a count of changes never goes back."""
    if ours.name != "SEQUENCE" or not re.fullmatch("[0-9]{1,9}", theirs.value.strip()):
        return ours
    return made_line("SEQUENCE", str(max(int(ours.value), int(theirs.value) + 1)))
