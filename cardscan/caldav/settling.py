"""What is to be done about a task that was changed here, there or on both sides since both were at one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from cardscan.dav.answers import printable
from cardscan.dav.outcomes import Difference

if TYPE_CHECKING:
    from cardscan.caldav.task import Agreed, Field, Said
    from cardscan.vcards.merging import Side

_FIELDS: dict[Field, str] = {"status": "status", "day": "due", "summary": "task", "description": "details"}


@dataclass(frozen=True, slots=True)
class Settlement:
    """The fields of a task in which both sides differ, by what is to be done; all others stay as they are."""

    taken: tuple[Field, ...] = ()
    """They come into the book."""
    sent: tuple[Field, ...] = ()
    """They go to the server."""
    conflicts: tuple[Field, ...] = ()
    """A person is to decide."""


def settled(
    agreed: tuple[Agreed, ...], ours: Said, theirs: Said, side: Side | Literal[""] = ""
) -> Settlement:
    """Return what is to be done; `agreed` is () for a task that both sides have and never agreed on.

    An end and another day are taken from the server; what else was changed there stays there. An end that was
    taken back there is a conflict. `side` is whose value is to stay where there is one.
    """
    found: dict[str, list[Field]] = {"take": [], "send": [], "leave": [], "conflict": []}
    for field in _FIELDS:
        ended = ours.status != "open" or "status" in found["take"]
        if getattr(ours, field) != getattr(theirs, field) and not (field == "day" and ended):
            found[_fate(field, agreed, ours, theirs, side)].append(field)
    return Settlement(tuple(found["take"]), tuple(found["send"]), tuple(found["conflict"]))


def _fate(
    field: Field, agreed: tuple[Agreed, ...], ours: Said, theirs: Said, side: Side | Literal[""]
) -> Literal["take", "send", "leave", "conflict"]:
    here, there = getattr(ours, field), getattr(theirs, field)
    changed_here = not agreed or getattr(agreed[0].here, field) != here
    changed_there = not agreed or getattr(agreed[0].there, field) != there
    if field == "status" and "open" not in (here, there):
        return "leave"  # it has ended either way
    taken_back = field == "status" and there == "open"
    can_be_taken = (field == "day" and there != "") or (field == "status" and not taken_back)
    if changed_there and (changed_here or taken_back):
        if not side:
            return "conflict"
        changed_here, changed_there = side == "ours", side == "theirs"
    if changed_here:
        return "send"
    return "take" if changed_there and can_be_taken else "leave"


def differences(ours: Said, theirs: Said) -> tuple[Difference, ...]:
    """Return where both differ, fit for a terminal."""
    return tuple(
        Difference(label, (printable(getattr(ours, field)),), (printable(getattr(theirs, field)),))
        for field, label in _FIELDS.items()
        if getattr(ours, field) != getattr(theirs, field)
    )
