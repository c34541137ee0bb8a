"""Exports take as much memory for many contacts as for few."""

import tempfile
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

import pytest

from cardscan.export import EXPORTERS
from cardscan.export.formats import google_csv
from cardscan.model import CardScan, Record
from tests.support.fictional import ANNA, OPTIONS, scan


def scans(number: int) -> Iterator[CardScan]:
    for index in range(number):
        contact = replace(ANNA, family_name=f"Weber {index}", note="long " * 4000)
        yield replace(scan(contact, index), record=Record(f"u-{index}", tags=("customer",)))


def peak(name: str, number: int) -> int:
    with tempfile.TemporaryFile() as stream:
        tracemalloc.start()
        try:
            EXPORTERS[name].write(scans(number), stream, replace(OPTIONS, encoding="utf-8"))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize("name", EXPORTERS)
def test_four_times_the_contacts_take_no_more_memory(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(google_csv, "_IN_MEMORY", 20_000)
    peak(name, 5)  # what is imported on the first use
    assert peak(name, 200) < peak(name, 50) + 1_000_000  # 150 contacts more are 3 MB
