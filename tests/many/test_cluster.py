"""A real Dask cluster on this computer: a scheduler and two workers, of which one is killed half-way."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from cardscan.errors import ReadingError
from cardscan.many.batch import scan_many
from cardscan.many.cluster import cluster_executor
from cardscan.settings import Settings
from tests import SAMPLES
from tests.support.scans import timeless

ONCE = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".jpg", ".png"))[:4]
PICTURES = ONCE * 2


@contextmanager
def scheduler(folder: Path) -> Iterator[str]:
    """Start a scheduler on a free port; yield its address."""
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    log = folder / "scheduler.log"
    with log.open("w") as stream:
        process = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"],
            stderr=stream,
            cwd=folder,
        )
        try:
            yield address_in(log, process)
        finally:
            process.kill()
            process.wait()


def address_in(log: Path, process: "subprocess.Popen[bytes]") -> str:
    while process.poll() is None:
        if found := re.search(r"Scheduler at:\s+(tcp://\S+)", log.read_text()):
            return found[1]
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.05)
    raise AssertionError(log.read_text())


@contextmanager
def worker(address: str, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
    with (folder / "worker.log").open("a") as stream:
        process = subprocess.Popen(
            [*command, "--no-dashboard", "--local-directory", str(folder)], stderr=stream, stdout=stream
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@pytest.mark.long
def test_a_cluster_that_loses_a_worker_gives_what_this_computer_gives(
    settings: Settings, tmp_path: Path
) -> None:
    here = [
        replace(outcome, scans=timeless(outcome.scans)) for outcome in scan_many(map(str, ONCE), settings)
    ] * 2
    with (
        scheduler(tmp_path) as address,
        worker(address, tmp_path) as first,
        worker(address, tmp_path),
        cluster_executor(address) as (executor, threads),
    ):
        outcomes = []
        sources = map(str, PICTURES)
        for outcome in scan_many(sources, settings, executor=executor, ahead=3, carry=True):
            outcomes.append(replace(outcome, scans=timeless(outcome.scans)))
            if len(outcomes) == len(PICTURES) // 2:
                first.kill()
    assert threads >= 1
    assert outcomes == here


def test_workers_need_not_see_the_files(settings: Settings, tmp_path: Path) -> None:
    missing = tmp_path / "not-there.jpg"
    with scheduler(tmp_path) as address, worker(address, tmp_path), cluster_executor(address) as (pool, _):
        good, bad = scan_many([str(PICTURES[0]), str(missing)], settings, executor=pool, carry=True)
    assert good.scans[0].source.path == str(PICTURES[0])
    assert "no such file" in str(bad.errors[0])


def test_a_scheduler_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardscan.many.cluster._PATIENCE", 1)
    with pytest.raises(ReadingError, match="no Dask scheduler"), cluster_executor("tcp://127.0.0.1:9"):
        pass
