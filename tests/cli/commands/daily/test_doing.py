"""`cardscan done`, `log`: people, what was done, a remark, the next step."""

from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.cli import main
from cardscan.errors import ExitCode
from tests.support.commands import run
from tests.support.daily import day, fill_daily


def entries(folder: Path, number: int) -> list[tuple[str, str, str, str]]:
    with Book.open(folder) as book:
        [entry] = book.numbered(number)
        found = book.daily.dealings.entries(entry.uid)
    return [(one.day, one.kind, one.what, one.text) for one in found if not one.by_card]


def test_done_takes_numbers_and_words_and_plans_the_next_step(tmp_path: Path) -> None:
    fill_daily(tmp_path)
    result = run(
        "done", "1", "bo", "called", "about", "tea", "--next", "2w", "ask", "again", "--book", tmp_path
    )
    assert result.returncode == ExitCode.OK, result.stderr
    assert entries(tmp_path, 1) == entries(tmp_path, 2) == [(day(0), "called", "", "about tea")]
    with Book.open(tmp_path) as book:
        tasks = book.daily.dealings.open(book.numbered(1)[0].uid)
    assert [(task.due, task.text) for task in tasks] == [(day(14), "ask again")]
    assert "Anna Test: called. Ended: follow up. Next: " in result.stderr
    assert "`cardscan undo 1` takes it back" in result.stderr


def test_log_says_what_was_given_and_when(tmp_path: Path) -> None:
    fill_daily(tmp_path)
    assert (
        run("log", "3", "gave", "introduction", "to Bo", "--on", "yesterday", "--book", tmp_path).returncode
        == 0
    )
    assert run("log", "3", "gave", "a word of thanks", "--on", "2d", "--book", tmp_path).returncode == 0
    assert entries(tmp_path, 3) == [
        (day(-1), "gave", "introduction", "to Bo"),
        (day(-2), "gave", "", "a word of thanks"),
    ]


def test_log_takes_everybody_of_an_event(tmp_path: Path) -> None:
    fill_daily(tmp_path)
    assert "3 contacts" in run("log", "--event", "Mixer", "wrote", "thanks", "--book", tmp_path).stderr
    assert [len(entries(tmp_path, number)) for number in (1, 2, 3)] == [1, 1, 1]


@pytest.mark.parametrize(
    ("command", "order"),
    [("done", "WHO ... WHAT [TEXT ...]"), ("log", "WHAT [TEXT ...]"), ("snooze", "WHO ... WHEN")],
)
def test_the_usage_offers_no_form_that_is_refused(
    command: str, order: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    usage = " ".join(capsys.readouterr().out.partition("\n\n")[0].split())
    assert order in usage
    assert usage.count("WHAT" if "WHAT" in order else "WHEN") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("done", "1"), "what was done?"),
        (("done", "wrote"), "who?"),
        (("done", "1", "wrote", "a", "2", "called", "b"), "wrote, and called? one thing at a time"),
        (("done", "test", "wrote"), "3 contacts have this"),
        (("done", "1", "99", "wrote"), "no contact has this number"),
        (("log", "1", "wrote", "--on", "tomorrow"), "done today or before"),
        (("log", "1", "wrote", "--on", "once"), "no day"),
        (("log", "1", "wrote", "--event", "Mixer"), "all who were met there"),
        (("log", "wrote", "--event", "Ball"), "no event 'Ball'"),
    ],
)
def test_what_is_not_clear_does_nothing(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    fill_daily(tmp_path)
    result = run(*words, "--book", tmp_path)
    assert (result.returncode, said in result.stderr) == (ExitCode.USAGE, True), result.stderr
    assert entries(tmp_path, 1) == []
