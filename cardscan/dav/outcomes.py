"""What a user may wish of a push, and what becomes of each contact or task."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from cardscan.dav.errors import ServerError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from cardscan.dav.collection import Collection
    from cardscan.export import Version
    from cardscan.vcards.merging import Side

PushVerdict: TypeAlias = Literal[
    "new", "updated", "taken", "merged", "unchanged", "deleted", "conflict", "gone", "failed"
]
"""What became of an item: "taken" is what was changed on the server brought into the book, "merged" that
and "updated" at once, "gone" one that was deleted on the server and is not sent again."""

_MOST_FAILURES = 5


@dataclass(frozen=True, slots=True)
class Difference:
    """What one field says in the book and on the server."""

    field: str
    here: tuple[str, ...]
    there: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PushOutcome:
    """What became of one contact or task."""

    uid: str
    name: str
    """What the person or company is called, or what is to be done."""
    verdict: PushVerdict
    reason: str = ""
    differences: tuple[Difference, ...] = ()
    url: str = ""
    """Of the item on the server, where a person should look at it."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a user may choose about a push."""

    tag: str = ""
    """Only contacts with this tag."""
    event: str = ""
    """Only people met at this event."""
    version: Version = "3.0"
    """Of vCard; not 2.1, which servers do not take."""
    dry_run: bool = False
    """Say what would be done, and change nothing on either side."""
    settled: Mapping[str, Side] = field(default_factory=dict)
    """By uid: whose value is to stay where both sides have changed the same."""
    region: str = ""
    """The country (ISO 3166 alpha-2) of numbers from the server that name none."""
    details: bool = False
    """Tasks say how to reach people, too."""


def until_refused(outcomes: Iterable[PushOutcome], there: Collection) -> Iterator[PushOutcome]:
    """Yield the outcomes; raises ServerError after five failures in a row."""
    failures = 0
    for outcome in outcomes:
        yield outcome
        failures = failures + 1 if outcome.verdict == "failed" else 0
        if failures == _MOST_FAILURES:
            raise ServerError(
                f"{there.url}: the server refused {failures} {there.kind.items} in a row",
                "nothing more was sent",
            )
