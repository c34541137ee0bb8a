"""Files of no more contacts than a program takes: NAME.csv, NAME-2.csv and so on."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import chain, islice
from typing import TYPE_CHECKING

from cardscan.export.files import atomic_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cardscan.export import Exporter, ExportOptions
    from cardscan.model import CardScan


def write_parts(
    scans: Iterable[CardScan], path: Path, exporter: Exporter, options: ExportOptions
) -> tuple[Path, ...]:
    """Write the contacts to `path` and, beyond the limit, to numbered files beside it; return all.

    None of them is there before the last one is whole.
    Raises OutputError where a file cannot be written.
    """
    limit = options.limit or exporter.most
    left = iter(scans)
    paths: list[Path] = []
    with ExitStack() as files:
        while not paths or (first := list(islice(left, 1))):
            some = chain(first, left) if paths else left
            paths.append(part(path, len(paths) + 1))
            stream = files.enter_context(atomic_file(paths[-1]))
            exporter.write(islice(some, limit) if limit else some, stream, options)
    return tuple(paths)


def part(path: Path, number: int) -> Path:
    """Return where the part of this number is, counted from 1."""
    return path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
