"""What is said on a terminal does nothing to it."""

from dataclasses import replace
from pathlib import Path

import pytest

from cardscan.book import Book
from cardscan.cli.report import complain, remark
from cardscan.errors import BadInputError
from tests.support.books import put
from tests.support.commands import cardscan, said
from tests.support.fictional import ANNA

ACTING = "\x1b]0;owned\x07\x9b2J\u202e"
ACTS = {"\x1b", "\x07", "\x9b", "\u202e"}
SEEN = "<U+001B>]0;owned<U+0007><U+009B>2J<U+202E>"


def test_remarks_and_errors_show_what_would_act(capsys: pytest.CaptureFixture[str]) -> None:
    remark(f"read {ACTING}\nfaked: line")
    complain(BadInputError(f"{ACTING}: broken", f"mend {ACTING}"))
    assert capsys.readouterr().err == (
        f"cardscan: read {SEEN}<U+000A>faked: line\ncardscan: {SEEN}: broken (mend {SEEN})\n"
    )


def test_a_file_s_name_is_shown_by_every_command(tmp_path: Path) -> None:
    file = tmp_path / f"x{ACTING}.vcf"
    file.write_bytes(b"no card")
    book = tmp_path / "book"
    Book.open(book).close()
    for command in (("scan", file), ("book", "import", file, "--book", book), ("export", "--check", file)):
        result = cardscan(*command)
        said_of_it = result.stdout + result.stderr
        assert "owned" in said_of_it, command
        assert not ACTS & set(said_of_it), command


def test_a_contact_is_shown_by_every_command(tmp_path: Path) -> None:
    with Book.open(tmp_path) as book:
        anna = replace(ANNA, family_name=f"Weber{ACTING}", title=ACTING)
        put(book, anna, "a.jpg")
        put(book, replace(anna, title="Director", phones=(), emails=(), urls=(), social=()), "b.jpg")
    for command in (("find", "anna"), ("duplicates",), ("export",), ("export", "--format", "jsonl")):
        told = said(*command, "--book", tmp_path)
        assert "Anna" in told
        assert not ACTS & set(told), command
