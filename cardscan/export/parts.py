"""Files of no more contacts than a program takes: NAME.csv, NAME-2.csv and so on."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from cardscan.export.files import atomic_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
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
    with ExitStack() as files:
        count = write_streams(
            scans,
            lambda number: files.enter_context(atomic_file(part(path, number))),
            exporter,
            options,
        )
    return tuple(part(path, number) for number in range(1, count + 1))


def write_streams(
    scans: Iterable[CardScan],
    stream_of: Callable[[int], BinaryIO],
    exporter: Exporter,
    options: ExportOptions,
) -> int:
    """Write the contacts to the first stream and, beyond the limit, to further ones; return how many.

    `stream_of` is asked for each by its number, counted from 1.
    """
    limit = options.limit or exporter.most
    left = iter(scans)
    count = 0
    while not count or (first := list(islice(left, 1))):
        some = chain(first, left) if count else left
        count += 1
        exporter.write(islice(some, limit) if limit else some, stream_of(count), options)
    return count


def part(path: Path, number: int) -> Path:
    """Return where the part of this number is, counted from 1."""
    return path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
