"""No traceback for what a user does with a command's output, and no bar where it would be in the way."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cardscan.errors import ExitCode
from tests.support.signatures import signatures
from tests.support.terminals import Terminal

CARDSCAN = [sys.executable, "-m", "cardscan"]


def shell(line: str) -> subprocess.CompletedProcess[str]:
    """Run a line in bash, in which "$CARDSCAN" is the command; a failure anywhere in a pipe counts."""
    environ = {**os.environ, "CARDSCAN": f"{sys.executable} -m cardscan"}
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line], env=environ, capture_output=True, text=True, timeout=120
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
@pytest.mark.parametrize(
    "command",
    [
        "list",
        "list --json",
        "show 1",
        "show 1 --json",
        "find anna",
        "duplicates",
        "stats",
        "export",
        "book verify",
        "book verify --json",
        "help",
        "completion bash",
        "--version",
        "-V",
    ],
)
def test_a_full_disk_is_said_in_a_line(folder: Path, command: str) -> None:
    done = shell(f"CARDSCAN_BOOK={folder} $CARDSCAN {command} > /dev/full")
    assert done.returncode == ExitCode.CANNOT_WRITE
    assert done.stderr == (
        "cardscan: standard output: cannot be written: No space left on device "
        "(see that there is room for it)\n"
    )


@pytest.mark.parametrize(
    "command",
    [
        "list",
        "show 1 --json",
        "find anna",
        "book verify --json",
        "export --format vcf",
        "help scan",
        "completion zsh",
    ],
)
def test_a_reader_that_had_enough_is_no_error(folder: Path, command: str) -> None:
    done = shell(f"CARDSCAN_BOOK={folder} $CARDSCAN {command} | true")
    assert (done.returncode, done.stderr) == (0, "")


def test_closed_streams_are_no_trouble(folder: Path) -> None:
    for closed in (">&-", "2>&-", "<&-", ">&- 2>&- <&-"):
        done = shell(f"CARDSCAN_BOOK={folder} $CARDSCAN list {closed}")
        assert (done.returncode, done.stderr) == (0, ""), closed
    done = shell(f"CARDSCAN_BOOK={folder} $CARDSCAN delete 1 2> /dev/full")
    assert done.returncode == 0


def test_ctrl_c_at_any_moment_is_said_in_a_line(tmp_path: Path) -> None:
    files = signatures(tmp_path, 8)
    for milliseconds in range(30, 700, 90):  # from the first imports on
        process = subprocess.Popen(
            [*CARDSCAN, "scan", *map(str, files), "-o", str(tmp_path / "out.vcf"), "--force"],
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )
        time.sleep(milliseconds / 1000)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        started = "cardscan" in said
        assert "Traceback" not in said or not started, f"{milliseconds} ms: {said}"


def test_the_bar_is_on_the_terminal_but_not_into_a_pager(tmp_path: Path) -> None:
    files = signatures(tmp_path, 8)
    with (tmp_path / "out").open("wb") as file:
        to_file = Terminal("scan", *files, stdout=file.fileno())
        assert to_file.ends() == ExitCode.OK
    assert "reading" in to_file.shown
    reader, writer = os.pipe()
    to_pager = Terminal("scan", *files, stdout=writer)
    os.close(writer)
    assert to_pager.ends() == ExitCode.OK
    assert "reading" not in to_pager.shown
    with os.fdopen(reader, "rb") as stream:
        assert stream.read().count(b"\n") == 8


def test_the_bar_is_never_between_results(tmp_path: Path) -> None:
    terminal = Terminal("scan", *signatures(tmp_path, 4), columns=120)
    assert terminal.ends() == ExitCode.OK
    block = terminal.shown.partition("Anna Weber  (")[2].partition("Hugo")[0]
    for line in block.splitlines():
        assert not ("reading" in line and "example" in line)
    results = [line for line in terminal.shown.splitlines() if "E-mail" in line]
    assert [line.split() for line in results] == [
        ["E-mail", f"{name}.example"] for name in ("anna@weber", "bilal@haddad", "carla@ruiz", "dora@klein")
    ]
