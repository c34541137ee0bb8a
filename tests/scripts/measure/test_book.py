from itertools import islice
from pathlib import Path

import pytest

from scripts.measure import book, book_cards
from scripts.measure.book_cards import fictional_scans, photographed_again


@pytest.fixture(autouse=True)
def _few_inventions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book_cards, "_CARDS_A_LOCALE", 2)


def test_the_same_seed_fills_the_same_book_with_each_card_in_its_own_file() -> None:
    scans = list(islice(fictional_scans(7), 20))
    assert scans == list(islice(fictional_scans(7), 20))
    assert len({scan.source.sha256 for scan in (*scans, *map(photographed_again, scans))}) == 40


def test_the_benchmark_prints_what_the_book_must_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(book, "_ARRIVALS", 5)
    monkeypatch.setattr(book, "SMALL", 20)
    folders = tmp_path / "small", tmp_path / "large"
    for folder, cards in zip(folders, (20, 40), strict=True):
        book.build(folder, cards)
    book.print_arrivals(*folders)
    book.print_opening(*folders)
    book.print_searches(folders[1])
    printed = capsys.readouterr().out
    for row in ("photographed again", "to be checked", "a company"):
        assert row in printed
    for kind in ("verify", "export"):
        seconds, megabytes = book._read_through(kind, folders[1])
        assert seconds > 0
        assert megabytes > 10
