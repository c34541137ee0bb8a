"""What the tests of the text readers share: a detector, and each reader, made once."""

from pathlib import Path

import pytest

from cardscan.ocr import READERS, Reader
from cardscan.ocr.detect import TextDetector


@pytest.fixture(scope="package")
def detector(cache_dir: Path) -> TextDetector:
    return TextDetector(threads=1, cache_dir=cache_dir)


@pytest.fixture(scope="package", params=READERS)
def reader(request: pytest.FixtureRequest, cache_dir: Path) -> Reader:
    return READERS[request.param]("", 1, 60.0, cache_dir)
