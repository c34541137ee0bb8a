"""The networks with one hidden layer: a chance for every label, of one thing or of many."""

import numpy as np
import pytest

from cardscan.ocr.small_net import small_net


@pytest.mark.parametrize("file", ["icons.txt", "scripts.txt"])
def test_a_network_gives_chances_for_every_label(file: str) -> None:
    net = small_net(file)
    features = np.random.default_rng(1).normal(size=(3, len(net.hidden) - 1)).astype(np.float32)
    chances = net.chances(features)
    assert chances.shape == (3, len(net.labels))
    assert chances.sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-4)
    assert net.chances(features[1]) == pytest.approx(chances[1], abs=1e-5)
