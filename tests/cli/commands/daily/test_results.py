"""`cardscan stats`, `goal`."""

import json
import re
from pathlib import Path

import pytest

from cardscan.errors import ExitCode
from tests.support.commands import run, said
from tests.support.daily import day, fill_daily


def test_stats_count_what_was_done(tmp_path: Path) -> None:
    fill_daily(tmp_path)
    said("done", "1", "wrote", "--on", "3d", "--book", tmp_path)
    said("log", "2", "gave", "help", "--book", tmp_path)
    rows = [line.split("\t") for line in said("stats", "--months", "3", "--book", tmp_path).splitlines()]
    assert [row[0] for row in rows][-1] == "together"
    assert rows[-1][1:] == ["1", "3", "1", "33 %", "67 %", "1", "0"]
    months = [json.loads(line) for line in said("stats", "--json", "--book", tmp_path).splitlines()]
    assert not any(month.get("median", 0.0) < 0 for month in months)
    assert (len(months), months[-1]["name"]) == (12, day(0)[:7])
    said("goal", "new", "300/month", "--book", tmp_path)  # which is behind on the first of a month, too
    told = run("stats", "--book", tmp_path).stderr
    events, known = (int(day(-ago)[:7] == day(0)[:7]) for ago in (4, 3))
    goals = f"events {events} of 2 this month · known people spoken to {known} of 5 this month · "
    assert f"cardscan: {goals}" in told
    assert "cardscan: half of the new people heard from you within " in told
    assert re.search("[12] of the last 12 weeks with a contact", told)
    assert told.splitlines()[-1].startswith("cardscan: Work on this: ")


def test_goals_are_set_by_the_month_the_week_or_the_year(tmp_path: Path) -> None:
    fill_daily(tmp_path)
    assert said("goal", "events", "3/month", "--book", tmp_path).startswith("events: events ")
    said("goal", "known", "2/week", "--book", tmp_path)
    said("goal", "new", "40/year", "--book", tmp_path)
    listed = said("goal", "--book", tmp_path).splitlines()
    assert [line.partition(" of ")[2] for line in listed] == [
        "3 this month",
        "2 this week",
        "40 this year",
        "30 this month",
    ]


@pytest.mark.parametrize(
    "words",
    [
        ("goal", "money", "3"),
        ("goal", "events", "many"),
        ("goal", "events", "3/day"),
        ("goal", "events"),
        ("stats", "--months", "0"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    fill_daily(tmp_path)
    assert run(*words, "--book", tmp_path).returncode == ExitCode.USAGE
