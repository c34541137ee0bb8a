"""What may be written over: what cardscan left there, and what holds no more than what comes."""

from __future__ import annotations

import os
import shutil
import sys
from itertools import count
from typing import TYPE_CHECKING

from cardscan.cli.output.written import left_in
from cardscan.cli.report import counted
from cardscan.errors import OutputError
from cardscan.export.files import atomic_file
from cardscan.visible import visible

if TYPE_CHECKING:
    from pathlib import Path

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


def expect_spared(path: Path, *, ours: bool) -> None:
    """Ask where something lies there that is not `ours`; raises OutputError where it is to stay."""
    if not ours and path.is_file() and path.stat().st_size:
        _ask(f"{path}: is there already, and not cardscan's", "--force replaces it; or name another file")


def confirm(question: str, hint: str) -> None:
    """Have a person at a terminal agree; raises OutputError where they do not."""
    if sys.stdin.isatty() and sys.stderr.isatty() and not _agreed(question):
        raise OutputError("left as it is", hint)


def place_beside(path: Path) -> Path:
    """Return a place for what may not replace the file in the end: NAME-new, where nothing lies."""
    places = (path.with_name(f"{path.stem}-new{number or ''}{path.suffix}") for number in count())
    return next(place for place in places if not os.path.lexists(place))


def take_place(new: Path, path: Path) -> None:
    """Put what lies in `new` into the file, which stays whose it is and as open to others as it was."""
    with atomic_file(path) as stream, new.open("rb") as source:
        shutil.copyfileobj(source, stream)
    new.unlink()


def expect_no_fewer(path: Path, held: int, come: int, new: Path) -> None:
    """Ask where the file holds more contacts than came, which lie in `new`.

    Raises OutputError where it is to stay.
    """
    if come < held:
        kept = f"{_HINT}; what was to be written is in {new}"
        _ask(f"{path}: holds {counted(held, 'contact')}, and would hold {come}", kept)


def _ask(what: str, hint: str = _HINT) -> None:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise OutputError(what, hint)
    if not _agreed(f"{what}. Replace it?"):
        raise OutputError(f"{what}: left as it is", hint)


def _agreed(question: str) -> bool:
    print(f"cardscan: {visible(question)} [y/N] ", end="", file=sys.stderr, flush=True)
    try:
        answer = sys.stdin.readline()
    except KeyboardInterrupt:
        print(file=sys.stderr)
        answer = ""
    return answer.strip().lower() in ("y", "yes")
