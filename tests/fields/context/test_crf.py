"""The CRF at work, held against counting every labelling and against the library that trains it."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pycrfsuite  # type: ignore[import-untyped]
import pytest

from cardscan.fields.context.crf import Lattice, Model, read_model

WEIGHTS = """\
# a toy
state\thot\tsun\t1.5
state\tcold\train\t1.25
state\twet\train\t0.75
transition\tsun\tsun\t0.5
transition\tsun\train\t-0.25
transition\train\tfog\t0.125
"""
CHAIN = [["hot"], ["wet", "unknown"], [], ["cold", "wet"]]


def score(model: Model, labels: tuple[str, ...]) -> float:
    ids = [model.labels.index(label) for label in labels]
    states = model.potentials(CHAIN)
    steps = sum(model.transition[a, b] for a, b in itertools.pairwise(ids))
    return float(sum(states[t, label] for t, label in enumerate(ids)) + steps)


def test_the_best_labelling_and_its_chances_are_those_of_counting_them_all() -> None:
    model = read_model(WEIGHTS)
    assert model.labels == ("fog", "rain", "sun")
    every = {labels: score(model, labels) for labels in itertools.product(model.labels, repeat=len(CHAIN))}
    total = sum(np.exp(value) for value in every.values())
    lattice = Lattice(model, model.potentials(CHAIN))
    assert lattice.best() == max(every, key=lambda labels: every[labels])
    assert lattice.log_partition == pytest.approx(np.log(total))
    for t, column in itertools.product(range(len(CHAIN)), range(3)):
        share = sum(np.exp(value) for labels, value in every.items() if labels[t] == model.labels[column])
        assert lattice.marginals[t, column] == pytest.approx(share / total)
    part = sum(np.exp(value) for labels, value in every.items() if labels[1:3] == ("sun", "rain"))
    assert lattice.probability(1, ("sun", "rain")) == pytest.approx(part / total)


def test_it_labels_as_the_training_library_does(tmp_path: Path) -> None:
    rng = np.random.default_rng(7)
    chains = [[[f"f{i}" for i in rng.choice(12, 3, replace=False)] for _ in range(6)] for _ in range(60)]
    truth = [["abc"[sum(map(len, position)) % 2 + ("f3" in position)] for position in c] for c in chains]
    trainer = pycrfsuite.Trainer(verbose=False)
    for chain, labels in zip(chains, truth, strict=True):
        trainer.append(chain, labels)
    trainer.set_params({"c1": 0.1, "c2": 0.1, "max_iterations": 30})
    trainer.train(str(tmp_path / "toy.crfsuite"))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(tmp_path / "toy.crfsuite"))
    info = tagger.info()
    rows = [f"state\t{name}\t{label}\t{weight!r}" for (name, label), weight in info.state_features.items()]
    rows += [f"transition\t{a}\t{b}\t{weight!r}" for (a, b), weight in info.transitions.items()]
    model = read_model("\n".join(rows))
    for chain in chains:
        lattice = Lattice(model, model.potentials(chain))
        assert list(lattice.best()) == tagger.tag(chain)
        for t, label in itertools.product(range(len(chain)), model.labels):
            chance = lattice.marginals[t, model.labels.index(label)]
            assert chance == pytest.approx(tagger.marginal(label, t), abs=2e-4)
