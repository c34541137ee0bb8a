"""The siege of the drop folder, in short."""

import sys
from pathlib import Path

import pytest

from scripts.measure.drop_folder import besieged


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_nothing_is_lost_or_doubled_under_kills_and_stops(tmp_path: Path) -> None:
    toll = besieged(tmp_path, pictures=12, kills=3, stops=2, seed=1)
    assert toll.is_nothing, toll
    assert (toll.originals, toll.cards) == (13, 18)
