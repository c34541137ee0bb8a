"""Workers that die, and parents that die: no task is lost, no process left over."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor
from pathlib import Path

import pytest

from cardscan.many.workers import ProcessWorkers
from tests import ROOT
from tests.support.watching import is_running


def square(number: int) -> int:
    return number * number


def pid() -> int:
    return os.getpid()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_the_first_time(mark: Path) -> str:
    if not mark.exists():
        mark.touch()
        die()
    return "done"


def test_tasks_are_done_in_other_processes() -> None:
    with ProcessWorkers(2) as workers:
        assert list(workers.map(square, range(20))) == [number * number for number in range(20)]
        assert workers.submit(pid).result() != os.getpid()


def test_a_process_that_dies_takes_no_other_task_along() -> None:
    with ProcessWorkers(2) as workers:
        before = [workers.submit(square, number) for number in range(5)]
        dying = workers.submit(die)
        after = [workers.submit(square, number) for number in range(5)]
        assert isinstance(dying.exception(), BrokenExecutor)
        assert [future.result() for future in before + after] == [0, 1, 4, 9, 16] * 2


def test_a_task_whose_process_died_is_done_once_more(tmp_path: Path) -> None:
    with ProcessWorkers(1) as workers:
        assert workers.submit(die_the_first_time, tmp_path / "mark").result() == "done"


def test_an_error_in_a_task_is_the_tasks_own() -> None:
    with ProcessWorkers(1) as workers:
        assert isinstance(workers.submit(int, "x").exception(), ValueError)
        assert workers.submit(int, "7").result() == 7


PARENT = """
import sys, time
from cardscan.many.workers import ProcessWorkers
from tests.many.test_workers import pid
if __name__ == "__main__":
    workers = ProcessWorkers(2)
    print(*{workers.submit(pid).result() for _ in range(20)}, flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="looks at processes as POSIX does")
def test_workers_end_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert parent.stdout is not None
    workers = [int(number) for number in parent.stdout.readline().split()]
    assert workers
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 20
    while any(is_running(worker) for worker in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert [worker for worker in workers if is_running(worker)] == []


def test_workers_can_be_ended_whatever_they_do() -> None:
    begun = time.monotonic()
    with ProcessWorkers(2) as workers:
        process = workers.submit(pid).result()
        asleep = [workers.submit(time.sleep, 100) for _ in range(4)]
        time.sleep(0.5)
        workers.kill()
        assert all(future.cancelled() or future.exception() for future in asleep)
    assert not is_running(process)
    assert time.monotonic() - begun < 60


def test_an_error_ends_the_tasks_in_hand() -> None:
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt), ProcessWorkers(1) as workers:
        workers.submit(time.sleep, 100)
        raise KeyboardInterrupt
    assert time.monotonic() - begun < 60
