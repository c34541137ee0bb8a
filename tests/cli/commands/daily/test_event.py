"""`cardscan event`: listed, described, renamed."""

from pathlib import Path

import pytest

from cardscan.book import Book, Event
from cardscan.errors import ExitCode
from tests.support.books import put
from tests.support.commands import run, said
from tests.support.daily import day, fill_daily, person


def test_events_are_listed_described_and_renamed(tmp_path: Path) -> None:
    fill_daily(tmp_path)
    listed = said("event", "--book", tmp_path).strip().split("\t")
    assert listed == ["Mixer", "1", day(-4), "", "3", "0", "0 %", "0", "0", "0", "not judged before 3 visits"]
    said("event", "Mixer", "--hours", "2", "--place", "Hull", "--remark", "gave a talk", "--book", tmp_path)
    expected = f"{day(-4)}\tMixer\tHull\t2 h\t3 contacts\tgave a talk\n"
    assert said("event", "Mixer", "--book", tmp_path) == expected
    renamed = said("event", "Mixer", "--rename", "Chamber mixer", "--book", tmp_path)
    assert renamed == expected.replace("Mixer", "Chamber mixer")
    assert said("event", "Chamber mixer", "--rename", "Two   Spaces", "--book", tmp_path) == (
        expected.replace("Mixer", "Two Spaces")
    )
    assert said("event", "Two Spaces", "--day", day(-4), "--book", tmp_path) != ""


def test_whom_one_goes_there_for_is_counted_and_who_may_be_met_again_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, bo, carla = fill_daily(tmp_path)
    with Book.open(tmp_path) as book:
        for uid, tag in ((anna, "advocate"), (anna, "client"), (bo, "client"), (carla, "friend")):
            book.tag(uid, tag)
        put(book, person("Carla"), "again.jpg", Event("Mixer", day(-2)))
    assert said("event", "--book", tmp_path).split("\t")[7:9] == ["2", "1"]
    monkeypatch.setenv("CARDSCAN_TARGET", "friend, nobody")
    assert said("event", "--book", tmp_path).split("\t")[7:9] == ["1", "1"]
    monkeypatch.setenv("CARDSCAN_OFFER", "We mend roofs")
    told = run("event", "Mixer", "--book", tmp_path).stderr
    assert "you may meet again: 3 Carla Test; 1 Anna Test; 2 Bo Test\n" in told
    assert "what you do: We mend roofs\n" in told


@pytest.mark.parametrize(
    "words",
    [
        ("Ball",),
        ("--hours", "2"),
        ("Ball", "--rename", "Dance"),
        ("Mixer", "--hours", "-1"),
        ("Mixer", "--day", "2026-02-30"),
        ("Mixer", "--day", "2020-01-01"),
        ("Mixer", "--rename", ""),
        ("Mixer", "--rename", " "),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    fill_daily(tmp_path)
    assert run("event", *words, "--book", tmp_path).returncode in (ExitCode.USAGE, ExitCode.BOOK)
