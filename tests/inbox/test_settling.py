"""Time without a change tells that a file is whole, and that a side's other side will not come."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cardscan.inbox.looking import Seen
from cardscan.inbox.settling import Settling


def seen(name: str, size: int = 100) -> Seen:
    return Seen(Path(name), size, 1_000_000, 7)


def names(groups: list[tuple[Seen, ...]]) -> list[list[str]]:
    return [[file.path.name for file in group] for group in groups]


def test_a_file_is_ready_when_it_has_stood_still() -> None:
    settling = Settling(10.0, 10.0)
    files = [seen("a.jpg")]
    assert [names(settling.ready(files, now)) for now in (0.0, 9.9, 10.0)] == [[], [], [["a.jpg"]]]


def test_any_change_begins_the_wait_anew() -> None:
    whole = seen("a.jpg")
    for changed in (replace(whole, size=101), replace(whole, mtime_ns=2_000_000), replace(whole, inode=8)):
        settling = Settling(10.0, 10.0)
        settling.ready([whole], 0.0)
        assert settling.ready([changed], 9.0) == []
        assert settling.ready([changed], 18.0) == []
        assert names(settling.ready([changed], 19.0)) == [["a.jpg"]]


def test_a_file_that_vanished_is_forgotten() -> None:
    settling = Settling(10.0, 10.0)
    settling.ready([seen("a.jpg")], 0.0)
    settling.ready([], 5.0)
    assert settling.ready([seen("a.jpg")], 11.0) == []


def test_two_sides_are_ready_together() -> None:
    settling = Settling(10.0, 10.0)
    settling.ready([seen("w_front.jpg")], 0.0)
    both = [seen("w_back.jpg"), seen("w_front.jpg")]
    assert settling.ready(both, 12.0) == []
    assert names(settling.ready(both, 22.0)) == [["w_front.jpg", "w_back.jpg"]]


def test_a_lone_side_waits_longer_and_then_comes_alone() -> None:
    settling = Settling(10.0, 10.0)
    files = [seen("w_front.jpg"), seen("other.jpg")]
    settling.ready(files, 0.0)
    assert names(settling.ready(files, 10.0)) == [["other.jpg"]]
    assert names(settling.ready(files, 20.0)) == [["w_front.jpg"], ["other.jpg"]]


@given(st.lists(st.tuples(st.floats(0.0, 8.0), st.integers(0, 2)), max_size=30))
def test_nothing_is_ready_that_changed_within_the_settling_time(looks: list[tuple[float, int]]) -> None:
    settling, now, since, before = Settling(10.0, 10.0), 0.0, 0.0, -1
    for step, size in looks:
        now += step
        since, before = (since, before) if size == before else (now, size)
        assert bool(settling.ready([seen("a.jpg", size)], now)) == (now - since >= 10.0)
