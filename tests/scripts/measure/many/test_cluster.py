"""What a cluster costs a file, as it is measured, on a real one of this computer."""

import pytest
from distributed import LocalCluster

from scripts.measure.many.cluster import seconds_for


@pytest.mark.long
def test_small_readings_are_timed_on_a_real_cluster() -> None:
    cluster = LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=1, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    )
    with cluster:
        assert 0.0 < seconds_for(20, 1_000, cluster.scheduler_address) < 30.0
