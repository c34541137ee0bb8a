"""What fails for now is tried again, later and later, and said once."""

from cardscan.inbox.retries import LONGEST_REST, Retries


def test_what_fails_rests_ever_longer_up_to_a_limit() -> None:
    patience, now, rests = Retries(), 0.0, []
    for _ in range(12):
        patience.failed("a.jpg", "disk full", now)
        began = now
        while patience.resting("a.jpg", now):
            now += 1.0
        rests.append(now - began)
    assert rests == [1, 2, 4, 8, 16, 32, 64, 128, 256, *[LONGEST_REST] * 3]
    assert patience.failing_for(now) == now


def test_a_reason_is_news_once_until_all_is_well_again() -> None:
    patience = Retries()
    assert patience.failed("a.jpg", "disk full", 0.0)
    assert not patience.failed("a.jpg", "disk full", 1.0)
    assert not patience.failed("b.jpg", "disk full", 1.0)
    assert patience.failed("b.jpg", "permission denied", 3.0)
    patience.worked("a.jpg")
    assert not patience.failed("b.jpg", "disk full", 6.0)
    patience.worked("b.jpg")
    assert patience.failed("a.jpg", "disk full", 9.0)


def test_what_has_not_worked_for_weeks_is_still_tried_again() -> None:
    retries = Retries()
    for attempt in range(3000):
        retries.failed("a.png", "no room", attempt * LONGEST_REST)
    assert retries.resting("a.png", 2999 * LONGEST_REST + LONGEST_REST - 1)
    assert not retries.resting("a.png", 3000 * LONGEST_REST)
