"""Leads the user's browser to an address that is a secret.

A program's command line is seen by every user of the computer, so the browser is not called with the
address, but with a file that leads there and that only its owner can read.
"""

from __future__ import annotations

import html
import shutil
import webbrowser
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Self

from cardscan import private

if TYPE_CHECKING:
    from types import TracebackType

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0;url={address}">
<title>cardscan</title>
<p><a href="{address}">On to cardscan</a></p>
</html>
"""


class Guide:
    """One browser on its way; the file is gone when it has arrived, or with the block."""

    def __init__(self) -> None:
        self._folder = Path()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.arrived()

    def lead(self, address: str) -> None:
        """Open the address in a browser; where there is none, or no place for the file, do nothing."""
        with suppress(OSError, RuntimeError):  # no home, or none to write to
            # in the home, and seen there: browsers in a sandbox of snap's may read nothing else
            self._folder = Path(mkdtemp(prefix="cardscan-", dir=Path.home()))
            file = self._folder / "review.html"
            with private.opened(file, "xb") as stream:
                stream.write(_PAGE.format(address=html.escape(address)).encode())
            if not webbrowser.open(file.as_uri()):
                self.arrived()

    def arrived(self) -> None:
        """Remove the file."""
        if self._folder != Path():
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = Path()
