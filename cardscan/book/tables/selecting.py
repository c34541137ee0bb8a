"""Which contacts a selection lets through, as conditions of SQL and their values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cardscan.book.tables import exports, remarks

if TYPE_CHECKING:
    from cardscan.book.records import Selection

RANKS = (
    "deleted = '' AND needs_review <> '[]'",
    "deleted = '' AND needs_review = '[]' AND reviewed = ''",
)
"""Who waits to be checked, the doubtful first; each is the condition of an index."""
_UNCHECKED = " UNION ALL ".join(f"SELECT id FROM contact WHERE {rank}" for rank in RANKS)


def conditions_of(selection: Selection) -> list[str]:
    """Return the conditions on rows of `contact` that all must hold; none where everything is let through."""
    conditions = []
    if selection.event:
        conditions.append(f"id IN ({remarks.WITH_EVENT})")
    if selection.tag:
        conditions.append(f"id IN ({remarks.WITH_TAG})")
    if selection.since:
        conditions.append("created >= :since")
    if selection.new:
        conditions.append(exports.NEW_FOR)
    if selection.state:
        conditions.append(f"id {'NOT ' if selection.state == 'checked' else ''}IN ({_UNCHECKED})")
    if selection.uids:
        conditions.append("uid IN (SELECT value FROM json_each(:uids))")
    return conditions


def values_of(selection: Selection) -> dict[str, str | int]:
    """Return the values of what the conditions name."""
    return {
        "event": selection.event,
        "tag": selection.tag,
        "since": selection.since,
        "new": selection.new,
        "uids": json.dumps(selection.uids),
    }
