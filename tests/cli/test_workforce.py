"""Who reads so many pictures, and that it makes no difference to what is read."""

import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from cardscan.cli.workforce import workforce
from cardscan.many.batch import Outcome, scan_many
from cardscan.many.workers import ProcessWorkers
from cardscan.settings import Settings
from scripts.environment import ROOT


@pytest.fixture
def three(tmp_path: Path) -> list[str]:
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


def test_several_pictures_at_a_time_read_as_one_after_another(three: list[str]) -> None:
    settings = Settings()
    one_by_one = list(scan_many(three, settings))
    with workforce(settings, len(three)) as readers:
        assert readers.executor is not None
        together = list(scan_many(three, settings, executor=readers.executor, ahead=readers.ahead))
    assert _read(together) == _read(one_by_one)
    assert [len(each.scans) for each in together[:2]] == [len(together[-1].scans), 1]


def test_one_picture_and_one_thread_are_read_by_this_thread() -> None:
    for settings, files in ((Settings(), 1), (replace(Settings(), threads=1), 5), (Settings(), 0)):
        with workforce(settings, files) as readers:
            assert readers.executor is None


def test_many_pictures_and_those_read_apart_have_processes_of_one_thread() -> None:
    for files, apart in ((100, False), (1, True)):
        with workforce(Settings(workers=2), files, apart=apart) as readers:
            assert isinstance(readers.executor, ProcessWorkers)
            assert readers.settings.threads == 1


def test_what_was_not_begun_is_not_waited_for_after_an_error() -> None:
    done: list[int] = []

    def work(number: int) -> None:
        time.sleep(0.3)
        done.append(number)

    with pytest.raises(KeyboardInterrupt), workforce(Settings(), 8) as readers:
        assert readers.executor is not None
        for number in range(8):
            readers.executor.submit(work, number)
        raise KeyboardInterrupt
    assert set(done) <= {0, 1, 2}
