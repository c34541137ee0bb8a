"""What is learned of quads that may be cards."""

import numpy as np
import pytest

from cardscan.cards.touching.partition import SEEN
from scripts.learn.touching.partition import Quads, Scene, learned
from tests.support.plain_cards import box_at

SIGNS = 5 + SEEN


def scenes(count: int) -> list[Scene]:
    """Pictures of which a quad is a card where its first sign is above the second."""
    noise = np.random.default_rng(1)
    return [
        Scene(quads_by(noise), quads_by(noise), np.array([False, True] * 6, np.bool_), 10)
        for _ in range(count)
    ]


def quads_by(noise: np.random.Generator) -> Quads:
    quads = np.array([box_at(*noise.uniform(20, 300, 4)) for _ in range(12)], np.float32)
    numbers = noise.normal(size=(12, SIGNS)).astype(np.float32)
    return Quads(quads, numbers, np.full(12, 0.5, np.float32), numbers[:, 0] > numbers[:, 1])


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_cards_are_told_by_their_signs_and_twice_in_the_same_way() -> None:
    known, unknown = scenes(40), scenes(60)[40:]
    alone, together = learned(known)
    right = [(alone.chances(scene.plain.numbers[:, :-SEEN]) > 0.5) == scene.plain.true for scene in unknown]
    assert np.concatenate(right).mean() > 0.9
    again = learned(known)
    assert all(
        (one.hidden == other.hidden).all() for one, other in zip((alone, together), again, strict=True)
    )
    assert len(together.hidden) == len(alone.hidden) + SEEN + 11
