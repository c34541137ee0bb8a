"""What tests of a drop folder share: a folder with its book, and a clock that the test moves on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sites import Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    site = Site(tmp_path)
    yield site
    site.book.close()
