"""Parsers of real programs that the tests read exports back with; scripts/oracles.py installs them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Self

from scripts.oracles import NODE_MODULES
from scripts.programs import SYSTEM_PYTHON

_HERE = Path(__file__).parent


class Oracle:
    """A parser in a process of its own, which answers one text after another."""

    def __init__(self, *command: str) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def read(self, kind: str, text: str) -> Any:
        """Return what the parser makes of the text; fails where it refuses it."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{json.dumps({'kind': kind, 'text': text})}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "not installed whole: run python3 -m scripts.test"
        answer = json.loads(line)
        assert "error" not in answer, answer["error"]
        return answer["value"]


def javascript() -> Oracle:
    """Return ical.js, which Thunderbird reads vCards with ("vcard"), and PapaParse ("csv")."""
    return Oracle("node", str(_HERE / "parsers.mjs"), str(NODE_MODULES.parent))


def evolution() -> Oracle:
    """Return Evolution's own library ("vcard")."""
    return Oracle(SYSTEM_PYTHON, str(_HERE / "evolution.py"))
