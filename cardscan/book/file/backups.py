"""The automatic backups in a book's folder, in the order in which they were made.

Each has the next number in its name. The time in it is for people: a clock that was wrong once, by
years perhaps, would put one backup before all that come after it.
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_NAME = re.compile(r"book-(?:(\d+)-)?(\d{8})T\d{6}Z\.sqlite")


def backups(folder: Path) -> list[Path]:
    """Return the backups in the book's folder, the newest first; those without a number are the oldest."""
    found = (path for path in (folder / "backups").glob("book-*.sqlite") if _NAME.fullmatch(path.name))
    return sorted(found, key=lambda path: (_number(path), path.name), reverse=True)


def next_backup(folder: Path, moment: datetime) -> Path:
    """Return where the next backup goes."""
    number = max(map(_number, backups(folder)), default=0) + 1
    return folder / "backups" / f"book-{number:06}-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}.sqlite"


def is_of_day(backup: Path, moment: datetime) -> bool:
    """Tell whether the backup was made on that day, in UTC."""
    named = _NAME.fullmatch(backup.name)
    return named is not None and named[2] == f"{moment.astimezone(UTC):%Y%m%d}"


def _number(backup: Path) -> int:
    named = _NAME.fullmatch(backup.name)
    return int(named[1] or 0) if named else 0
