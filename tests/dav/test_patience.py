from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.dav.patience import Patience, seconds_of


def test_waits_double_up_to_the_longest_and_end() -> None:
    waits: list[float] = []
    patience = Patience(attempts=9, sleep=waits.append, chance=lambda: 1.0)
    assert [patience.pause(attempt) for attempt in range(1, 10)] == [True] * 8 + [False]
    assert waits == [0.5, 1, 2, 4, 8, 16, 30, 30]


@given(st.integers(1, 6), st.floats(0, 1, exclude_max=True))
def test_chance_shortens_a_wait_by_half_at_most(attempt: int, chance: float) -> None:
    waits: list[float] = []
    Patience(sleep=waits.append, chance=lambda: chance).pause(attempt)
    most = 0.5 * 2 ** (attempt - 1)
    assert most / 2 <= waits[0] <= most


def test_a_date_to_wait_for_is_understood() -> None:
    then = datetime.now(UTC) + timedelta(seconds=90)
    assert 80 < seconds_of(format_datetime(then, usegmt=True)) <= 90


@pytest.mark.parametrize("text", ["", "-5", "soon", "1e3", "٣", "9" * 5000, "Sat, 99 Foo 2026 99:99:99 GMT"])
def test_what_makes_no_sense_is_no_reason_to_wait_or_one_to_give_up(text: str) -> None:
    assert seconds_of(text) in (0.0, 999999999.0)
