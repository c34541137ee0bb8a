"""A book's parts look at the same file, and opening one loads none of them."""

import subprocess
import sys
from pathlib import Path

from cardscan.book import Book
from tests.support.books import BERTA, put

CODE = """
import sys
from pathlib import Path
from cardscan.book import Book
with Book.open(Path(sys.argv[1])) as book:
    before = set(sys.modules)
    book.listing
    print(*sorted(name for name in set(sys.modules) - before if name.startswith("cardscan")))
    book.reviews, book.duplicates, book.rereading, book.exports, book.daily, book.pushes("a")
    print(*sorted(name for name in set(sys.modules) - before if name.startswith("cardscan.book.acts")))
"""


def test_each_part_is_loaded_when_it_is_asked_for(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CODE, str(tmp_path / "book")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    listing, acts = (line.split() for line in done.stdout.splitlines())
    assert "cardscan.book.tables.listing" in listing
    assert not any(name.startswith(("cardscan.book.acts", "cardscan.book.daily")) for name in listing)
    assert {"cardscan.book.acts.reviewing", "cardscan.book.acts.duplicates"} <= set(acts)


def test_all_parts_see_what_is_written(book: Book) -> None:
    uid = put(book, BERTA, "b.jpg")
    assert [entry.uid for entry in book.listing.all()] == [uid]
    assert book.reviews.count_waiting(9) == 1
    assert [*book.duplicates.waiting()] == []
    assert book.exports.runs() == ()
    assert book.daily.plan.begun()
    assert book.pushes("https://dav.example/a").deleted() == {}
