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
            number = len(paths) + 1
            paths.append(path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}"))
            stream = files.enter_context(atomic_file(paths[-1]))
            some = left if number == 1 else chain(first, left)
            exporter.write(islice(some, limit) if limit else some, stream, options)
    return tuple(paths)
