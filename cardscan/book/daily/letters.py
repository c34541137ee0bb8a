"""The message that a line of the day's work calls for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardscan import messages
from cardscan.book.daybook import FIRST
from cardscan.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cardscan.book.daybook import Due
    from cardscan.messages import Message
    from cardscan.settings import Settings


def message_for(line: Due, templates: Mapping[str, str], settings: Settings, name: str = "") -> Message:
    """Return the message of that name, or the one that the line calls for; raises UsageError."""
    name = name or ("first" if line.task.kind == FIRST else "keep")
    if name not in templates:
        raise UsageError(f"{name}: there is no such message", f"one of: {', '.join(templates)}")
    contact = line.entry.contact
    values = messages.values_of(contact, settings, event=line.met_at, day=line.met, want=line.want)
    return messages.filled(templates[name], contact, values)
