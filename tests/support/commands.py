"""The command as a user runs it, and in this process, for speed."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pytest

from cardscan.cli import main
from cardscan.errors import ExitCode

NOTHING: Mapping[str, str] = MappingProxyType({})


class Result(NamedTuple):
    returncode: int
    stdout: str
    stderr: str


def cardscan(
    *arguments: object, stdin: bytes = b"", environ: Mapping[str, str] = NOTHING, cwd: Path | None = None
) -> Result:
    """Run a command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "cardscan", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        env={**os.environ, **environ},
        cwd=cwd,
        timeout=120,
    )
    return Result(done.returncode, done.stdout.decode(), done.stderr.decode())


def run(*arguments: object) -> Result:
    """Run a command in this process."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO())
        code = main([*map(str, arguments)])
    out.seek(0)
    return Result(code, out.read(), err.getvalue())


def said(*arguments: object) -> str:
    """Return what the command prints where it succeeds."""
    result = run(*arguments)
    assert result.returncode == ExitCode.OK, result.stderr
    return result.stdout


def contacts_of(result: Result) -> list[dict[str, object]]:
    """Return the contacts that a command wrote as JSON lines."""
    return [json.loads(line)["contact"] for line in result.stdout.splitlines()]
