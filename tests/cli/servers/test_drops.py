"""Where the drop folder is that is read beside the pages."""

from pathlib import Path

import pytest

from cardscan.cli.servers.drops import inbox_folders
from cardscan.errors import UsageError


def test_the_drop_folder_is_the_one_named_or_one_beside_the_book(tmp_path: Path) -> None:
    book, named = tmp_path / "book", tmp_path / "drops"
    book.mkdir()
    named.mkdir()
    assert inbox_folders("", book).inbox == tmp_path / "book-inbox"
    assert inbox_folders(str(named), book).inbox == named
    with pytest.raises(UsageError, match="one in the other"):
        inbox_folders(str(book), book)
