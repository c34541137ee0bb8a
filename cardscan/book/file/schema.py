"""The tables' versions: a new book's tables are made, an old book's are brought up to date."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from cardscan.errors import BookError

APPLICATION_ID = 0x43415244
"""In the file's header: "CARD"."""

MIGRATIONS: tuple[str, ...] = tuple(
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parent / "migrations").glob("*.sql"), key=lambda path: int(path.stem))
)
"""SQL by version: the first makes version 1 of nothing, the second makes version 2 of it, and so on."""


def version_of(db: sqlite3.Connection, path: Path) -> int:
    """Return the version of the book's tables; 0 for a file without any.

    Raises BookError for another program's database and for a newer cardscan's.
    """
    [version] = db.execute("PRAGMA user_version").fetchone()
    [application] = db.execute("PRAGMA application_id").fetchone()
    [tables] = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if tables and application != APPLICATION_ID:
        raise BookError(f"{path}: a database of another program", "name another folder with --book")
    if version > len(MIGRATIONS):
        raise BookError(
            f"{path}: made by a newer cardscan (version {version}, this one knows {len(MIGRATIONS)})",
            "update cardscan",
        )
    return int(version)


def migrate(db: sqlite3.Connection, version: int) -> None:
    """Bring the tables from `version` to the newest; to be called within a transaction."""
    for script in MIGRATIONS[version:]:
        for statement in statements(script):
            db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def statements(script: str) -> list[str]:
    r"""Return the script's statements; sqlite3's own executescript would commit before them.

    >>> statements("CREATE TABLE a (b); -- why; or not\nCREATE TABLE c (d);")
    ['CREATE TABLE a (b);', '-- why; or not\nCREATE TABLE c (d);']
    """
    found: list[str] = []
    rest = ""
    for part in script.split(";")[:-1]:
        rest += part + ";"
        if sqlite3.complete_statement(rest):
            found.append(rest.strip())
            rest = ""
    return found
