"""How things stand with each contact, as a narrow table: derived from cards, events and the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from cardscan.book.daybook import Standing

_COLUMNS = "contact_id, met, met_at, followed, days, touched, balance, got"
_CARD_DAY = "CASE card.met WHEN '' THEN substr(scanned, 1, 10) ELSE card.met END"
_IS_DAY = "date(event.date) IS event.date"
_UNDATED_FIRST = "undated IS NOT NULL AND own <> '' AND own < substr(dated, 1, 10)"

_ANEW = f"""
SELECT id, met, met_at, followed,
       CASE WHEN followed <> '' THEN CAST(julianday(followed) - julianday(met) AS INTEGER) END,
       touched, given - got, got
FROM (
    SELECT id, met, met_at,
           coalesce((SELECT min(day) FROM log WHERE contact_id = holder.id AND by_card = 0 AND kind <> 'got'
                     AND met <> '' AND day >= met), '') AS followed,
           coalesce((SELECT max(day) FROM log WHERE contact_id = holder.id AND kind <> 'got'), '') AS touched,
           (SELECT count(*) FROM log WHERE contact_id = holder.id AND kind IN ('gave', 'referred')) AS given,
           (SELECT count(*) FROM log WHERE contact_id = holder.id AND kind = 'got') AS got
    FROM (
        SELECT id,
               CASE WHEN dated IS NULL OR {_UNDATED_FIRST} THEN own ELSE substr(dated, 1, 10) END AS met,
               CASE WHEN dated IS NULL OR {_UNDATED_FIRST} THEN undated
                    ELSE CAST(substr(dated, 12) AS INTEGER) END AS met_at
        FROM (
            SELECT contact.id,
                   coalesce((SELECT min({_CARD_DAY}) FROM card WHERE contact_id = contact.id), '')
                   AS own,
                   (SELECT min(event.date || ' ' || printf('%015d', event.id)) FROM contact_event
                    JOIN event ON event.id = event_id WHERE contact_id = contact.id AND {_IS_DAY}) AS dated,
                   (SELECT min(event.id) FROM contact_event
                    JOIN event ON event.id = event_id WHERE contact_id = contact.id AND NOT {_IS_DAY})
                   AS undated
            FROM contact WHERE deleted = '' AND (:number = 0 OR contact.id = :number)
        )
    ) AS holder
)
"""

EVERYBODY = _ANEW.replace(":number", "0")
"""The rows of all contacts, as they are made anew."""

DIFFERENT = f"""
SELECT count(*) FROM (
    SELECT * FROM ({EVERYBODY} EXCEPT SELECT {_COLUMNS} FROM standing)
    UNION ALL
    SELECT * FROM (SELECT {_COLUMNS} FROM standing EXCEPT {EVERYBODY})
)
"""
"""How many rows are not as they would be made anew."""

TALLY_DIFFERENT = """
WITH anew AS (SELECT day, kind, count(*) AS number FROM log WHERE by_card = 0 GROUP BY day, kind)
SELECT count(*) FROM (
    SELECT * FROM (SELECT * FROM anew EXCEPT SELECT day, kind, number FROM tally)
    UNION ALL
    SELECT * FROM (SELECT day, kind, number FROM tally EXCEPT SELECT * FROM anew)
)
"""
"""How many counts of the log are not as they would be made anew."""


def refresh(db: sqlite3.Connection, number: int) -> None:
    """Derive the contact's row again; one that is deleted has none."""
    db.execute("DELETE FROM standing WHERE contact_id = ?", (number,))
    one = _ANEW.replace(":number = 0 OR ", "")
    db.execute(f"INSERT INTO standing ({_COLUMNS}) {one}", {"number": number})


def forget(db: sqlite3.Connection, number: int) -> None:
    """Take out the row of a contact that is deleted."""
    db.execute("DELETE FROM standing WHERE contact_id = ?", (number,))


def of(db: sqlite3.Connection, numbers: str) -> Mapping[int, Standing]:
    """Return how things stand with each of the contacts; `numbers` is a JSON list of row numbers."""
    from cardscan.book.daybook import Standing  # here, since whoever looks contacts up does without it

    rows = db.execute(
        "SELECT contact_id, met, coalesce(name, ''), touched, balance + got, got FROM standing"
        " LEFT JOIN event ON event.id = met_at WHERE contact_id IN (SELECT value FROM json_each(?))",
        (numbers,),
    )
    return {row[0]: Standing(*row[1:]) for row in rows}
