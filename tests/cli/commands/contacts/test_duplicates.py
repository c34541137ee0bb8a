"""`cardscan duplicates` as a user runs it."""

import fcntl
import os
import pty
import select
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from cardscan.errors import ExitCode
from tests.support.commands import run, said
from tests.support.shelves import names_in


def test_duplicates_are_shown_side_by_side(folder: Path, pair: str) -> None:
    text = said("duplicates", "--book", folder)
    assert text.startswith(f"{pair}  the same name and company\n")
    rows = {line[2:21].strip(): line[0] for line in text.splitlines()[1:] if line[2:21].strip()}
    assert {"name", "phone", "company"} <= set(rows)
    assert rows["phone"] == "*"


def test_same_makes_one_contact_of_two(folder: Path, pair: str) -> None:
    assert "are one contact now" in run("duplicates", "same", pair, "--book", folder).stderr
    assert said("duplicates", "--book", folder) == ""
    assert sorted(names_in(folder)) == ["Bilal Haddad", "Dr. Anna Maria Weber, MBA"]
    assert "+21671123456" in said("find", "anna", "--format", "vcf", "--book", folder)


def test_different_leaves_them_apart_and_is_remembered(folder: Path, tmp_path: Path, pair: str) -> None:
    said("duplicates", "different", pair, "--book", folder)
    assert said("duplicates", "--book", folder) == ""
    file = tmp_path / "all.vcf"
    said("export", "-o", file, "--book", folder)
    said("book", "import", file, "--book", folder)
    assert said("duplicates", "--book", folder) == ""
    assert len(names_in(folder)) == 3


@pytest.mark.parametrize(
    "arguments", [("same",), ("list", "1"), ("same", "0"), ("same", "x"), ("settle",), ("same", "1", "")]
)
def test_a_decision_that_makes_no_sense_changes_nothing(folder: Path, arguments: tuple[str, ...]) -> None:
    assert run("duplicates", *arguments, "--book", folder).returncode == ExitCode.USAGE
    assert len(said("duplicates", "--json", "--book", folder).splitlines()) == 1


def asked(folder: Path, answers: str) -> str:
    """Settle on a terminal; return all that it shows."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, b"\x28\x00\x64\x00\x00\x00\x00\x00")
    command = [sys.executable, "-m", "cardscan", "duplicates", "settle", "--book", str(folder)]
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, close_fds=True)
    os.close(slave)
    os.write(master, answers.encode())
    shown = b""
    while select.select([master], [], [], 30)[0]:
        try:
            data = os.read(master, 4096)
        except OSError:  # the terminal's other end is closed
            break
        shown += data
    os.close(master)
    assert process.wait(timeout=30) == ExitCode.OK
    return shown.decode()


def test_settling_asks_on_a_terminal(folder: Path) -> None:
    assert "[s]ame person" in asked(folder, "what?\n\n")
    assert len(said("duplicates", "--json", "--book", folder).splitlines()) == 1
    asked(folder, "q\n")
    assert len(said("duplicates", "--json", "--book", folder).splitlines()) == 1
    assert "are one contact now" in asked(folder, "s\n")
    assert said("duplicates", "--json", "--book", folder) == ""
