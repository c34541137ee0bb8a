"""What is learned of quads that may be cards."""

import numpy as np
import pytest

from scripts.learn.train_partition import Scene, learned
from tests.support.plain_cards import box_at

SIGNS = 5


def scenes(count: int) -> list[Scene]:
    """Pictures of which a quad is a card where its first sign is above the second."""
    noise = np.random.default_rng(1)
    made = []
    for _ in range(count):
        quads = np.array([box_at(*noise.uniform(20, 300, 4)) for _ in range(12)], np.float32)
        numbers = noise.normal(size=(12, SIGNS)).astype(np.float32)
        made.append(Scene(quads, numbers, numbers[:, 0] > numbers[:, 1]))
    return made


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_cards_are_told_by_their_signs_and_twice_in_the_same_way() -> None:
    known, unknown = scenes(40), scenes(60)[40:]
    alone, together = learned(known)
    right = [(alone.chances(scene.numbers) > 0.5) == scene.true for scene in unknown]
    assert np.concatenate(right).mean() > 0.9
    again = learned(known)
    assert all(
        (one.hidden == other.hidden).all() for one, other in zip((alone, together), again, strict=True)
    )
    assert len(together.hidden) == len(alone.hidden) + 11
