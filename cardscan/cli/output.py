"""Where contacts go: to a file, a folder or stdout, in which format."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.cli.report import remark
from cardscan.errors import UsageError
from cardscan.export import EXPORTERS, PHOTOS, VERSIONS, ExportOptions, format_of, kind_of
from cardscan.export.limits import OUR_PHOTO

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from cardscan.model import CardScan


@dataclass(frozen=True, slots=True)
class Target:
    """What -o, --format and the options of formats ask for."""

    output: str
    format: str
    to_folder: bool
    options: ExportOptions = field(default_factory=ExportOptions)

    def is_among(self, names: Iterable[str]) -> bool:
        """Tell whether writing would replace one of these files."""
        own = Path(self.output)
        there = self.output != "-" and not self.to_folder and own.exists()
        return there and any(Path(name).exists() and own.samefile(name) for name in names)

    @classmethod
    def of(cls, asked: argparse.Namespace, *, small_letters: bool = False) -> Target:
        """Return the target; raises UsageError where what is asked for does not fit together."""
        output = asked.output
        to_folder = output.endswith(("/", os.sep)) or (output != "-" and Path(output).is_dir())
        if to_folder and asked.format not in ("", "vcf"):
            raise UsageError(
                f"{output}: a folder takes one .vcf a contact, not {asked.format}", "name a file with -o"
            )
        chosen = asked.format or (
            "text" if output == "-" else "vcf" if to_folder else format_of(Path(output))
        )
        if chosen != "vcf" and (asked.version or asked.photo):
            raise UsageError(f"{chosen}: --vcard and --photo are for vCards", "use --format vcf")
        if asked.version == "2.1" and not to_folder:
            raise UsageError(
                f"{output}: classic Outlook reads one contact a vCard file", "name a folder: -o DIR/"
            )
        if asked.per_file < 0:
            raise UsageError("--limit is at least 1")
        given = {name: getattr(asked, name) for name in ("encoding", "version", "photo")}
        options = replace(
            ExportOptions(limit=asked.per_file, small_letters=small_letters),
            **{name: value for name, value in given.items() if value},
        )
        return cls(output, chosen, to_folder, options)

    @property
    def kind(self) -> str:
        """What the book knows an export of this form by."""
        return kind_of(self.format, self.options)

    @property
    def wants_pictures(self) -> bool:
        """Whether the contacts are to come with their cards' pictures."""
        return self.options.photo == "card"

    def write(self, scans: Iterable[CardScan]) -> None:
        """Write the contacts as they come; a file is there whole or not at all."""
        if self.to_folder:
            from cardscan.export.folder import write_folder

            write_folder(scans, Path(self.output), self.options)
        elif self.output == "-":
            EXPORTERS[self.format].write(scans, sys.stdout.buffer, self.options)
            sys.stdout.buffer.flush()
        else:
            from cardscan.export.parts import part, write_parts

            paths = write_parts(scans, Path(self.output), EXPORTERS[self.format], self.options)
            if len(paths) > 1:
                remark(f"written to {len(paths)} files: {', '.join(map(str, paths))}")
            further = part(Path(self.output), len(paths) + 1)
            if (self.options.limit or EXPORTERS[self.format].most) and further.exists():
                remark(f"{further} was there before and is no part of this export")


def add_output(parser: argparse.ArgumentParser) -> None:
    """Let a command take -o, --format and the options of formats."""
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
    parser.add_argument(
        "--vcard",
        dest="version",
        choices=VERSIONS,
        help="version of vCards (default: 3.0); 2.1 is for classic Outlook, into a folder",
    )
    parser.add_argument(
        "--photo",
        choices=PHOTOS,
        help=f"card: the card's picture in each vCard, at most {OUR_PHOTO // 1000} kB (default: none)",
    )
    parser.set_defaults(per_file=0)


def add_limit(parser: argparse.ArgumentParser) -> None:
    """Let a command take --limit, too."""
    own = ", ".join(f"{exporter.most} for {name}" for name, exporter in EXPORTERS.items() if exporter.most)
    parser.add_argument(
        "--limit",
        dest="per_file",
        type=int,
        default=0,
        metavar="N",
        help=f"contacts a file, the rest in NAME-2 and so on (default: {own})",
    )
