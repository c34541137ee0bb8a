"""The order of backups, and where the next one goes."""

from datetime import UTC, datetime
from pathlib import Path

from cardscan.book.file.backups import backups, is_of_day, next_backup

NOW = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


def test_backups_come_in_the_order_of_their_numbers_and_unnumbered_ones_are_older(tmp_path: Path) -> None:
    names = (
        "book-1000000-19700101T000000Z.sqlite",
        "book-000010-20261122T093000Z.sqlite",
        "book-000009-20991122T093000Z.sqlite",
        "book-20991122T093000Z.sqlite",
        "book-20261121T093000Z.sqlite",
    )
    (tmp_path / "backups").mkdir()
    for name in (*sorted(names), "book-mine.sqlite", "book-000011-20261122T093000Z.sqlite.part"):
        (tmp_path / "backups" / name).touch()
    assert [path.name for path in backups(tmp_path)] == list(names)
    assert next_backup(tmp_path, NOW).name == "book-1000001-20261122T233000Z.sqlite"


def test_the_first_backup_has_the_number_one_and_is_of_its_day(tmp_path: Path) -> None:
    first = next_backup(tmp_path, NOW)
    assert first == tmp_path / "backups" / "book-000001-20261122T233000Z.sqlite"
    assert is_of_day(first, NOW)
    assert not is_of_day(first, datetime(2026, 11, 23, tzinfo=UTC))
    assert not is_of_day(tmp_path / "else", NOW)
