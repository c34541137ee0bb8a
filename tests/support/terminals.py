"""The command as a person at a terminal runs it: a real process on a real pseudo-terminal."""

import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Mapping
from fcntl import ioctl

_SIGNS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def _environ() -> dict[str, str]:
    """Return the environment without the size of another terminal, which tests side by side are given."""
    return {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}


class Terminal:
    """A process whose standard streams are a terminal, but for those that are named."""

    def __init__(
        self,
        *arguments: object,
        columns: int = 80,
        environ: Mapping[str, str] | None = None,
        stdout: int = -1,
    ) -> None:
        self._screen, tty = pty.openpty()
        ioctl(tty, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-m", "cardscan", *map(str, arguments)],
            stdin=tty,
            stdout=tty if stdout < 0 else stdout,
            stderr=tty,
            env={**_environ(), "TERM": "xterm-256color", **(environ or {})},
            start_new_session=True,
        )
        os.close(tty)
        self.raw = ""

    def waits_for(self, text: str, seconds: float = 60.0) -> None:
        """Read until the text is on the screen."""
        until = time.monotonic() + seconds
        while text not in self.shown:
            if not self._read(until - time.monotonic()):
                raise AssertionError(f"{text!r} did not come: {self.shown!r}")

    def types(self, text: str) -> None:
        os.write(self._screen, text.encode())

    def ends(self, seconds: float = 60.0) -> int:
        """Read to the end; return the exit code."""
        until = time.monotonic() + seconds
        while self._read(until - time.monotonic()):
            pass
        code = self._process.wait(timeout=max(1.0, until - time.monotonic()))
        os.close(self._screen)
        return code

    @property
    def shown(self) -> str:
        """All that came, without colours and movements."""
        return _SIGNS.sub("", self.raw).replace("\r\n", "\n")

    def _read(self, seconds: float) -> bool:
        """Read what comes next; tell whether anything did."""
        ready, _, _ = select.select([self._screen], [], [], max(0.0, seconds))
        if not ready:
            return False
        try:
            data = os.read(self._screen, 65536)
        except OSError:  # the other side is closed
            return False
        self.raw += data.decode(errors="replace")
        return bool(data)
