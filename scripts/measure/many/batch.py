"""How much faster two workers read a batch than one, both of one thread, in one run.

python -m scripts.measure.many.batch [FOLDER] [--rounds N]
"""

from __future__ import annotations

import argparse
import sys
import time
from itertools import islice
from pathlib import Path

from cardscan.many.batch import scan_many
from cardscan.many.workers import ProcessWorkers
from cardscan.settings import Settings
from scripts.environment import ROOT
from scripts.measure.pictures import pictures_in

_SAMPLES = ROOT / "samples"
_BATCH = 48


def main() -> int:
    """Print seconds and rate by number of workers; return 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=_SAMPLES)
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many counts")
    options = parser.parse_args()
    pictures = pictures_in(options.folder)
    batch = [str(pictures[index % len(pictures)]) for index in range(_BATCH)]
    with ProcessWorkers(1) as one, ProcessWorkers(2) as two:
        pools = {1: one, 2: two}
        for workers, pool in pools.items():  # models loaded, so that reading alone is timed
            _seconds(list(islice(batch, 4 * workers)), workers, pool)
        # in turns, so that whatever else the machine does falls on both
        best = dict.fromkeys(pools, float("inf"))
        for _ in range(options.rounds):
            for workers, pool in pools.items():
                best[workers] = min(best[workers], _seconds(batch, workers, pool))
    print(f"{_BATCH} pictures, one thread a worker, best of {options.rounds}")
    for workers, seconds in best.items():
        print(
            f"{workers} {'workers' if workers > 1 else 'worker'}: {seconds:6.2f} s, {_BATCH / seconds:5.2f}/s"
        )
    print(f"two are {best[1] / best[2]:.2f} times as fast as one")
    return 0


def _seconds(batch: list[str], workers: int, pool: ProcessWorkers) -> float:
    settings = Settings(threads=1, workers=workers)
    started = time.perf_counter()
    for _ in scan_many(batch, settings, executor=pool):
        pass
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
