"""Standing and tally of a book that an older cardscan made."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from cardscan.book.dealings import standing
from cardscan.book.file import schema

OLD = 5
"""The last version without them."""


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    """A book of that version, with contacts met in several ways."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        for script in schema.MIGRATIONS[:OLD]:
            for statement in schema.statements(script):
                db.execute(statement)
        for number, scanned, events, deleted in (
            (1, ["2026-11-21T23:30:00Z"], [("Mixer", "2026-11-20")], ""),
            (2, ["2026-11-21T09:00:00Z", "2026-05-01T09:00:00Z"], [], ""),
            (3, ["2026-11-21T09:00:00Z"], [("Fair", "")], ""),
            (4, ["2026-03-01T09:00:00Z"], [("Mixer", "2026-11-20"), ("Club", "")], ""),
            (5, [], [], ""),
            (6, ["2026-11-21T09:00:00Z"], [("Mixer", "2026-11-20")], "2026-11-22T09:00:00Z"),
        ):
            db.execute(
                "INSERT INTO contact (id, uid, data, sort_key, created, changed, deleted)"
                " VALUES (?, ?, '{}', '', '2026-01-01T00:00:00Z', '', ?)",
                (number, f"u{number}", deleted),
            )
            for at in scanned:
                db.execute(
                    "INSERT INTO card (uid, contact_id, contact_as_read, reading, confidence, evidence,"
                    " needs_review, scanned) VALUES (?, ?, '', '', '', '', '', ?)",
                    (f"{number} {at}", number, at),
                )
            for event in events:
                db.execute("INSERT OR IGNORE INTO event (name, date) VALUES (?, ?)", event)
                db.execute(
                    "INSERT INTO contact_event SELECT ?, id FROM event WHERE name = ? AND date = ?",
                    (number, *event),
                )
        db.execute("INSERT INTO follow_up (contact_id, due, text) VALUES (1, '2026-12-01', 'call')")
        db.execute("INSERT INTO follow_up (contact_id, due, text) VALUES (1, '29 February', 'ask')")
        db.execute(
            "INSERT INTO follow_up (contact_id, due, text, done) VALUES (2, '2026-11-01', '', '2026-11-02')"
        )
        db.execute("INSERT INTO tag (name) VALUES ('client')")
        yield db


def test_an_older_book_has_them_as_if_they_had_always_been_kept(db: sqlite3.Connection) -> None:
    schema.migrate(db, OLD)
    rows = db.execute(
        "SELECT contact_id, met, name, touched FROM standing LEFT JOIN event ON event.id = met_at"
    )
    assert rows.fetchall() == [
        (1, "2026-11-20", "Mixer", "2026-11-20"),
        (2, "2026-05-01", None, ""),
        (3, "2026-11-21", "Fair", "2026-11-21"),
        (4, "2026-03-01", "Club", "2026-11-20"),
        (5, "", None, ""),
    ]
    for question in (standing.DIFFERENT, standing.TALLY_DIFFERENT):
        assert db.execute(question).fetchone() == (0,)


def test_its_follow_ups_are_promises_and_none_is_made_for_contacts_that_were_there(
    db: sqlite3.Connection,
) -> None:
    schema.migrate(db, OLD)
    rows = db.execute(
        "SELECT contact_id, kind, due, text, done, outcome FROM follow_up ORDER BY id"
    ).fetchall()
    [today] = db.execute("SELECT date('now')").fetchone()
    assert rows == [
        (1, 0, "2026-12-01", "call", "", ""),
        (1, 0, today, "29 February ask", "", ""),
        (2, 0, "2026-11-01", "", "2026-11-02", "done"),
    ]
    assert len({uid for (uid,) in db.execute("SELECT uid FROM follow_up")}) == 3
    assert db.execute("SELECT name, every FROM tag ORDER BY name").fetchall() == [
        ("advocate", 30),
        ("client", None),
    ]
