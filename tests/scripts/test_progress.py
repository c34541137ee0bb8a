"""Commands run in sight: their words are passed on, their silences filled, their failures explained."""

import sys

import pytest

from scripts.progress import run, run_openly

TALK = "import time; print('one', flush=True); time.sleep(1); print('two', flush=True)"
FAIL = "print('what was wrong'); raise SystemExit(3)"


def python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


def test_a_talkative_command_is_told_of_in_a_line_now_and_then(capfd: pytest.CaptureFixture[str]) -> None:
    assert run("counting", python(TALK), lambda line: line.strip().upper(), patience=0.3)
    title, *lines = capfd.readouterr().out.splitlines()
    assert title.endswith("] counting")
    assert any(line.endswith("]   ONE") for line in lines)
    assert not any("one" in line for line in lines)


def test_lines_that_tell_nothing_are_passed_over(capfd: pytest.CaptureFixture[str]) -> None:
    assert run("counting", python(TALK), lambda _: "", patience=0.3)
    assert capfd.readouterr().out.splitlines()[-1].endswith("]   at work")


def test_a_failure_shows_what_the_command_said(capfd: pytest.CaptureFixture[str]) -> None:
    assert not run("failing", python(FAIL))
    assert "what was wrong\n" in capfd.readouterr().out


def test_an_open_command_speaks_for_itself(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_openly(python(FAIL)) == 3
    assert capfd.readouterr().out == "what was wrong\n"


def test_its_silence_is_filled(capfd: pytest.CaptureFixture[str]) -> None:
    assert run_openly(python(TALK), patience=0.3) == 0
    one, *between, two = capfd.readouterr().out.split()
    assert (one, two) == ("one", "two") and "work" in between
