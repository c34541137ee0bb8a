"""Who changed what since both sides were at one, and what is done about it."""

from dataclasses import replace
from typing import Literal

import pytest

from cardscan.caldav.settling import Settlement, differences, settled
from cardscan.caldav.task import Agreed, Said
from cardscan.dav.outcomes import Difference

BASE = Said("open", "2026-12-07", "Anna: write", "")
AGREED = (Agreed(BASE, BASE),)
DONE, DROPPED = replace(BASE, status="done"), replace(BASE, status="dropped")
LATER, LATEST = replace(BASE, day="2026-12-14"), replace(BASE, day="2026-12-21")
RENAMED, OTHER = replace(BASE, summary="Call Anna"), replace(BASE, summary="Anna Klein: write")


@pytest.mark.parametrize(
    ("ours", "theirs", "settlement"),
    [
        (BASE, BASE, Settlement()),
        (DONE, BASE, Settlement(sent=("status",))),
        (BASE, DONE, Settlement(taken=("status",))),
        (BASE, DROPPED, Settlement(taken=("status",))),
        (DONE, DROPPED, Settlement()),
        (DONE, DONE, Settlement()),
        (LATER, BASE, Settlement(sent=("day",))),
        (BASE, LATER, Settlement(taken=("day",))),
        (LATER, LATEST, Settlement(conflicts=("day",))),
        (LATER, LATER, Settlement()),
        (BASE, replace(BASE, day=""), Settlement()),
        (LATER, replace(BASE, day=""), Settlement(conflicts=("day",))),
        (DONE, LATER, Settlement(sent=("status",))),
        (LATER, DONE, Settlement(taken=("status",))),
        (BASE, RENAMED, Settlement()),
        (OTHER, BASE, Settlement(sent=("summary",))),
        (OTHER, RENAMED, Settlement(conflicts=("summary",))),
        (OTHER, DONE, Settlement(taken=("status",), sent=("summary",))),
        (BASE, replace(BASE, description="note"), Settlement()),
        (replace(BASE, description="+49 30"), BASE, Settlement(sent=("description",))),
    ],
)
def test_from_what_both_agreed_on(ours: Said, theirs: Said, settlement: Settlement) -> None:
    assert settled(AGREED, ours, theirs) == settlement


def test_what_differed_when_both_were_at_one_stays_so() -> None:
    agreed = (Agreed(BASE, RENAMED),)
    assert settled(agreed, BASE, RENAMED) == Settlement()
    assert settled(agreed, OTHER, RENAMED) == Settlement(sent=("summary",))
    assert settled(agreed, DONE, RENAMED) == Settlement(sent=("status",))


def test_an_end_that_was_taken_back_there_is_a_conflict_and_one_taken_back_here_is_sent() -> None:
    agreed = (Agreed(DONE, DONE),)
    assert settled(agreed, DONE, BASE) == Settlement(conflicts=("status",))
    assert settled(agreed, DONE, BASE, "ours") == Settlement(sent=("status",))
    assert settled(agreed, DONE, BASE, "theirs") == Settlement()
    assert settled(agreed, BASE, DONE) == Settlement(sent=("status",))


@pytest.mark.parametrize("theirs", [DONE, LATER, RENAMED])
def test_without_an_agreement_every_difference_is_a_conflict(theirs: Said) -> None:
    assert settled((), BASE, BASE) == Settlement()
    [field] = settled((), BASE, theirs).conflicts
    assert settled((), BASE, theirs, "ours") == Settlement(sent=(field,))


@pytest.mark.parametrize(
    ("side", "settlement"),
    [("ours", Settlement(sent=("day", "summary"))), ("theirs", Settlement(taken=("day",)))],
)
def test_a_side_settles_a_conflict(side: Literal["ours", "theirs"], settlement: Settlement) -> None:
    ours, theirs = replace(OTHER, day=LATER.day), replace(RENAMED, day=LATEST.day)
    assert settled(AGREED, ours, theirs, side) == settlement


def test_differences_are_fit_for_a_terminal() -> None:
    assert differences(LATER, replace(BASE, summary="\x1b[2JAnna")) == (
        Difference("due", ("2026-12-14",), ("2026-12-07",)),
        Difference("task", ("Anna: write",), (" [2JAnna",)),
    )
