"""What five minutes a day cost in a book of 1,000 contacts and one of 100,000, ten log entries a contact.

python -m scripts.measure_daily [CONTACTS]
"""

from __future__ import annotations

import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from cardscan.book import Book
from cardscan.book.daily.advice import advice
from cardscan.book.daily.calendars import items
from cardscan.book.daily.dealing import Deed
from cardscan.book.daybook import MANY
from cardscan.book.dealings import standing
from cardscan.book.file import schema
from cardscan.days import stretch
from cardscan.export.calendar import MOST, calendar
from scripts.measure.book import LARGE, SMALL, build

if TYPE_CHECKING:
    from collections.abc import Callable

ENTRIES = 10
"""Log entries a contact."""
TASKS = 5_000
"""Follow-ups of one calendar file."""
_YEARS = 10
_EVENTS = 2_000
_TAGGED = 0.05
_TIMES = 7
_KINDS = ("wrote", "called", "met", "gave", "referred", "got")
_BEFORE = 5
"""The last version of the tables without a log."""


def main(contacts: int = LARGE) -> int:
    """Build both books, print the table; return 0."""
    with tempfile.TemporaryDirectory() as place:
        small, large = Path(place) / "small", Path(place) / "large"
        for folder, number in ((small, SMALL), (large, contacts)):
            seconds = build(folder, number)
            fill(folder)
            print(
                f"{number:,} contacts with {ENTRIES * number:,} log entries; cards received in "
                f"{seconds:.0f} s"
            )
        print_questions(small, large)
        print_processes(small, large)
        print(f"\n{TASKS:,} follow-ups as a calendar file: {seconds_for_calendar(large):.2f} s")
        print(f"\nan older book of {contacts:,} brought up to date in {seconds_to_migrate(large):.1f} s")
    return 0


def fill(folder: Path) -> None:
    """Write events, tags, follow-ups and the log of ten years, as if cards had come all the time."""
    rng = random.Random(1)
    today = date.today()
    with closing(sqlite3.connect(folder / "book.sqlite", isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        numbers = [number for (number,) in db.execute("SELECT id FROM contact ORDER BY id")]
        days = [(today - timedelta(days=back)).isoformat() for back in range(365 * _YEARS)]
        events = [(index + 1, f"Group {index % 40}", rng.choice(days), 2.0) for index in range(_EVENTS)]
        db.executemany("INSERT OR REPLACE INTO event (id, name, date, hours) VALUES (?, ?, ?, ?)", events)
        known = {event: day for event, day in db.execute("SELECT id, date FROM event")}
        met = [(number, rng.choice(list(known))) for number in numbers] if len(known) < 50 else [
            (number, rng.randint(1, _EVENTS)) for number in numbers
        ]  # fmt: skip
        met = [(number, event) for number, event in met if event in known]
        db.executemany("INSERT OR IGNORE INTO contact_event VALUES (?, ?)", met)
        db.executemany(
            "INSERT OR IGNORE INTO log (contact_id, day, kind, event_id, by_card, at) VALUES (?, ?, "
            "'met', ?, 1, '')",
            [(number, known[event], event) for number, event in met],
        )
        db.executemany(
            "INSERT INTO log (contact_id, day, kind, at) VALUES (?, ?, ?, '')",
            (
                (number, rng.choice(days), rng.choices(_KINDS, (30, 20, 20, 15, 5, 10))[0])
                for number in numbers
                for _ in range(ENTRIES)
            ),
        )
        tagged = rng.sample(numbers, max(1, int(_TAGGED * len(numbers))))
        db.executemany(
            "INSERT OR IGNORE INTO contact_tag (contact_id, tag_id) SELECT ?, id FROM tag WHERE name "
            "= 'advocate'",
            [(number,) for number in tagged],
        )
        db.execute("UPDATE follow_up SET done = due, outcome = 'done' WHERE id % 100 > 0")
        db.executemany(
            "INSERT INTO follow_up (uid, contact_id, kind, due, changed) VALUES (?, ?, 2, ?, "
            "'2026-01-01T00:00:00Z')",
            [
                (f"kept {number}", number, (today + timedelta(days=rng.randint(-9, 30))).isoformat())
                for number in tagged
            ],
        )
        db.executemany(
            "INSERT INTO want VALUES (?, 'property managers with flat roofs', '')",
            [(n,) for n in tagged[:200]],
        )
        db.execute("DELETE FROM standing")
        db.execute(f"INSERT INTO standing {standing.EVERYBODY}")
        db.execute("COMMIT")
        db.execute("ANALYZE")


def questions() -> dict[str, Callable[[Book, int], object]]:
    """Return what is asked of a book, each with a number that changes from time to time."""
    return {
        "due": lambda book, _: book.daily.plan.agenda(),
        "the page Today": lambda book, _: (
            book.daily.plan.agenda(), book.daily.giving.gift(), book.daily.giving.days_given(),
            book.daily.goals.all(), book.reviews.count_waiting(MANY + 1),
        ),
        "show": lambda book, turn: _show(book, 7 + turn),
        "event": lambda book, _: book.daily.results.groups(),
        "stats, 12 months": lambda book, _: _stats(book, 12),
        "stats, ten years": lambda book, _: _stats(book, 120),
        "find": lambda book, _: book.listing.look_up("johnson"),
        "find, misspelt": lambda book, _: book.listing.look_up("jhonson"),
        "find, what nobody has": lambda book, _: book.listing.look_up("qqxyzzy"),
        "find --met, a month": lambda book, turn: book.listing.look_up("", stretch(f"2024-0{turn + 1}")),
        "one done": lambda book, turn: _done(book, 100 + turn),
    }  # fmt: skip


def print_questions(small: Path, large: Path) -> None:
    """Print what each costs in either book."""
    print(f"\n{'ms, median':<32}{'small book':>12}{'large book':>12}{'ratio':>12}")
    with Book.open(small) as first, Book.open(large) as second:
        for kind, ask in questions().items():
            cells = []
            for book in (first, second):
                ask(book, 0)
                times = []
                for turn in range(1, _TIMES + 1):
                    started = time.perf_counter()
                    ask(book, turn)
                    times.append(1000 * (time.perf_counter() - started))
                cells.append(median(times))
            low, high = cells
            print(f"  {kind:<30}{low:12.2f}{high:12.2f}{high / low:12.2f}")


def print_processes(small: Path, large: Path) -> None:
    """Print what `cardscan due` costs as a process, and what of that is not loading Python and modules."""
    loading = [sys.executable, "-c", "import cardscan.cli.run, cardscan.book.daily.wording"]
    print(f"\n{'`cardscan due`, ms, median':<32}{'small book':>12}{'large book':>12}")
    taken = {
        place: [
            _process([sys.executable, "-m", "cardscan", "due", "--book", str(place)]) for _ in range(_TIMES)
        ]
        for place in (small, large)
    }
    loaded = [_process(loading) for _ in range(_TIMES)]
    for way, name in enumerate(("wall clock", "processor")):
        cells = [median(times[way] for times in taken[place]) for place in (small, large)]
        print(f"  {name:<30}" + "".join(f"{cell:12.0f}" for cell in cells))
        base = median(times[way] for times in loaded)
        print(f"  {name + ', but loading':<30}" + "".join(f"{cell - base:12.0f}" for cell in cells))


def _process(command: list[str]) -> tuple[float, float]:
    """Return the milliseconds that a process takes, by the clock and of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return 1000 * wall, 1000 * processor


def seconds_for_calendar(folder: Path) -> float:
    """Return how long so many follow-ups take to be read from the book and written."""
    with Book.open(folder) as book:
        started = time.perf_counter()
        found = islice(items(book.daily.plan, book.daily.dealings.today(), details=False), TASKS)
        while batch := tuple(islice(found, MOST)):
            calendar(batch, "tasks")
        return time.perf_counter() - started


def seconds_to_migrate(folder: Path) -> float:
    """Return how long a book of the version before takes to be brought up to date."""
    old = folder.with_name("old")
    old.mkdir()
    with closing(sqlite3.connect(old / "book.sqlite", isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        for script in schema.MIGRATIONS[:_BEFORE]:
            for statement in schema.statements(script):
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {_BEFORE}")
        db.execute("ATTACH ? AS new", (str(folder / "book.sqlite"),))
        db.execute("BEGIN")
        for (table,) in db.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall():
            if table.startswith(("sqlite_", "contact_text_")):
                continue
            columns = [row[1] for row in db.execute(f"PRAGMA main.table_info({table})")]
            named = ", ".join(columns)
            db.execute(f"INSERT OR IGNORE INTO main.{table} ({named}) SELECT {named} FROM new.{table}")
        db.execute("COMMIT")
    started = time.perf_counter()
    Book.open(old).close()
    seconds = time.perf_counter() - started
    shutil.rmtree(old)
    return seconds


def _show(book: Book, number: int) -> None:
    for entry in book.numbered(number):
        book.daily.dealings.entries(entry.uid)
        book.daily.dealings.standing(entry.uid)
        book.daily.dealings.open(entry.uid)


def _stats(book: Book, months: int) -> None:
    found = book.daily.results.months(months)
    book.daily.results.together(found)
    advice(book.daily, book.daily.dealings.today(), found)


def _done(book: Book, number: int) -> None:
    for entry in book.numbered(number):
        book.daily.dealings.log(entry.uid, Deed("wrote"), done=True)


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:2])))
