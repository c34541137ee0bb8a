"""Other programs let in again at the next start, and nobody where nobody was."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from cardscan.book import Book
from cardscan.cli.servers.programs import Programs
from cardscan.errors import BadInputError
from cardscan.web.around.keys import access_file
from tests.support.reviewing import board_beside
from tests.support.settings import frugal_settings


def programs(book: Path, readers: ThreadPoolExecutor) -> Programs:
    return Programs(book, board_beside(book), readers, frugal_settings, network="127.0.0.2")


def test_keys_are_good_after_the_next_start(tmp_path: Path) -> None:
    book = tmp_path / "book"
    Book.open(book).close()
    with ThreadPoolExecutor(1) as readers:
        with programs(book, readers) as first:
            first.begin()
            assert first.addresses == []
            key = first.make_key("n8n")
            first.allow_network(allowed=True)
            assert len(first.addresses) == 2
        assert first.addresses == []
        with programs(book, readers) as second:
            second.begin()
            for address in second.addresses:
                answer = httpx.get(
                    f"{address}/v1/contacts", headers={"authorization": f"Bearer {key}"}, timeout=20
                )
                assert answer.json() == {"contacts": [], "after": 0}


def test_a_damaged_file_is_told_and_lets_nobody_in(tmp_path: Path) -> None:
    access_file(tmp_path / "book").write_text("?")
    with ThreadPoolExecutor(1) as readers, programs(tmp_path / "book", readers) as let:
        with pytest.raises(BadInputError):
            let.begin()
        assert let.addresses == []
