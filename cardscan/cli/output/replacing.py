"""What may be written over: what cardscan left there, and what holds no more than what comes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cardscan.cli.output.written import left_in
from cardscan.cli.report import counted
from cardscan.errors import OutputError
from cardscan.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cardscan.model import CardScan

_HINT = "--force replaces it; or name another file with -o"


def expect_ours(path: Path) -> int:
    """Return how many contacts the file holds, 0 where there is none; a device holds none.

    Asks on a terminal; raises OutputError where it is another program's, or was changed, and is to stay.
    """
    if not path.is_file() or not path.stat().st_size:
        return 0
    left = left_in(path)
    if not left:
        _ask(f"{path}: is there already, and not as cardscan left it")
    return left[0].contacts if left else 0


def no_fewer(scans: Iterable[CardScan], path: Path, held: int) -> Iterator[CardScan]:
    """Pass the contacts on; in the end, before the file is replaced, ask where it held more of them.

    Raises OutputError where it is to stay.
    """
    count = 0
    for scan in scans:
        count += 1
        yield scan
    if count < held:
        _ask(f"{path}: holds {counted(held, 'contact')}, and would hold {count}")


def _ask(what: str) -> None:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise OutputError(what, _HINT)
    print(f"cardscan: {visible(what)}. Replace it? [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise OutputError(f"{what}: left as it is", _HINT)
