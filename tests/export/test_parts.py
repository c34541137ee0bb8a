from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cardscan.export import EXPORTERS
from cardscan.export.parts import write_parts
from cardscan.model import CardScan, Contact
from tests.support.fictional import COMPANY, OPTIONS, scan

GOOGLE = EXPORTERS["google-csv"]


def scans(number: int) -> list[CardScan]:
    return [scan(Contact(given_name=f"N{index}"), index) for index in range(number)]


def rows(path: Path) -> int:
    return len(path.read_text().splitlines()) - 1


@pytest.mark.parametrize(("number", "parts"), [(0, [0]), (2, [2]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])])
def test_no_file_has_more_contacts_than_the_limit(tmp_path: Path, number: int, parts: list[int]) -> None:
    paths = write_parts(scans(number), tmp_path / "google.csv", GOOGLE, replace(OPTIONS, limit=3))
    assert [path.name for path in paths] == ["google.csv", "google-2.csv", "google-3.csv"][: len(parts)]
    assert [rows(path) for path in paths] == parts
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_google_takes_3000_a_file_and_others_any_number(tmp_path: Path) -> None:
    many = [scan(COMPANY)] * 3001
    assert len(write_parts(many, tmp_path / "google.csv", GOOGLE, OPTIONS)) == 2
    assert len(write_parts(many, tmp_path / "outlook.csv", EXPORTERS["outlook-csv"], OPTIONS)) == 1


def test_nothing_is_there_where_a_later_part_fails(tmp_path: Path) -> None:
    def failing() -> Iterator[CardScan]:
        yield from scans(4)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write_parts(failing(), tmp_path / "google.csv", GOOGLE, replace(OPTIONS, limit=3))
    assert list(tmp_path.iterdir()) == []
