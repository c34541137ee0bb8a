"""A book of an older cardscan, killed while it is brought up to date: it is the old one, whole."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.book.care.verifying import verify
from cardscan.book.file import schema
from cardscan.book.file.columns import contact_to_text
from cardscan.model import Contact, Email
from tests import ROOT
from tests.support.sharing import until

OLD = 5
PEOPLE = 5_000
OPENER = """
import sys
from pathlib import Path
from cardscan.book import Book
Book.open(Path(sys.argv[1])).close()
"""
QUESTIONS = (
    "SELECT count(*), sum(length(data)) FROM contact",
    "SELECT count(*), min(scanned), max(scanned) FROM card",
    "SELECT name, date, count(*) FROM event JOIN contact_event ON event.id = event_id GROUP BY event.id",
    "SELECT id, contact_id, due, text FROM follow_up ORDER BY id LIMIT 9",
)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book of that version."""
    folder = tmp_path_factory.mktemp("old") / "book"
    folder.mkdir()
    numbers = range(1, PEOPLE + 1)
    with closing(sqlite3.connect(folder / "book.sqlite", isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("BEGIN")
        for script in schema.MIGRATIONS[:OLD]:
            for statement in schema.statements(script):
                db.execute(statement)
        db.executemany(
            "INSERT INTO contact (id, uid, data, sort_key, created, changed)"
            " VALUES (?, ?, ?, '', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')",
            ((number, f"u{number}", contact_to_text(person(number))) for number in numbers),
        )
        db.execute(
            "INSERT INTO card (uid, contact_id, contact_as_read, reading, confidence, evidence,"
            " needs_review, scanned)"
            " SELECT 'c' || id, id, data, '[]', '{}', '{}', '[]', '2026-11-20T09:00:00Z' FROM contact"
        )
        db.execute("INSERT INTO event (name, date) VALUES ('Fair', '2026-03-03'), ('Mixer', '2026-11-20')")
        db.execute("INSERT INTO contact_event SELECT id, 1 + id % 2 FROM contact")
        db.execute(
            "INSERT INTO follow_up (contact_id, due, text) SELECT id, '2026-12-01', 'call' FROM contact"
        )
        db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {OLD}")
        db.execute("COMMIT")
    return folder


def person(number: int) -> Contact:
    return Contact(given_name=f"P{number}", emails=(Email(f"p{number}@p.example"),))


def answers(folder: Path) -> tuple[int, list[list[tuple[object, ...]]]]:
    """Return the tables' version, and what they say."""
    with closing(sqlite3.connect(folder / "book.sqlite")) as db:
        [version] = db.execute("PRAGMA user_version").fetchone()
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return version, [db.execute(question).fetchall() for question in QUESTIONS]


def test_killed_in_the_middle_it_is_the_old_book(old: Path, tmp_path: Path) -> None:
    before, found = answers(old), set()
    assert before[0] == OLD
    for number, seconds in enumerate((0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4)):
        folder = tmp_path / str(number)
        shutil.copytree(old, folder)
        opener = subprocess.Popen([sys.executable, "-c", OPENER, folder], cwd=ROOT)
        until(lambda folder=folder: any(folder.glob("backups/*.sqlite")), "the backup before")  # type: ignore[misc]
        time.sleep(seconds)
        opener.kill()
        assert opener.wait() in (0, -signal.SIGKILL)
        version, said = answers(folder)
        assert said == before[1]
        found.add(version)
        assert version in (OLD, len(schema.MIGRATIONS))
        Book.open(folder).close()
        assert answers(folder) == (len(schema.MIGRATIONS), before[1])
    assert OLD in found
    texts = {finding.text for finding in verify(folder) if finding.damage}
    assert not [text for text in texts if "standing" in text or "counts" in text]
