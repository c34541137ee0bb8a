"""`cardscan snooze`, `drop`, `undo`."""

from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.errors import ExitCode
from tests.support.commands import run
from tests.support.daily import day, fill_daily


def due(folder: Path) -> list[str]:
    with Book.open(folder) as book:
        return [task.due for _, task in book.daily.plan.tasks("9999-12-31") if not task.done]


def test_what_is_put_off_let_go_and_taken_back(tmp_path: Path) -> None:
    fill_daily(tmp_path)
    assert run("snooze", "1", "2", "1w", "--book", tmp_path).returncode == ExitCode.OK
    assert due(tmp_path) == [day(7), day(7), day(-2)]
    assert run("undo", "2", "--book", tmp_path).returncode == ExitCode.OK
    assert "Carla Test: let go" in run("drop", "3", "--book", tmp_path).stderr
    assert due(tmp_path) == [day(7), day(-2)]
    assert "1 follow-up let go" in run("drop", "--older", "1d", "--book", tmp_path).stderr
    assert "1 follow-up let go" in run("drop", "--event", "Mixer", "--book", tmp_path).stderr
    assert due(tmp_path) == []
    assert run("undo", "1", "2", "3", "--book", tmp_path).returncode == ExitCode.OK
    assert due(tmp_path) == [day(7), day(-2), day(-2)]


@pytest.mark.parametrize(
    ("words", "said", "code"),
    [
        (("snooze", "1w"), "whom until when", ExitCode.USAGE),
        (("snooze", "1", "soon"), "no day", ExitCode.USAGE),
        (("snooze", "1", "2020-01-01"), "a day to come", ExitCode.USAGE),
        (("drop",), "drop whom?", ExitCode.USAGE),
        (("drop", "1", "--older", "1d"), "drop whom?", ExitCode.USAGE),
        (("drop", "--event", "Ball"), "no event", ExitCode.USAGE),
        (("undo", "1"), "nothing to take back", ExitCode.BOOK),
    ],
)
def test_what_cannot_be_done_is_said(
    tmp_path: Path, words: tuple[str, ...], said: str, code: ExitCode
) -> None:
    fill_daily(tmp_path)
    result = run(*words, "--book", tmp_path)
    assert (result.returncode, said in result.stderr) == (code, True), result.stderr
