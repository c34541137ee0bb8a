"""The networks with one hidden layer: a chance for every label, of one thing or of many."""

from pathlib import Path

import numpy as np
import pytest

from cardscan.cards.touching import chances
from cardscan.ocr import icons, scripts
from cardscan.small_net import small_net


@pytest.mark.parametrize("file", [icons.WEIGHTS, scripts.WEIGHTS, chances.ALONE, chances.TOGETHER])
def test_a_network_gives_chances_for_every_label(file: Path) -> None:
    net = small_net(file)
    features = np.random.default_rng(1).normal(size=(3, len(net.hidden) - 1)).astype(np.float32)
    found = net.chances(features)
    assert found.shape == (3, len(net.labels))
    assert found.sum(axis=1) == pytest.approx([1, 1, 1], abs=1e-4)
    assert net.chances(features[1]) == pytest.approx(found[1], abs=1e-5)
