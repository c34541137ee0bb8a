"""How fast a batch is read by one thread, by one process as it is, and by two, and what they hold.

python -m scripts.measure.many.batch [FOLDER] [--pictures N] [--rounds N]
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import active_children
from pathlib import Path
from typing import TYPE_CHECKING

from cardscan.many.batch import scan_many
from cardscan.many.workers import ProcessWorkers
from cardscan.settings import Settings
from scripts.environment import ROOT
from scripts.measure.memory import peak_megabytes
from scripts.measure.pictures import pictures_in

if TYPE_CHECKING:
    from concurrent.futures import Executor

_SAMPLES = ROOT / "samples"


@dataclass(slots=True)
class Setting:
    """Who reads, and the seconds of the best round."""

    name: str
    executor: Executor
    settings: Settings
    best: float = float("inf")


def main() -> int:
    """Print seconds and rate by who reads; return 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=_SAMPLES)
    parser.add_argument("--pictures", type=int, default=48)
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many counts")
    options = parser.parse_args()
    pictures = pictures_in(options.folder)
    batch = [str(pictures[index % len(pictures)]) for index in range(options.pictures)]
    one_thread = Settings(threads=1)
    with ThreadPoolExecutor(1) as alone, ThreadPoolExecutor(1) as both, ProcessWorkers(2) as processes:
        readers = [
            Setting("one process, one thread", alone, one_thread),
            Setting("one process of all cores", both, Settings()),
            Setting("two processes of one thread", processes, Settings(threads=1, workers=2)),
        ]
        for each in readers:  # models loaded, so that reading alone is timed
            _seconds(list(islice(batch, 8)), each)
        # in turns, so that whatever else the machine does falls on all
        for _ in range(options.rounds):
            for each in readers:
                each.best = min(each.best, _seconds(batch, each))
        held = [peak_megabytes(process.pid or 0) for process in active_children()]
    print(f"{len(batch)} pictures, best of {options.rounds}")
    for each in readers:
        times = readers[0].best / each.best
        print(f"{each.name:<38}{each.best:7.2f} s {len(batch) / each.best:6.2f}/s {times:6.2f} times")
    print(
        f"most held: this process, of two settings, {peak_megabytes():.0f} MB; the others {max(held):.0f} MB"
    )
    return 0


def _seconds(batch: list[str], reader: Setting) -> float:
    started = time.perf_counter()
    for _ in scan_many(batch, reader.settings, executor=reader.executor, ahead=4):
        pass
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
