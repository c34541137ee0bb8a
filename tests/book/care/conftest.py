"""What tests of a book's care share: a full book."""

from pathlib import Path

import pytest

from tests.support.books import fill


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    fill(tmp_path / "book")
    return tmp_path / "book"
