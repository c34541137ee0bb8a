"""An executor whose workers are on a Dask cluster, maybe on other computers."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cardscan.errors import MissingError, ReadingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

_PATIENCE = 15
"""Seconds to wait for the scheduler, and for a first worker."""


@contextmanager
def cluster_executor(address: str) -> Iterator[tuple[Executor, int]]:
    """Yield an executor on the cluster of the scheduler at `address`, and its workers' threads in all.

    The workers need cardscan installed. A task whose worker is lost is done again by
    another. Raises MissingError where Dask is not installed, ReadingError where no
    scheduler answers or no worker is there.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingError("--cluster needs Dask", "pip install 'cardscan[cluster]'") from error
    try:
        client = Client(address, timeout=_PATIENCE)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError, ValueError) as error:
        hint = "start it with: dask scheduler"
        raise ReadingError(f"{address}: no Dask scheduler answers", hint) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            hint = f"start some with: dask worker {address} --nthreads 1"
            raise ReadingError(f"{address}: this cluster has no workers", hint) from error
        # Not pure: a file of the same name may be another one by now.
        executor: Executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        threads: dict[str, int] = client.ncores()  # type: ignore[no-untyped-call]
        yield executor, max(1, sum(threads.values()))
