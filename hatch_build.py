"""The man page, which is made of the command line's own parser when a wheel is built."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManPage(BuildHookInterface[Any]):
    """Puts cardscan.1 where `man` looks for it in the environment that is installed into."""

    _folder = ""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the page, unless what is installed is the clone itself."""
        if version == "editable":
            return
        self._folder = mkdtemp()
        page = Path(self._folder) / "cardscan.1"
        page.write_text(self._text(), encoding="utf-8")
        build_data["shared_data"][str(page)] = "share/man/man1/cardscan.1"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the page, which is in the wheel by now."""
        if self._folder:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _text(self) -> str:
        from argparse_manpage.manpage import Manpage

        sys.path.insert(0, self.root)
        try:
            from cardscan.cli.run import build_parser
        finally:
            sys.path.remove(self.root)
        page = Manpage(build_parser(), format="single-commands-section")
        page.manual = "cardscan"
        page.description = "business cards from photos, scans and PDFs into contacts"
        return str(page)
