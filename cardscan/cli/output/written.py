"""The files that cardscan wrote: as it left them, and how many contacts are in each."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan import private
from cardscan.export.files import atomic_file

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST = 1000
"""Files that are remembered, the newest."""


@dataclass(frozen=True, slots=True)
class Left:
    """A file as it was left."""

    size: int
    mtime_ns: int
    contacts: int


def left_in(path: Path) -> tuple[Left, ...]:
    """Return what is remembered of the file; () where it is not as it was left, or never was ours."""
    known = _known()
    with suppress(OSError):
        status = path.stat()
        left = known.get(str(path.resolve()))
        if left and (left.size, left.mtime_ns) == (status.st_size, status.st_mtime_ns):
            return (left,)
    return ()


def remember(path: Path, contacts: int) -> None:
    """Note how a file was left; where nothing can be noted, it passes for another program's next time."""
    from cardscan.errors import OutputError

    known = dict(_known())
    with suppress(OSError, OutputError):
        status = path.stat()
        known.pop(str(path.resolve()), None)
        known[str(path.resolve())] = Left(status.st_size, status.st_mtime_ns, contacts)
        private.make_folder(_place().parent)
        with atomic_file(_place()) as stream:
            newest = list(known.items())[-_MOST:]
            data = {name: [left.size, left.mtime_ns, left.contacts] for name, left in newest}
            stream.write(json.dumps(data).encode())


def _place() -> Path:
    import platformdirs

    return Path(platformdirs.user_state_dir("cardscan", appauthor=False)) / "written.json"


def _known() -> Mapping[str, Left]:
    with suppress(OSError, ValueError, TypeError, AttributeError):
        data = json.loads(_place().read_text(encoding="utf-8"))
        return {str(name): Left(*map(int, left)) for name, left in data.items()}
    return {}
