"""Who reads so many pictures, and that it makes no difference to what is read."""

import shutil
from pathlib import Path

import pytest

from cardscan.cli.workforce import workforce
from cardscan.many.batch import Outcome, scan_many
from cardscan.many.workers import ProcessWorkers
from cardscan.settings import Settings
from scripts.environment import ROOT


@pytest.fixture
def some(tmp_path: Path) -> list[str]:
    pictures = sorted((ROOT / "samples").glob("*.jpg"))[:2]
    note = tmp_path / "no-picture.jpg"
    note.write_text("a note, not a picture\n")
    copy = tmp_path / "copy.jpg"
    shutil.copy(pictures[0], copy)
    return [*map(str, pictures), str(note), str(copy)]


def _read(outcomes: list[Outcome]) -> list[tuple[object, ...]]:
    return [
        (each.source, [scan.contact for scan in each.scans], [*map(str, each.errors)]) for each in outcomes
    ]


def test_a_few_pictures_are_read_by_this_process() -> None:
    for files in (0, 1, 15):
        with workforce(Settings(), files) as readers:
            assert readers.executor is None


def test_processes_read_what_this_one_reads(some: list[str]) -> None:
    settings = Settings(workers=2)
    one_by_one = list(scan_many(some, settings))
    with workforce(settings, len(some)) as readers:
        assert readers.executor is not None
        together = list(scan_many(some, readers.settings, executor=readers.executor, ahead=readers.ahead))
    assert _read(together) == _read(one_by_one)
    assert [len(each.scans) for each in together[:2]] == [len(together[-1].scans), 1]


def test_many_pictures_and_those_read_apart_have_processes_of_one_thread() -> None:
    for files, apart in ((100, False), (1, True)):
        with workforce(Settings(workers=2), files, apart=apart) as readers:
            assert isinstance(readers.executor, ProcessWorkers)
            assert readers.settings.threads == 1
