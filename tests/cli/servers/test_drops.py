"""Where the drop folder is that is read beside the pages."""

from dataclasses import replace
from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.cli.servers.drops import inbox_folders, reading_drops
from cardscan.errors import UsageError
from cardscan.inbox import Board
from tests.support.drops import picture
from tests.support.settings import frugal_settings
from tests.support.sharing import until


def test_the_drop_folder_is_the_one_named_or_one_beside_the_book(tmp_path: Path) -> None:
    book, named = tmp_path / "book", tmp_path / "drops"
    book.mkdir()
    named.mkdir()
    assert inbox_folders("", book).inbox == tmp_path / "book-inbox"
    assert inbox_folders(str(named), book).inbox == named
    with pytest.raises(UsageError, match="one in the other"):
        inbox_folders(str(book), book)


def test_a_picture_is_read_with_what_was_chosen_by_then(book_folder: Path) -> None:
    chosen = [frugal_settings()]
    board = Board(inbox_folders("", book_folder))

    def numbers(book: Book) -> set[str]:
        return {phone.value for entry in book.entries() for phone in entry.contact.phones}

    with Book.open(book_folder) as book, reading_drops(board, book_folder, lambda: chosen[0], own=True):
        for region, number, read in (("", "030 901820", "+21330901820"), ("DE", "030 901821", "+4930901821")):
            chosen[0] = replace(chosen[0], region=region)
            lines = ("Max Moss", "Moss Tools", f"Tel. {number}")
            (board.folders.inbox / f"{number}.png").write_bytes(picture(lines))
            until(lambda: any(each.endswith(read[-6:]) for each in numbers(book)), "read")  # noqa: B023
            assert read in numbers(book)
