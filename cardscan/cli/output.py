"""Where contacts go: to a file, a folder or stdout, in which format."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.errors import UsageError
from cardscan.export import EXPORTERS, ExportOptions, format_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from cardscan.model import CardScan


@dataclass(frozen=True, slots=True)
class Target:
    """What -o, --format and --encoding ask for."""

    output: str
    format: str
    encoding: str
    to_folder: bool

    @classmethod
    def of(cls, output: str, format_name: str, encoding: str) -> Target:
        """Return the target; raises UsageError where format and output do not fit."""
        to_folder = output.endswith(("/", os.sep)) or (output != "-" and Path(output).is_dir())
        if to_folder and format_name not in ("", "vcf"):
            raise UsageError(
                f"{output}: a folder takes one .vcf a contact, not {format_name}", "name a file with -o"
            )
        chosen = format_name or ("text" if output == "-" else "vcf" if to_folder else format_of(Path(output)))
        return cls(output, chosen, encoding, to_folder)

    def write(self, scans: Iterable[CardScan]) -> None:
        """Write the contacts as they come; a file is there whole or not at all."""
        options = replace(ExportOptions(), encoding=self.encoding) if self.encoding else ExportOptions()
        if self.to_folder:
            from cardscan.export.folder import write_folder

            write_folder(scans, Path(self.output), options)
        elif self.output == "-":
            EXPORTERS[self.format].write(scans, sys.stdout.buffer, options)
            sys.stdout.buffer.flush()
        else:
            from cardscan.export.files import atomic_file

            with atomic_file(Path(self.output)) as stream:
                EXPORTERS[self.format].write(scans, stream, options)


def add_output(parser: argparse.ArgumentParser) -> None:
    """Let a command take -o, --format and --encoding."""
    parser.add_argument(
        "-o", "--output", default="-", help="a file, a folder (one .vcf a contact), or - (stdout)"
    )
    parser.add_argument(
        "--format",
        choices=list(EXPORTERS),
        default="",
        help="default: by the suffix of -o, else text. "
        + "; ".join(f"{name}: {exporter.description}" for name, exporter in EXPORTERS.items()),
    )
    parser.add_argument("--encoding", help="code page for outlook-classic-csv (default: cp1252)")
