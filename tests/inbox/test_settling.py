"""Time without a change tells that a file is whole, and that a side's other side will not come."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cardscan.inbox.looking import Seen
from cardscan.inbox.settling import Settling


def seen(name: str, size: int = 100) -> Seen:
    return Seen(Path(name), size, 1_000_000, 7)


def ready(settling: Settling, files: list[Seen], now: float) -> list[tuple[Seen, ...]]:
    """Look, and return what may be taken now."""
    settling.look(files, (), now)
    groups = []
    while group := settling.take():
        groups.append(group)
    return groups


def names(groups: list[tuple[Seen, ...]]) -> list[list[str]]:
    return [[file.path.name for file in group] for group in groups]


def test_a_file_is_ready_when_it_has_stood_still() -> None:
    settling = Settling(10.0, 10.0)
    files = [seen("a.jpg")]
    assert [names(ready(settling, files, now)) for now in (0.0, 9.9, 10.0)] == [[], [], [["a.jpg"]]]


def test_any_change_begins_the_wait_anew() -> None:
    whole = seen("a.jpg")
    for changed in (replace(whole, size=101), replace(whole, mtime_ns=2_000_000), replace(whole, inode=8)):
        settling = Settling(10.0, 10.0)
        ready(settling, [whole], 0.0)
        assert ready(settling, [changed], 9.0) == []
        assert ready(settling, [changed], 18.0) == []
        assert names(ready(settling, [changed], 19.0)) == [["a.jpg"]]


def test_a_file_that_vanished_is_forgotten() -> None:
    settling = Settling(10.0, 10.0)
    ready(settling, [seen("a.jpg")], 0.0)
    ready(settling, [], 5.0)
    assert ready(settling, [seen("a.jpg")], 11.0) == []


def test_two_sides_are_ready_together() -> None:
    settling = Settling(10.0, 10.0)
    ready(settling, [seen("w_front.jpg")], 0.0)
    both = [seen("w_back.jpg"), seen("w_front.jpg")]
    assert ready(settling, both, 12.0) == []
    assert names(ready(settling, both, 22.0)) == [["w_front.jpg", "w_back.jpg"]]


def test_a_lone_side_waits_longer_and_then_comes_alone() -> None:
    settling = Settling(10.0, 10.0)
    files = [seen("w_front.jpg"), seen("other.jpg")]
    ready(settling, files, 0.0)
    assert names(ready(settling, files, 10.0)) == [["other.jpg"]]
    assert names(ready(settling, files[:1], 20.0)) == [["w_front.jpg"]]


def test_what_has_settled_is_queued_and_need_not_be_seen_again() -> None:
    settling = Settling(10.0, 10.0)
    assert settling.look([seen("a.jpg"), seen("b.jpg")], (), 0.0) == []
    assert settling.look([seen("a.jpg"), seen("b.jpg")], (), 10.0) == [Path("a.jpg"), Path("b.jpg")]
    settling.look([seen("c.jpg")], {Path("a.jpg")}, 11.0)
    assert (settling.waiting, settling.unsettled) == (2, (Path("c.jpg"),))
    assert settling.take() == (seen("b.jpg"),)
    settling.put_back((seen("b.jpg"),))
    assert (settling.take(), settling.take()) == ((seen("b.jpg"),), ())


def test_a_back_that_comes_while_its_front_is_queued_joins_it() -> None:
    settling = Settling(10.0, 10.0)
    settling.look([seen("w_front.jpg")], (), 0.0)
    assert settling.look([seen("w_front.jpg")], (), 20.0) == [Path("w_front.jpg")]
    settling.look([seen("w_back.jpg")], (), 21.0)
    assert Path("w_back.jpg") in settling.look([seen("w_back.jpg")], (), 31.0)
    assert names([settling.take(), settling.take()]) == [["w_front.jpg", "w_back.jpg"], []]


@given(st.lists(st.tuples(st.floats(0.0, 8.0), st.integers(0, 2)), max_size=30))
def test_nothing_is_ready_that_changed_within_the_settling_time(looks: list[tuple[float, int]]) -> None:
    settling, now, since, before = Settling(10.0, 10.0), 0.0, 0.0, -1
    for step, size in looks:
        now += step
        since, before = (since, before) if size == before else (now, size)
        taken = ready(settling, [seen("a.jpg", size)], now)
        assert bool(taken) == (now - since >= 10.0)
        if taken:
            return
