"""What a process has held, this one and another."""

import os
import subprocess
import sys

import pytest

from scripts.measure.memory import peak_megabytes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="another's peak is read from /proc")


def test_this_process_is_the_one_that_is_asked_by_default() -> None:
    assert peak_megabytes() == peak_megabytes(os.getpid()) > 30.0


def test_another_process_is_asked_while_it_runs_and_holds_nothing_after() -> None:
    hold = "held = b'x' * 50_000_000; del held; print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as other:
        assert other.stdout and other.stdin
        other.stdout.readline()
        assert peak_megabytes(other.pid) > 50.0
        other.stdin.close()
        other.wait()
    assert peak_megabytes(other.pid) == 0.0
