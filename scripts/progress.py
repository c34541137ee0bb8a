"""Commands run in sight: what is done, with the time since the start, and never a long silence."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_PATIENCE = 15.0
"""Seconds after which a command that says nothing is said to be still at work."""
_LAST_LINES = 40
_WIDTH = 100
_STARTED = time.monotonic()


def say(text: str) -> None:
    """Print a line behind the time since the start."""
    print(f"{_clock()} {text}", flush=True)


def run(
    title: str, command: Sequence[str], condensed: Callable[[str], str] = str.strip, *,
    patience: float = _PATIENCE,
) -> bool:  # fmt: skip
    """Run a command that talks much and say what it is at; show its last lines where it fails.

    `condensed` makes one of its lines short, or "" where the line tells nothing. On a terminal one line
    is written over and over; elsewhere there is a new one each `patience` seconds.
    """
    say(title)
    lively = sys.stdout.isatty()
    lines: deque[str] = deque(maxlen=_LAST_LINES)

    def collect(output: IO[bytes]) -> None:
        lines.extend(line.decode(errors="replace") for line in output)

    with _running(command, None, collect) as process:
        while not _ended(process, 0.2 if lively else patience):
            doing = next(filter(None, map(condensed, reversed(list(lines)))), "at work")
            line = f"{_clock()}   {doing}"[:_WIDTH]
            print(f"\r\033[K{line}" if lively else line, end="" if lively else "\n", flush=True)
    if lively:
        print("\r\033[K", end="", flush=True)
    if process.returncode:
        print("".join(lines), end="")
        say(f"failed: {' '.join(command)}")
    return process.returncode == 0


def run_openly(command: Sequence[str], cwd: Path | None = None, *, patience: float = _PATIENCE) -> int:
    """Run a command and pass on what it says as it comes; say so wherever it is long silent.

    Return its exit code.
    """
    heard = [time.monotonic()]

    def pass_on(output: IO[bytes]) -> None:
        while words := os.read(output.fileno(), 65536):
            heard[:] = [time.monotonic()]
            sys.stdout.buffer.write(words)
            sys.stdout.buffer.flush()

    with _running(command, cwd, pass_on) as process:
        while not _ended(process, min(0.5, patience)):
            if time.monotonic() - heard[0] >= patience:
                heard[:] = [time.monotonic()]
                print(f"\n{_clock()}   at work", flush=True)
    return process.returncode


@contextmanager
def _running(
    command: Sequence[str], cwd: Path | None, listen: Callable[[IO[bytes]], None]
) -> Iterator[subprocess.Popen[bytes]]:
    """Let the block watch a command, whose output a thread listens to until its end."""
    with subprocess.Popen(
        command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        listener = threading.Thread(target=listen, args=(process.stdout,), daemon=True)
        listener.start()
        yield process
        listener.join()


def _ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _clock() -> str:
    minutes, seconds = divmod(int(time.monotonic() - _STARTED), 60)
    return f"[{minutes:2}:{seconds:02}]"
