"""Ctrl-C, a real one, in what takes its time: it says what was kept, and leaves no half of a file."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cardscan.book import Book, Imported
from cardscan.errors import ExitCode
from cardscan.model import Contact, Email
from tests.support.commands import run

_MANY = 800


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that takes its time to be written."""
    folder = tmp_path_factory.mktemp("large") / "book"
    with Book.open(folder) as book:
        book.import_contacts(
            Imported(f"u{n}", Contact(family_name=f"{n} Muster", emails=(Email(f"mail@firm{n}.example"),)))
            for n in range(_MANY)
        )
    return folder


def interrupted(is_at_work: Callable[[], bool], *arguments: object) -> str:
    """Run a command, press Ctrl-C once it is at work, and return what it says then: one line."""
    with subprocess.Popen(
        [sys.executable, "-m", "cardscan", *map(str, arguments)], stderr=subprocess.PIPE, text=True
    ) as process:
        while not is_at_work():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == ExitCode.INTERRUPTED, said
    [line] = said.splitlines()
    return line


def test_an_import_says_what_is_in_the_book_and_goes_on_next_time(large: Path, tmp_path: Path) -> None:
    file, folder = tmp_path / "people.vcf", tmp_path / "book"
    assert run("export", "-o", file, "--book", large).returncode == ExitCode.OK
    with Book.open(folder) as book:
        line = interrupted(lambda: book.count() > 0, "book", "import", file, "--book", folder)
        came = book.count()
        assert 0 < came < _MANY
        assert line == (
            f"cardscan: interrupted; {came} new contacts in the book "
            "(the same command again goes on, and brings none in twice)"
        )
        assert run("book", "import", file, "--book", folder).returncode == ExitCode.OK
        assert book.count() == _MANY


@pytest.mark.parametrize(
    ("command", "name"), [(("export", "-o"), "people.vcf"), (("book", "backup"), "book.zip")]
)
def test_a_file_is_there_whole_or_as_it_was(
    large: Path, tmp_path: Path, command: tuple[str, ...], name: str
) -> None:
    place = tmp_path / "out"
    place.mkdir()
    file = place / name

    def is_begun() -> bool:
        return any(path.stat().st_size for path in place.glob(".*"))

    line = interrupted(is_begun, *command, file, "--book", large)
    assert "cardscan: interrupted; " in line
    assert "not written" in line
    assert str(file) in line
    assert list(place.iterdir()) == []
