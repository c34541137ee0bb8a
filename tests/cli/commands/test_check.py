"""`cardscan check` as a user runs it."""

import os
import re
from pathlib import Path

from cardscan.book import Book
from tests.support.commands import cardscan


def test_check_reads_a_card_and_says_what_is_installed_and_who_may_read_the_book(tmp_path: Path) -> None:
    Book.open(tmp_path).close()
    tmp_path.chmod(0o755)
    (tmp_path / "book.sqlite").chmod(0o644)
    result = cardscan("check", "--book", tmp_path)
    assert result.returncode == 0
    said = result.stdout
    if os.name == "posix":
        assert f"{tmp_path}, which others may read: book.sqlite\n" in said
    assert "reader rapid: ok" in said
    assert re.search(r"tesseract +5\.", said)
