"""A calendar file as the library icalendar reads it."""

from typing import Any

import icalendar


def components(data: bytes, kind: str) -> list[Any]:
    """Return the components of this kind: "VTODO", "VEVENT"."""
    return list(icalendar.Calendar.from_ical(data).walk(kind))
