"""Who may read the book's files: nobody but its owner."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardscan import private

if TYPE_CHECKING:
    from pathlib import Path

_OURS = re.compile(
    r"book\.sqlite.*|book\.closed|pictures|backups|\.keeper\.lock|\.opening\.lock|\.restoring-.*"
)
"""What the book has in its folder; somebody may have put the book into a folder of other things."""


def close_to_others(folder: Path) -> None:
    """Take from others what rights they have on the book, as an older cardscan gave them.

    The folder itself is closed where nothing else lies in it. Raises OSError where it cannot be read.
    """
    names = [path.name for path in folder.iterdir()]
    ours = list(filter(_OURS.fullmatch, names))
    for name in ours:
        private.close(folder / name)
    if len(ours) == len(names):
        private.close(folder)


def open_to_others(folder: Path) -> tuple[Path, ...]:
    """Return what of the book others may read or write, or () where they may not even enter its folder."""
    if not private.is_open(folder):
        return ()
    return tuple(
        path for path in sorted(folder.iterdir()) if _OURS.fullmatch(path.name) and private.is_open(path)
    )
