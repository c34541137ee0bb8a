"""`cardscan event`: listed, described, renamed."""

from pathlib import Path

import pytest

from cardscan.errors import ExitCode
from tests.support.commands import run, said
from tests.support.daily import day, fill_daily


def test_events_are_listed_described_and_renamed(tmp_path: Path) -> None:
    fill_daily(tmp_path)
    listed = said("event", "--book", tmp_path).strip().split("\t")
    assert listed == ["Mixer", "1", day(-4), "", "3", "0", "0 %", "0", "0", "not judged before 3 visits"]
    said("event", "Mixer", "--hours", "2", "--place", "Hull", "--remark", "gave a talk", "--book", tmp_path)
    expected = f"{day(-4)}\tMixer\tHull\t2 h\t3 contacts\tgave a talk\n"
    assert said("event", "Mixer", "--book", tmp_path) == expected
    renamed = said("event", "Mixer", "--rename", "Chamber mixer", "--book", tmp_path)
    assert renamed == expected.replace("Mixer", "Chamber mixer")


@pytest.mark.parametrize(
    "words", [("Ball",), ("--hours", "2"), ("Ball", "--rename", "Dance"), ("Mixer", "--hours", "-1")]
)
def test_what_cannot_be_done_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    fill_daily(tmp_path)
    assert run("event", *words, "--book", tmp_path).returncode in (ExitCode.USAGE, ExitCode.BOOK)
