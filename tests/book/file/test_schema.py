import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from cardscan.book.file import schema

FILE = Path("book.sqlite")


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield connection


def shape(db: sqlite3.Connection) -> set[str]:
    """Return what the tables are, without the white space that ALTER TABLE leaves."""
    rows = db.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_schema")
    return {" ".join(" ".join(row).split()) for row in rows}


def test_the_steps_are_numbered_from_one_without_a_gap() -> None:
    steps = [path.stem for path in (Path(schema.__file__).parent / "migrations").iterdir()]
    assert sorted(map(int, steps)) == list(range(1, len(steps) + 1))


def test_an_old_book_becomes_the_same_as_a_new_one_at_each_version(db: sqlite3.Connection) -> None:
    schema.migrate(db, 0)
    for version in range(1, len(schema.MIGRATIONS)):
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as old:
            for statement in (
                part for script in schema.MIGRATIONS[:version] for part in schema.statements(script)
            ):
                old.execute(statement)
            schema.migrate(old, version)
            assert shape(old) == shape(db)
    assert schema.version_of(db, FILE) == len(schema.MIGRATIONS)


def test_a_file_without_tables_is_version_nought(db: sqlite3.Connection) -> None:
    assert schema.version_of(db, FILE) == 0


def test_every_reference_has_an_index_so_that_no_check_reads_a_whole_table(db: sqlite3.Connection) -> None:
    schema.migrate(db, 0)
    bare = []
    tables = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
    for (table,) in tables.fetchall():
        for reference in db.execute(f"PRAGMA foreign_key_list('{table}')").fetchall():
            plan = db.execute(f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {reference[3]} = 1").fetchall()
            if plan[0][3].startswith("SCAN"):
                bare.append((table, reference[3]))
    assert bare == []
