"""Where contacts go: to a file, a folder or stdout, in which format, and what they may replace."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.cli.output.blocks import print_blocks
from cardscan.cli.output.lines import print_lines, row_of
from cardscan.cli.report import counted, remark
from cardscan.errors import StoppedError, UsageError
from cardscan.export import EXPORTERS, PHOTOS, VERSIONS, ExportOptions, format_of, kind_of
from cardscan.export.limits import OUR_PHOTO

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cardscan.export.formats.table import Item
    from cardscan.model import CardScan

MANY = 6
"""So many contacts, of which nobody said how they are to be shown, are shown a line each."""


@dataclass(frozen=True, slots=True)
class Target:
    """What -o, --format and the options of formats ask for."""

    output: str
    format: str
    to_folder: bool
    options: ExportOptions = field(default_factory=ExportOptions)
    chosen: bool = True
    """The format was named."""
    force: bool = False
    """Whatever is in the way is replaced."""
    more: Mapping[str, Sequence[Item]] = field(default_factory=dict)
    """What people are shown beside the fields of some contacts, by uid."""

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
        if asked.encoding:
            _expect_encoding(asked.encoding)
        if asked.per_file < 0:
            raise UsageError("--limit is at least 1")
        given = {name: getattr(asked, name) for name in ("encoding", "version", "photo")}
        options = replace(
            ExportOptions(limit=asked.per_file, confidence=asked.confidence, small_letters=small_letters),
            **{name: value for name, value in given.items() if value},
        )
        return cls(output, chosen, to_folder, options, chosen=bool(asked.format), force=asked.force)

    @property
    def kind(self) -> str:
        """What the book knows an export of this form by."""
        return kind_of(self.format, self.options)

    @property
    def wants_pictures(self) -> bool:
        """Whether the contacts are to come with their cards' pictures."""
        return self.options.photo == "card"

    def expect_room(self) -> None:
        """Ask, before anything is done, whether a file that is not as cardscan left it may be replaced.

        Raises OutputError where it is to stay.
        """
        if self.to_folder or self.output == "-" or self.force:
            return
        from cardscan.cli.output.replacing import expect_ours

        for path in self._in_the_way():
            expect_ours(path)

    def write(self, scans: Iterable[CardScan]) -> None:
        """Write the contacts as they come; a file is there whole or not at all, and is told of.

        A file that holds more of them than come is replaced where somebody says so. Raises OutputError where
        nothing can be written, StoppedError where Ctrl-C ended it.
        """
        if self.output == "-":
            self._print(scans)
            return
        count = Count(scans)
        try:
            places = self._written(count)
        except KeyboardInterrupt:
            kept = f"{counted(count.passed, 'contact')} written to" if self.to_folder else "not written:"
            raise StoppedError(f"interrupted; {kept} {self.output}") from None
        where = f"{len(places)} files: {', '.join(places)}" if len(places) > 1 else places[0]
        remark(f"wrote {counted(count.passed, 'contact')} to {where}")

    def _written(self, scans: Count) -> tuple[str, ...]:
        if self.to_folder:
            from cardscan.export.folder import write_folder

            write_folder(scans, Path(self.output), self.options)
            return (self.output,)
        from cardscan.cli.output.replacing import expect_no_fewer, place_beside, take_place
        from cardscan.cli.output.written import left_in, remember
        from cardscan.export.parts import part, write_parts

        first = Path(self.output)
        held = 0 if self.force else sum(left.contacts for left in left_in(first))
        begun = place_beside(first) if held else first
        paths = write_parts(scans, begun, EXPORTERS[self.format], self.options)
        if held:
            expect_no_fewer(first, held, scans.passed, begun)
            written, paths = paths, tuple(part(first, number) for number in range(1, len(paths) + 1))
            for new, path in zip(written, paths, strict=True):
                take_place(new, path)
        remember(first, scans.passed)
        for path in paths[1:]:
            remember(path, 0)
        further = part(first, len(paths) + 1)
        if self._in_parts and further.exists():
            remark(f"{further} was there before and is no part of this export")
        return tuple(map(str, paths))

    def _print(self, scans: Iterable[CardScan]) -> None:
        """Print what programs read as it is; for people a block a contact, or a line where there are many."""
        if self.format != "text":
            EXPORTERS[self.format].write(scans, sys.stdout.buffer, self.options)
            sys.stdout.buffer.flush()
            return
        coming = iter(scans)
        first = () if self.chosen else tuple(islice(coming, MANY))
        every = chain(first, coming)
        if len(first) == MANY:
            print_lines(map(row_of, every))
        elif sys.stdout.isatty():
            print_blocks(every, confidence=self.options.confidence, more=self.more)
        else:
            from cardscan.export.formats import table

            table.write(every, sys.stdout.buffer, self.options, self.more)
            sys.stdout.buffer.flush()

    @property
    def _in_parts(self) -> bool:
        return bool(self.options.limit or EXPORTERS[self.format].most)

    def _in_the_way(self) -> Iterator[Path]:
        """Yield the files that may be replaced."""
        from cardscan.export.parts import part

        yield Path(self.output)
        number = 2
        while self._in_parts and (path := part(Path(self.output), number)).exists():
            yield path
            number += 1


class Count:
    """Contacts on their way, counted."""

    def __init__(self, scans: Iterable[CardScan]) -> None:
        self._scans = iter(scans)
        self.passed = 0

    def __iter__(self) -> Iterator[CardScan]:
        for scan in self._scans:
            self.passed += 1
            yield scan


def _expect_encoding(name: str) -> None:
    from cardscan.export.formats.code_page import is_encoding

    if not is_encoding(name):
        raise UsageError(f"there is no character set {name!r}", "for example cp1252, cp932, koi8-r")


def add_output(parser: argparse.ArgumentParser) -> None:
    """Let a command take -o, --format and the options of formats."""
    parser.add_argument(
        "-o",
        "--output",
        default="-",
        metavar="FILE",
        help="a file, a folder (one .vcf a contact), or - (stdout)",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--format",
        choices=list(EXPORTERS),
        default="",
        help="default: by the suffix of -o, else text. "
        + "; ".join(f"{name}: {exporter.description}" for name, exporter in EXPORTERS.items()),
    )
    add_json(form)
    parser.add_argument(
        "--force", action="store_true", help="replace a file that is not as cardscan left it, or holds more"
    )
    add_confidence(parser)
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


def add_json(parser: argparse._ActionsContainer) -> None:
    """Let a command take --json."""
    parser.add_argument(
        "--json", dest="format", action="store_const", const="jsonl", help="one JSON object a line, for jq"
    )


def add_confidence(parser: argparse.ArgumentParser) -> None:
    """Let a command take --confidence."""
    parser.add_argument("--confidence", action="store_true", help="say how sure each field is, in text")


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
