"""The cost of large imports, as it is measured."""

import sys
from pathlib import Path

import pytest

from scripts.measure.imports import imported, written


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="a process's peak is read from /proc")
@pytest.mark.parametrize(("export", "name"), [("vcf", "c.vcf"), ("google-csv", "c.csv")])
def test_ten_times_the_contacts_take_hardly_more_memory(tmp_path: Path, export: str, name: str) -> None:
    small, large = (
        imported(written(tmp_path / f"{number} {name}", export, number), tmp_path / str(number))
        for number in (200, 2_000)
    )
    assert (small.contacts, large.contacts) == (200, 2_000)
    assert small.megabytes > 30
    assert large.megabytes < small.megabytes + 20
