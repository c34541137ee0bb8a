"""What a cluster's scheduler costs a file: many small readings on a Dask cluster of this computer.

python -m scripts.measure.many.cluster [--files N] [--workers N]
"""

from __future__ import annotations

import argparse
import os
import sys
import time

from distributed import LocalCluster

from cardscan.many.batch import Content, scan_many
from cardscan.many.cluster import cluster_executor
from cardscan.settings import Settings

_SIZES = (1_000, 500_000, 3_000_000)
"""Octets of a file: next to nothing, a scanned card, a telephone's photo."""
_WARMING = 50
"""Files read before the clock starts, since each worker first loads the program."""


def main() -> int:
    """Print what a file costs by its size; return 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--files", type=int, default=10_000, help="of the smallest size; fewer of larger ones"
    )
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    print(f"{'octets a file':>14}{'files':>10}{'seconds':>10}{'ms a file':>11}{'MB a second':>13}")
    cluster = LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=options.workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    )
    with cluster:
        for size in _SIZES:
            files = max(1, min(options.files, options.files * 100_000 // size))
            seconds = seconds_for(files, size, cluster.scheduler_address)
            print(f"{size:14,}{files:10,}{seconds:10.1f}{1000 * seconds / files:11.2f}"
                  f"{files * size / seconds / 1e6:13.1f}", flush=True)  # fmt: skip
    return 0


def seconds_for(files: int, size: int, address: str) -> float:
    """Return what so many files take that are no pictures: carried to the workers, refused, told.

    That is all that a reading costs but the reading itself.
    """
    settings = Settings()
    started = 0.0
    with cluster_executor(address) as (executor, threads):
        contents = (Content(f"{number}.jpg", os.urandom(size)) for number in range(_WARMING + files))
        outcomes = scan_many(contents, settings, executor=executor, ahead=4 * threads, carry=True)
        for number, outcome in enumerate(outcomes):
            if outcome.scans:
                raise RuntimeError(f"{outcome.source} was read")
            if number + 1 == _WARMING:
                started = time.perf_counter()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
